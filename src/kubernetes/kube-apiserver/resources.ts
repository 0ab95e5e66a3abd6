/**
 * All kinds there are. Adding one is one file and one line: here, or in `basic-resources.ts` where a
 * lab that was just opened must serve it.
 *
 * *Upstream:* the discovery documents of kube-apiserver v1.35
 */
import type { ResourceName } from '../api/resource-types.ts'
import { basicResources } from './basic-resources.ts'
import { keptResources } from './kept-resources.ts'
import { type ResourceTable, servedKind } from './resource-table.ts'
import { controllerrevisions } from './resources/controllerrevisions.ts'
import { cronjobs } from './resources/cronjobs.ts'
import { daemonsets } from './resources/daemonsets.ts'
import { horizontalpodautoscalers } from './resources/horizontalpodautoscalers.ts'
import { jobs } from './resources/jobs.ts'
import { persistentvolumeclaims } from './resources/persistentvolumeclaims.ts'
import { persistentvolumes } from './resources/persistentvolumes.ts'
import { poddisruptionbudgets } from './resources/poddisruptionbudgets.ts'
import { statefulsets } from './resources/statefulsets.ts'
import { storageclasses } from './resources/storageclasses.ts'

export const resources: ResourceTable = {
  ...basicResources,
  daemonsets,
  statefulsets,
  controllerrevisions,
  jobs,
  cronjobs,
  poddisruptionbudgets,
  horizontalpodautoscalers,
  persistentvolumes,
  persistentvolumeclaims,
  storageclasses,
  ...keptResources,
}

/** `apps/v1` and `Deployment` are `deployments`. */
export function resourceOfKind(apiVersion: string, kind: string): ResourceName | undefined {
  return servedKind(resources, apiVersion, kind)?.resource
}
