/**
 * The group `scheduling.k8s.io/v1`: how much a Pod matters.
 *
 * *Upstream:* `staging/src/k8s.io/api/scheduling/v1/types.go`
 */
import type { KubernetesObject } from './meta.ts'

export interface PriorityClass extends KubernetesObject {
  readonly apiVersion: 'scheduling.k8s.io/v1'
  readonly kind: 'PriorityClass'
  readonly value: number
  readonly globalDefault?: boolean
  readonly description?: string
  readonly preemptionPolicy?: string
}

/** The two classes every cluster has. Their names and values are part of the code, as upstream. */
export const systemPriorityClasses: readonly (readonly [string, number, string])[] = [
  [
    'system-cluster-critical',
    2_000_000_000,
    'Used for system critical pods that must run in the cluster, but can be moved to another ' +
      'node if necessary.',
  ],
  [
    'system-node-critical',
    2_000_001_000,
    'Used for system critical pods that must not be moved from their current node.',
  ],
]
