/**
 * The group `discovery.k8s.io/v1`: EndpointSlice.
 *
 * *Upstream:* `staging/src/k8s.io/api/discovery/v1/types.go`
 */
import type { ObjectReference } from './core.ts'
import type { KubernetesObject } from './meta.ts'

export interface Endpoint {
  readonly addresses: readonly string[]
  readonly conditions?: {
    readonly ready?: boolean
    readonly serving?: boolean
    readonly terminating?: boolean
  }
  readonly targetRef?: ObjectReference
  readonly nodeName?: string
  readonly zone?: string
  readonly hostname?: string
}

export interface EndpointSlice extends KubernetesObject {
  readonly apiVersion: 'discovery.k8s.io/v1'
  readonly kind: 'EndpointSlice'
  readonly addressType: 'IPv4' | 'IPv6'
  readonly endpoints: readonly Endpoint[]
  readonly ports?: readonly {
    readonly name?: string
    readonly port?: number
    readonly protocol?: string
  }[]
}
