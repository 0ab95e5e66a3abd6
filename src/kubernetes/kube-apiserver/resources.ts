/**
 * All kinds the API server serves. Adding one is one file and one line.
 *
 * *Upstream:* the discovery documents of kube-apiserver v1.35
 */
import type { ResourceName } from '../api/resource-types.ts'
import { apiVersionOf } from './handling.ts'
import type { ResourceDefinition } from './resource.ts'
import { configmaps } from './resources/configmaps.ts'
import { controllerrevisions } from './resources/controllerrevisions.ts'
import { cronjobs } from './resources/cronjobs.ts'
import { daemonsets } from './resources/daemonsets.ts'
import { deployments } from './resources/deployments.ts'
import { endpointslices } from './resources/endpointslices.ts'
import { events } from './resources/events.ts'
import { horizontalpodautoscalers } from './resources/horizontalpodautoscalers.ts'
import { jobs } from './resources/jobs.ts'
import { leases } from './resources/leases.ts'
import { namespaces } from './resources/namespaces.ts'
import { nodes } from './resources/nodes.ts'
import { poddisruptionbudgets } from './resources/poddisruptionbudgets.ts'
import { pods } from './resources/pods.ts'
import { priorityclasses } from './resources/priorityclasses.ts'
import { replicasets } from './resources/replicasets.ts'
import { secrets } from './resources/secrets.ts'
import { serviceaccounts } from './resources/serviceaccounts.ts'
import { services } from './resources/services.ts'
import { statefulsets } from './resources/statefulsets.ts'

export const resources: { readonly [K in ResourceName]: ResourceDefinition<K> } = {
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
  daemonsets,
  statefulsets,
  controllerrevisions,
  jobs,
  cronjobs,
  poddisruptionbudgets,
  horizontalpodautoscalers,
}

/** `apps/v1` and `Deployment` are `deployments`. */
export function resourceOfKind(apiVersion: string, kind: string): ResourceName | undefined {
  for (const definition of Object.values(resources))
    if (definition.kind === kind && apiVersionOf(definition) === apiVersion)
      return definition.resource
  return undefined
}
