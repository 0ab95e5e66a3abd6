/** One object, told at length. */
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import type { Desk } from '../command.ts'
import type { Kind } from '../kinds.ts'
import { tabulate } from '../print/tab-writer.ts'
import { endpointSliceLines, namespaceLines, nodeLines, serviceLines } from './cluster.ts'
import { eventLines } from './events.ts'
import { genericLines } from './generic.ts'
import type { Lines } from './lines.ts'
import {
  budgetLines,
  configMapLines,
  cronJobLines,
  jobLines,
  priorityClassLines,
  secretLines,
  serviceAccountLines,
} from './more.ts'
import { claimLines, storageClassLines, volumeLines } from './storage.ts'
import {
  daemonSetLines,
  deploymentLines,
  podLines,
  replicaSetLines,
  statefulSetLines,
} from './workloads.ts'

type Describe = (desk: Desk, object: KubernetesObject) => Lines

const describers: Readonly<Record<string, Describe>> = {
  pods: podLines,
  deployments: deploymentLines,
  replicasets: replicaSetLines,
  daemonsets: daemonSetLines,
  statefulsets: statefulSetLines,
  nodes: nodeLines,
  namespaces: namespaceLines,
  services: serviceLines,
  endpointslices: endpointSliceLines,
  configmaps: configMapLines,
  secrets: secretLines,
  jobs: jobLines,
  cronjobs: cronJobLines,
  serviceaccounts: serviceAccountLines,
  poddisruptionbudgets: budgetLines,
  priorityclasses: priorityClassLines,
  persistentvolumeclaims: claimLines,
  persistentvolumes: volumeLines,
  storageclasses: storageClassLines,
}

const withoutEvents = ['namespaces', 'events', 'secrets']

/** @param withEvents `--show-events` */
export function description(
  desk: Desk,
  kind: Kind,
  object: KubernetesObject,
  withEvents = true,
): string {
  const lines = (describers[kind.resource] ?? genericLines)(desk, object)
  const isShown = withEvents && !withoutEvents.includes(kind.resource)
  return tabulate([...lines, ...(isShown ? eventLines(desk, kind, object) : [])].join('\n'))
}
