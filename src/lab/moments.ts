/**
 * The moments that matter in what happened: bookmarks on the timeline, the source of narration, and
 * the key of ordering questions. Found by comparing each stored object with what it was before.
 */

import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../kubernetes/api/apps.ts'
import type { Job } from '../kubernetes/api/batch.ts'
import { isConditionTrue } from '../kubernetes/api/conditions.ts'
import type { ContainerStatus, Node, Pod } from '../kubernetes/api/core.ts'
import type { EndpointSlice } from '../kubernetes/api/discovery.ts'
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import { controllerOf } from '../kubernetes/api/owner-references.ts'
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
  'object-applied',
  'object-deleted',
  'replicaset-created',
  'replicaset-scaled',
  'pod-created',
  'pod-scheduled',
  'pod-started',
  'pod-ready',
  'pod-not-ready',
  'pod-completed',
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
  'job-created',
  'job-complete',
  'job-failed',
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
  const watches = watchers[object.kind]
  if (watches && (!deleted || object.kind === 'Pod')) watches(object, old, add, deleted)
  if (change.cause.by === 'learner') deedMoments(object, old, deleted, found, add)
  return found
}

type Add = (kind: MomentKind, detail?: FoundMoment['detail'], subject?: string) => void

/** What is told of a kind. */
const watchers: Readonly<Record<string, Watcher>> = {
  Pod: watcher<Pod>(podMoments),
  Node: watcher<Node>(nodeMoments),
  ReplicaSet: watcher<ReplicaSet>(replicaSetMoments),
  Deployment: watcher<Deployment>(deploymentMoments),
  StatefulSet: watcher<StatefulSet>((set, old, add) => {
    if (old && isRolledOut(set) && !isRolledOut(old)) add('rollout-complete')
  }),
  DaemonSet: watcher<DaemonSet>((set, old, add) => {
    if (old && isEverywhere(set) && !isEverywhere(old)) add('rollout-complete')
  }),
  Job: watcher<Job>(jobMoments),
  EndpointSlice: watcher<EndpointSlice>(endpointMoments),
}

type Watcher = (
  object: KubernetesObject,
  old: KubernetesObject | undefined,
  add: Add,
  deleted: boolean,
) => void

function watcher<K extends KubernetesObject>(
  watch: (object: K, old: K | undefined, add: Add, deleted: boolean) => void,
): Watcher {
  return (object, old, add, deleted) => watch(object as K, old as K | undefined, add, deleted)
}

/** What somebody did by hand, where nothing else tells it. */
function deedMoments(
  object: KubernetesObject,
  old: KubernetesObject | undefined,
  deleted: boolean,
  told: readonly FoundMoment[],
  add: Add,
): void {
  const { kind, metadata } = object
  if (kind === 'Pod' || untold.has(kind)) return
  const goes = deleted || (metadata.deletionTimestamp && !old?.metadata.deletionTimestamp)
  if (goes && !(deleted && object.metadata.deletionTimestamp)) add('object-deleted', { kind })
  else if (!goes && told.length === 0) add('object-applied', { kind })
}

/** Written along with other things, and no news to anybody. */
const untold: ReadonlySet<string> = new Set(['Event', 'Lease', 'ControllerRevision'])

function podMoments(pod: Pod, old: Pod | undefined, add: Add, deleted: boolean): void {
  const node = pod.spec.nodeName ?? ''
  if (deleted) return add('pod-gone', { node })
  if (!old) add('pod-created', { node })
  if (pod.spec.nodeName && !old?.spec.nodeName) add('pod-scheduled', { node })
  if (pod.metadata.deletionTimestamp && !old?.metadata.deletionTimestamp)
    add('pod-deleted', { node })
  if (!old) return
  const steps = pod.status?.initContainerStatuses ?? []
  for (const status of [...steps, ...(pod.status?.containerStatuses ?? [])])
    containerMoments(pod, status, statusBefore(old, status.name), steps.includes(status), add)
  const ready = isConditionTrue(pod.status?.conditions, 'Ready')
  const wasReady = isConditionTrue(old.status?.conditions, 'Ready')
  if (ready && !wasReady) add('pod-ready', { node })
  if (!ready && wasReady && !pod.metadata.deletionTimestamp) add('pod-not-ready', { node })
}

function statusBefore({ status }: Pod, container: string): ContainerStatus | undefined {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
  return all.find(({ name }) => name === container)
}

function containerMoments(
  { metadata, spec }: Pod,
  { name, state, restartCount }: ContainerStatus,
  before: ContainerStatus | undefined,
  isStep: boolean,
  add: Add,
): void {
  const facts = { node: spec.nodeName ?? '', container: name }
  const wasRunning = before?.state?.running !== undefined
  if (state?.running && restartCount > (before?.restartCount ?? 0))
    add('pod-restarted', { ...facts, restarts: restartCount })
  else if (state?.running && !wasRunning) add('pod-started', facts)
  const ended = state?.terminated
  if (ended && !before?.state?.terminated && !metadata.deletionTimestamp) {
    const { exitCode } = ended
    const isDone = exitCode === 0 && (isStep || spec.restartPolicy !== 'Always')
    // A program that is over at once is never reported as running.
    if (!wasRunning) add('pod-started', facts)
    add(isDone ? 'pod-completed' : 'pod-crashed', { ...facts, exitCode })
  }
  const waiting = state?.waiting?.reason
  if (waiting && !usualWaits.has(waiting) && waiting !== before?.state?.waiting?.reason)
    add('pod-waiting', { ...facts, reason: waiting })
}

/** Every container waits like this before it starts; it is not told. */
const usualWaits: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing'])

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
  if (!old && !controllerOf(set)) return
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

function isRolledOut({ spec, status }: StatefulSet): boolean {
  return status?.readyReplicas === spec.replicas && status?.updatedReplicas === spec.replicas
}

/** A Pod of the present template is Ready on every node that should have one. */
function isEverywhere({ status }: DaemonSet): boolean {
  const wanted = status?.desiredNumberScheduled ?? 0
  return wanted > 0 && status?.numberReady === wanted && status?.updatedNumberScheduled === wanted
}

function jobMoments(job: Job, old: Job | undefined, add: Add): void {
  if (!old && controllerOf(job)) add('job-created')
  const isNow = (type: string) =>
    isConditionTrue(job.status?.conditions, type) && !isConditionTrue(old?.status?.conditions, type)
  if (isNow('Complete')) add('job-complete')
  if (isNow('Failed')) add('job-failed')
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
