/**
 * Which Pods go when there are too many: the least valuable first.
 *
 * *Upstream:* `pkg/controller/controller_utils.go` (ActivePodsWithRanks),
 * `pkg/controller/replicaset/replica_set.go` (getPodsToDelete)
 */
import type { Container, ContainerStatus, Pod } from '../../api/core.ts'
import { isActive, isReady, readySinceMs } from '../../api/pod-availability.ts'
import { msOf } from '../../api/time.ts'

export interface RankedPod {
  readonly pod: Pod
  /** How many active Pods of the same owner share its node. */
  readonly rank: number
}

/**
 * `count` of the Pods.
 * @param related Pods of all ReplicaSets of the same owner: a node with many of them may lose one.
 */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  nowMs: number,
): readonly Pod[] {
  if (count >= pods.length) return pods
  const onNode = new Map<string, number>()
  for (const pod of related) {
    const node = pod.spec?.nodeName ?? ''
    if (isActive(pod)) onNode.set(node, (onNode.get(node) ?? 0) + 1)
  }
  return pods
    .map((pod) => ({ pod, rank: onNode.get(pod.spec?.nodeName ?? '') ?? 0 }))
    .sort((a, b) => compareForDeletion(a, b, nowMs))
    .slice(0, count)
    .map(({ pod }) => pod)
}

/** Negative: `a` is deleted before `b`. The first criterion in which they differ decides. */
export function compareForDeletion(a: RankedPod, b: RankedPod, nowMs: number): number {
  for (const criterion of criteria) {
    const order = criterion(a, b, nowMs)
    if (order !== 0) return order
  }
  return 0
}

type Criterion = (a: RankedPod, b: RankedPod, nowMs: number) => number

const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }

/** In this order. */
const criteria: readonly Criterion[] = [
  function unassignedFirst(a, b) {
    return Number(Boolean(a.pod.spec?.nodeName)) - Number(Boolean(b.pod.spec?.nodeName))
  },
  function earlierPhaseFirst(a, b) {
    return phaseOf(a.pod) - phaseOf(b.pod)
  },
  function notReadyFirst(a, b) {
    return Number(isReady(a.pod)) - Number(isReady(b.pod))
  },
  function lowerDeletionCostFirst(a, b) {
    return deletionCost(a.pod) - deletionCost(b.pod)
  },
  function crowdedNodeFirst(a, b) {
    return b.rank - a.rank
  },
  function readyForShorterFirst(a, b, nowMs) {
    if (!isReady(a.pod) || !isReady(b.pod)) return 0
    return youngerFirst(a.pod, b.pod, readySinceMs, nowMs)
  },
  function moreRestartsFirst(a, b) {
    return mostRestarts(b.pod, 'regular') - mostRestarts(a.pod, 'regular')
  },
  function moreSidecarRestartsFirst(a, b) {
    return mostRestarts(b.pod, 'sidecar') - mostRestarts(a.pod, 'sidecar')
  },
  function createdLaterFirst(a, b, nowMs) {
    return youngerFirst(a.pod, b.pod, ({ metadata }) => msOf(metadata.creationTimestamp), nowMs)
  },
]

function phaseOf({ status }: Pod): number {
  return phaseOrder[status?.phase ?? ''] ?? 0
}

function deletionCost({ metadata }: Pod): number {
  const cost = metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? '0'
  return /^(0|-?[1-9]\d*)$/.test(cost) ? Number(cost) : 0
}

/**
 * Ages count by powers of two (in nanoseconds): among Pods of about the same age the uid decides,
 * so that a scale-down does not always hit the youngest. A missing time comes first.
 */
function youngerFirst(a: Pod, b: Pod, timeOf: (pod: Pod) => number, nowMs: number): number {
  const timeA = timeOf(a)
  const timeB = timeOf(b)
  if (timeA === timeB) return 0
  if (!Number.isFinite(timeA)) return -1
  if (!Number.isFinite(timeB)) return 1
  const difference = ageBucket(nowMs - timeA) - ageBucket(nowMs - timeB)
  if (difference !== 0) return difference
  return compareText(a.metadata.uid, b.metadata.uid)
}

function ageBucket(ageMs: number): number {
  return ageMs > 0 ? Math.floor(Math.log2(ageMs * 1_000_000)) : -1
}

function compareText(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A sidecar is an init container that is restarted as long as the Pod lives. */
function mostRestarts(pod: Pod, kind: 'regular' | 'sidecar'): number {
  if (kind === 'regular') return highest(pod.status?.containerStatuses)
  const sidecars = new Set((pod.spec?.initContainers ?? []).filter(isSidecar).map(nameOf))
  return highest(pod.status?.initContainerStatuses?.filter(({ name }) => sidecars.has(name)))
}

const isSidecar = ({ restartPolicy }: Container) => restartPolicy === 'Always'
const nameOf = ({ name }: Container) => name

function highest(statuses: readonly ContainerStatus[] | undefined): number {
  return Math.max(0, ...(statuses ?? []).map(({ restartCount }) => restartCount))
}
