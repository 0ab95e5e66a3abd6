/**
 * The group `policy/v1`: how many Pods may be taken away on purpose.
 *
 * *Upstream:* `staging/src/k8s.io/api/policy/v1/types.go`
 */
import type { Condition, IntOrString, KubernetesObject, LabelSelector, Time } from './meta.ts'

export interface PodDisruptionBudgetStatus {
  readonly observedGeneration?: number
  /** Pods whose eviction was let through and has not been seen yet. */
  readonly disruptedPods?: Readonly<Record<string, Time>>
  readonly disruptionsAllowed: number
  readonly currentHealthy: number
  readonly desiredHealthy: number
  readonly expectedPods: number
  readonly conditions?: readonly (Condition & { readonly observedGeneration?: number })[]
}

export interface PodDisruptionBudget extends KubernetesObject {
  readonly apiVersion: 'policy/v1'
  readonly kind: 'PodDisruptionBudget'
  readonly spec: {
    readonly minAvailable?: IntOrString
    readonly maxUnavailable?: IntOrString
    readonly selector?: LabelSelector
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow'
  }
  readonly status?: PodDisruptionBudgetStatus
}
