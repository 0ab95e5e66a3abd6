/** Which kind stands behind each resource name, as typed in a URL or after `kubectl get`. */
import type { Deployment, ReplicaSet } from './apps.ts'
import type { Lease } from './coordination.ts'
import type { Event, Namespace, Node, Pod, Service } from './core.ts'
import type { EndpointSlice } from './discovery.ts'

export interface ResourceTypes {
  pods: Pod
  nodes: Node
  services: Service
  namespaces: Namespace
  events: Event
  deployments: Deployment
  replicasets: ReplicaSet
  endpointslices: EndpointSlice
  leases: Lease
}

export type ResourceName = keyof ResourceTypes

export type AnyResource = ResourceTypes[ResourceName]
