/**
 * Taints of nodes and what Pods tolerate.
 *
 * *Upstream:* `staging/src/k8s.io/api/core/v1/toleration.go`,
 * `staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go`
 */
import type { Taint, TaintEffect, Toleration } from '../api/core.ts'

/** An absent effect or key in the toleration means any. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  switch (toleration.operator) {
    case 'Exists':
      return true
    case undefined:
    case 'Equal':
      return (toleration.value ?? '') === (taint.value ?? '')
    default:
      return false
  }
}

/** The first taint with one of these effects that no toleration covers. */
export function untoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly TaintEffect[],
): Taint | undefined {
  return taints?.find(
    (taint) => effects.includes(taint.effect) && !tolerations?.some((one) => tolerates(one, taint)),
  )
}

/** The effects that keep a Pod off a node. */
export const repellingEffects: readonly TaintEffect[] = ['NoSchedule', 'NoExecute']
