/** Which kind stands behind each resource name, as typed in a URL or after `kubectl get`. */
import type { ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet } from './apps.ts'
import type { HorizontalPodAutoscaler } from './autoscaling.ts'
import type { CronJob, Job } from './batch.ts'
import type { ConfigMap, Secret, ServiceAccount } from './configuration.ts'
import type { Lease } from './coordination.ts'
import type { Event, Namespace, Node, Pod, Service } from './core.ts'
import type { EndpointSlice } from './discovery.ts'
import type { KeptName, KeptObject } from './kept.ts'
import type { PodDisruptionBudget } from './policy.ts'
import type { PriorityClass } from './scheduling.ts'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from './storage.ts'

export interface ResourceTypes extends Record<KeptName, KeptObject> {
  pods: Pod
  nodes: Node
  services: Service
  namespaces: Namespace
  events: Event
  deployments: Deployment
  replicasets: ReplicaSet
  endpointslices: EndpointSlice
  leases: Lease
  configmaps: ConfigMap
  secrets: Secret
  serviceaccounts: ServiceAccount
  priorityclasses: PriorityClass
  daemonsets: DaemonSet
  statefulsets: StatefulSet
  controllerrevisions: ControllerRevision
  jobs: Job
  cronjobs: CronJob
  poddisruptionbudgets: PodDisruptionBudget
  horizontalpodautoscalers: HorizontalPodAutoscaler
  persistentvolumes: PersistentVolume
  persistentvolumeclaims: PersistentVolumeClaim
  storageclasses: StorageClass
}

export type ResourceName = keyof ResourceTypes

export type AnyResource = ResourceTypes[ResourceName]
