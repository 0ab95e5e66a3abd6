/**
 * The moments that matter in what happened: bookmarks on the timeline, the source of narration, and
 * the key of ordering questions. Found by comparing each stored object with what it was before.
 */

import type { Deployment, ReplicaSet } from '../kubernetes/api/apps.ts'
import { isConditionTrue } from '../kubernetes/api/conditions.ts'
import type { Node, Pod } from '../kubernetes/api/core.ts'
import type { EndpointSlice } from '../kubernetes/api/discovery.ts'
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { Change } from '../kubernetes/etcd/store.ts'
import type { Cause } from '../kubernetes/kube-apiserver/request.ts'
import type { TraceEntry } from '../simulation/trace.ts'

export const momentKinds = [
  'power-off',
  'power-on',
  'booted',
  'cut',
  'mend',
  'crash',
  'oom',
  'slow-disk',
  'full-disk',
  'clock-skew',
  'stop',
  'start',
  'deployment-applied',
  'replicaset-created',
  'replicaset-scaled',
  'pod-created',
  'pod-scheduled',
  'pod-started',
  'pod-ready',
  'pod-not-ready',
  'pod-crashed',
  'pod-restarted',
  'pod-waiting',
  'pod-deleted',
  'pod-gone',
  'node-not-ready',
  'node-ready',
  'taint-added',
  'taint-removed',
  'endpoint-ready',
  'endpoint-not-ready',
  'rollout-complete',
] as const

export type MomentKind = (typeof momentKinds)[number]

export interface Moment {
  readonly kind: MomentKind
  /** Virtual milliseconds since the lab opened. */
  readonly at: number
  /** `web-5d4c-x7k2p`, `node-2`, a component. */
  readonly subject: string
  /** Details the narration needs: the node of a Pod, numbers of a scaling, a reason. */
  readonly detail: Readonly<Record<string, string | number>>
  /** Who wrote it and why; absent for faults. */
  readonly cause?: Cause
  readonly revision?: number
  /** The revision of the moment that led to it; absent where nothing did, or it is unknown. */
  readonly because?: number
}

export type FoundMoment = Omit<Moment, 'at' | 'because'>

/** What a fault is called; the trace's own words. */
export function momentOfFault({ type, detail }: TraceEntry): FoundMoment | undefined {
  if (!(momentKinds as readonly string[]).includes(type)) return undefined
  const subject = detail['machine'] ?? detail['component'] ?? detail['podUid'] ?? detail['machines']
  return { kind: type as MomentKind, subject: String(subject), detail: {} }
}

/** The moments in one stored change; mostly none. */
export function momentsOfChange(change: Change): readonly FoundMoment[] {
  const object = change.keyValue.value as KubernetesObject
  const old = change.previous?.value as KubernetesObject | undefined
  const deleted = change.type === 'delete'
  const found: FoundMoment[] = []
  const add = (kind: MomentKind, detail: FoundMoment['detail'] = {}, subject?: string) =>
    found.push({
      kind,
      subject: subject ?? object.metadata.name,
      detail,
      cause: change.cause,
      revision: change.revision,
    })
  switch (object.kind) {
    case 'Pod':
      podMoments(object as Pod, old as Pod | undefined, deleted, add)
      break
    case 'Node':
      if (!deleted) nodeMoments(object as Node, old as Node | undefined, add)
      break
    case 'ReplicaSet':
      if (!deleted) replicaSetMoments(object as ReplicaSet, old as ReplicaSet | undefined, add)
      break
    case 'Deployment':
      if (!deleted) deploymentMoments(object as Deployment, old as Deployment | undefined, add)
      break
    case 'EndpointSlice':
      if (!deleted) endpointMoments(object as EndpointSlice, old as EndpointSlice | undefined, add)
      break
  }
  return found
}

type Add = (kind: MomentKind, detail?: FoundMoment['detail'], subject?: string) => void

function podMoments(pod: Pod, old: Pod | undefined, deleted: boolean, add: Add): void {
  const node = pod.spec.nodeName ?? ''
  if (deleted) return add('pod-gone', { node })
  if (!old) add('pod-created', { node })
  if (pod.spec.nodeName && !old?.spec.nodeName) add('pod-scheduled', { node })
  if (pod.metadata.deletionTimestamp && !old?.metadata.deletionTimestamp)
    add('pod-deleted', { node })
  if (!old) return
  for (const [index, status] of (pod.status?.containerStatuses ?? []).entries()) {
    const before = old.status?.containerStatuses?.[index]
    const running = status.state?.running !== undefined
    const wasRunning = before?.state?.running !== undefined
    if (running && status.restartCount > (before?.restartCount ?? 0))
      add('pod-restarted', { node, container: status.name, restarts: status.restartCount })
    else if (running && !wasRunning) add('pod-started', { node, container: status.name })
    const ended = status.state?.terminated
    if (ended && wasRunning && !pod.metadata.deletionTimestamp)
      add('pod-crashed', { node, container: status.name, exitCode: ended.exitCode })
    const waiting = status.state?.waiting?.reason
    if (waiting && waiting !== 'ContainerCreating' && waiting !== before?.state?.waiting?.reason)
      add('pod-waiting', { node, container: status.name, reason: waiting })
  }
  const ready = isConditionTrue(pod.status?.conditions, 'Ready')
  const wasReady = isConditionTrue(old.status?.conditions, 'Ready')
  if (ready && !wasReady) add('pod-ready', { node })
  if (!ready && wasReady && !pod.metadata.deletionTimestamp) add('pod-not-ready', { node })
}

function nodeMoments(node: Node, old: Node | undefined, add: Add): void {
  const ready = isConditionTrue(node.status?.conditions, 'Ready')
  const wasReady = isConditionTrue(old?.status?.conditions, 'Ready')
  if (ready && !wasReady) add('node-ready')
  if (!ready && wasReady) add('node-not-ready')
  const evicts = (candidate: Node | undefined) =>
    candidate?.spec.taints?.some(({ effect }) => effect === 'NoExecute') ?? false
  if (evicts(node) && !evicts(old)) add('taint-added')
  if (!evicts(node) && evicts(old)) add('taint-removed')
}

function replicaSetMoments(set: ReplicaSet, old: ReplicaSet | undefined, add: Add): void {
  const replicas = set.spec.replicas ?? 1
  if (!old) return add('replicaset-created', { to: replicas })
  const before = old.spec.replicas ?? 1
  if (before !== replicas) add('replicaset-scaled', { from: before, to: replicas })
}

function deploymentMoments(deployment: Deployment, old: Deployment | undefined, add: Add): void {
  if (deployment.spec !== old?.spec && deployment.metadata.generation !== old?.metadata.generation)
    add('deployment-applied', { replicas: deployment.spec.replicas ?? 1 })
  const complete = ({ spec, status }: Deployment) =>
    status?.availableReplicas === spec.replicas && status?.updatedReplicas === spec.replicas
  if (old && complete(deployment) && !complete(old)) add('rollout-complete')
}

function endpointMoments(slice: EndpointSlice, old: EndpointSlice | undefined, add: Add): void {
  const ready = readyEndpoints(slice)
  const before = readyEndpoints(old)
  for (const [pod, node] of ready) if (!before.has(pod)) add('endpoint-ready', { node }, pod)
  for (const [pod, node] of before) if (!ready.has(pod)) add('endpoint-not-ready', { node }, pod)
}

function readyEndpoints(slice: EndpointSlice | undefined): Map<string, string> {
  const found = new Map<string, string>()
  for (const endpoint of slice?.endpoints ?? [])
    if (endpoint.conditions?.ready !== false)
      found.set(endpoint.targetRef?.name ?? endpoint.addresses[0] ?? '', endpoint.nodeName ?? '')
  return found
}
