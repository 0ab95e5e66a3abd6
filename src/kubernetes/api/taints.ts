/**
 * Taints of nodes and what tolerates them.
 *
 * *Upstream:* `staging/src/k8s.io/api/core/v1/toleration.go`, `pkg/util/taints/taints.go`
 */
import type { Taint, Toleration } from './core.ts'

/** An absent key or effect in the toleration means any; an absent operator means `Equal`. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false
  if (toleration.key && toleration.key !== taint.key) return false
  if (toleration.operator === 'Exists') return true
  if (toleration.operator && toleration.operator !== 'Equal') return false
  return (toleration.value ?? '') === (taint.value ?? '')
}

/** One taint replaces another of the same key and effect. */
export function isSameTaint(a: Taint, b: Taint): boolean {
  return a.key === b.key && a.effect === b.effect
}
