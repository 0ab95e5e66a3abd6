/**
 * Which taints of a node a Pod cannot stand.
 *
 * *Upstream:* `staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go`
 */
import type { Taint, TaintEffect, Toleration } from '../api/core.ts'
import { tolerates } from '../api/taints.ts'

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
