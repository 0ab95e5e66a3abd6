/**
 * What `kubectl get` shows of each kind. Apart from the definitions of the kinds, so that who never
 * prints a table does not carry them.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import type { Deployment, ReplicaSet } from '../api/apps.ts'
import type { ConfigMap, Secret } from '../api/configuration.ts'
import type { Lease } from '../api/coordination.ts'
import type { Namespace } from '../api/core.ts'
import type { EndpointSlice } from '../api/discovery.ts'
import type { PodDisruptionBudget } from '../api/policy.ts'
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import type { PriorityClass } from '../api/scheduling.ts'
import { ageColumn, nameColumn, selectorText, templateColumns } from './columns/cells.ts'
import { type Column, column } from './columns/column.ts'
import { eventColumns } from './columns/events.ts'
import { keptColumns } from './columns/kept.ts'
import { nodeColumns } from './columns/nodes.ts'
import { podColumns } from './columns/pods.ts'
import { serviceColumns } from './columns/services.ts'
import { claimColumns, storageClassColumns, volumeColumns } from './columns/storage.ts'
import {
  autoscalerColumns,
  controllerRevisionColumns,
  cronJobColumns,
  daemonSetColumns,
  jobColumns,
  statefulSetColumns,
} from './columns/workloads.ts'

/** A longer list shows its first items, and how many more there are. */
const maxShown = 3

const deploymentColumns: readonly Column<Deployment>[] = [
  nameColumn,
  column('READY', 0, ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec.replicas ?? 0}`),
  column('UP-TO-DATE', 0, ({ status }) => status?.updatedReplicas ?? 0),
  column('AVAILABLE', 0, ({ status }) => status?.availableReplicas ?? 0),
  ageColumn,
  ...templateColumns.slice(0, 2),
  // Of all kinds, this one says nothing where there is nothing to say.
  column('SELECTOR', 1, ({ spec }) => selectorText(spec.selector, '')),
]

const replicaSetColumns: readonly Column<ReplicaSet>[] = [
  nameColumn,
  column('DESIRED', 0, ({ spec }) => spec.replicas ?? 0),
  column('CURRENT', 0, ({ status }) => status?.replicas ?? 0),
  column('READY', 0, ({ status }) => status?.readyReplicas ?? 0),
  ageColumn,
  ...templateColumns,
]

const endpointSliceColumns: readonly Column<EndpointSlice>[] = [
  nameColumn,
  column('ADDRESSTYPE', 0, ({ addressType }) => addressType),
  column('PORTS', 0, ({ ports = [] }) =>
    shortList(ports.map(({ port, name }) => `${port ?? name ?? '*'}`)),
  ),
  column('ENDPOINTS', 0, ({ endpoints = [] }) =>
    shortList(endpoints.flatMap(({ addresses }) => addresses)),
  ),
  ageColumn,
]

const namespaceColumns: readonly Column<Namespace>[] = [
  nameColumn,
  column('STATUS', 0, ({ status }) => status?.phase ?? ''),
  ageColumn,
]

const leaseColumns: readonly Column<Lease>[] = [
  nameColumn,
  column('HOLDER', 0, ({ spec }) => spec?.holderIdentity ?? ''),
  ageColumn,
]

const keysOf = (data: object | undefined) => Object.keys(data ?? {}).length

const configMapColumns: readonly Column<ConfigMap>[] = [
  nameColumn,
  column('DATA', 0, ({ data, binaryData }) => keysOf(data) + keysOf(binaryData)),
  ageColumn,
]

const secretColumns: readonly Column<Secret>[] = [
  nameColumn,
  column('TYPE', 0, ({ type }) => type ?? ''),
  column('DATA', 0, ({ data }) => keysOf(data)),
  ageColumn,
]

const priorityClassColumns: readonly Column<PriorityClass>[] = [
  nameColumn,
  column('VALUE', 0, ({ value }) => value),
  column('GLOBAL-DEFAULT', 0, ({ globalDefault }) => `${globalDefault ?? false}`),
  ageColumn,
  column('PREEMPTIONPOLICY', 0, ({ preemptionPolicy }) => preemptionPolicy ?? ''),
]

const budgetColumns: readonly Column<PodDisruptionBudget>[] = [
  nameColumn,
  column('MIN AVAILABLE', 0, ({ spec }) => spec.minAvailable ?? 'N/A'),
  column('MAX UNAVAILABLE', 0, ({ spec }) => spec.maxUnavailable ?? 'N/A'),
  column('ALLOWED DISRUPTIONS', 0, ({ status }) => status?.disruptionsAllowed ?? 0),
  ageColumn,
]

export const columns: { readonly [K in ResourceName]: readonly Column<ResourceTypes[K]>[] } = {
  pods: podColumns,
  nodes: nodeColumns,
  services: serviceColumns,
  namespaces: namespaceColumns,
  events: eventColumns,
  deployments: deploymentColumns,
  replicasets: replicaSetColumns,
  endpointslices: endpointSliceColumns,
  leases: leaseColumns,
  configmaps: configMapColumns,
  secrets: secretColumns,
  serviceaccounts: [nameColumn, ageColumn],
  priorityclasses: priorityClassColumns,
  daemonsets: daemonSetColumns,
  statefulsets: statefulSetColumns,
  controllerrevisions: controllerRevisionColumns,
  jobs: jobColumns,
  cronjobs: cronJobColumns,
  poddisruptionbudgets: budgetColumns,
  horizontalpodautoscalers: autoscalerColumns,
  persistentvolumes: volumeColumns,
  persistentvolumeclaims: claimColumns,
  storageclasses: storageClassColumns,
  ...keptColumns,
}

function shortList(items: readonly string[]): string {
  if (items.length === 0) return '<unset>'
  const shown = items.slice(0, maxShown).join(',')
  return items.length > maxShown ? `${shown} + ${items.length - maxShown} more...` : shown
}
