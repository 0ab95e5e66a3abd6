/**
 * The kinds of the basic cluster: those a Deployment, its Pods and its Service live by, and of all
 * others the names.
 *
 * *Upstream:* the discovery documents of kube-apiserver v1.35
 */
import { nameOnly, type ResourceTable } from './resource-table.ts'
import { configmaps } from './resources/configmaps.ts'
import { deployments } from './resources/deployments.ts'
import { endpointslices } from './resources/endpointslices.ts'
import { events } from './resources/events.ts'
import { leases } from './resources/leases.ts'
import { namespaces } from './resources/namespaces.ts'
import { nodes } from './resources/nodes.ts'
import { pods } from './resources/pods.ts'
import { priorityclasses } from './resources/priorityclasses.ts'
import { replicasets } from './resources/replicasets.ts'
import { secrets } from './resources/secrets.ts'
import { serviceaccounts } from './resources/serviceaccounts.ts'
import { services } from './resources/services.ts'

const apps = { group: 'apps', version: 'v1' } as const
const batch = { group: 'batch', version: 'v1' } as const

export const basicResources = {
  pods,
  nodes,
  services,
  namespaces,
  events,
  deployments,
  replicasets,
  endpointslices,
  leases,
  configmaps,
  secrets,
  serviceaccounts,
  priorityclasses,
  daemonsets: nameOnly({ resource: 'daemonsets', kind: 'DaemonSet', ...apps }),
  statefulsets: nameOnly({ resource: 'statefulsets', kind: 'StatefulSet', ...apps }),
  controllerrevisions: nameOnly({
    resource: 'controllerrevisions',
    kind: 'ControllerRevision',
    ...apps,
  }),
  jobs: nameOnly({ resource: 'jobs', kind: 'Job', ...batch }),
  cronjobs: nameOnly({ resource: 'cronjobs', kind: 'CronJob', ...batch }),
  poddisruptionbudgets: nameOnly({
    resource: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    group: 'policy',
    version: 'v1',
  }),
  horizontalpodautoscalers: nameOnly({
    resource: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    group: 'autoscaling',
    version: 'v2',
  }),
  storageclasses: nameOnly({
    resource: 'storageclasses',
    kind: 'StorageClass',
    group: 'storage.k8s.io',
    version: 'v1',
    namespaced: false,
  }),
  // Nobody looks for those that are only kept: here they are not even known by name.
} satisfies Partial<ResourceTable> as unknown as ResourceTable
