/**
 * The group `coordination.k8s.io/v1`: Lease, the heartbeat of a node.
 *
 * *Upstream:* `staging/src/k8s.io/api/coordination/v1/types.go`
 */
import type { KubernetesObject, MicroTime } from './meta.ts'

export interface Lease extends KubernetesObject {
  readonly apiVersion: 'coordination.k8s.io/v1'
  readonly kind: 'Lease'
  readonly spec: {
    readonly holderIdentity?: string
    readonly leaseDurationSeconds?: number
    readonly acquireTime?: MicroTime
    readonly renewTime?: MicroTime
    readonly leaseTransitions?: number
  }
}
