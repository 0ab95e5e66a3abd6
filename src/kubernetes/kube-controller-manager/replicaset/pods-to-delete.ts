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
    .map((pod) => worthOf({ pod, rank: onNode.get(pod.spec?.nodeName ?? '') ?? 0 }, nowMs))
    .sort(compareWorth)
    .slice(0, count)
    .map(({ pod }) => pod)
}

/** Negative: `a` is deleted before `b`. */
export function compareForDeletion(a: RankedPod, b: RankedPod, nowMs: number): number {
  return compareWorth(worthOf(a, nowMs), worthOf(b, nowMs))
}

/** What is compared, worked out once for each Pod: a thousand are compared ten thousand times. */
interface Worth {
  readonly pod: Pod
  readonly isReady: boolean
  /** The lower, the sooner it goes; the first in which two differ decides. */
  readonly before: readonly number[]
  readonly readySince: Age
  readonly after: readonly number[]
  readonly created: Age
}

interface Age {
  readonly ms: number
  readonly bucket: number
}

const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }

function worthOf({ pod, rank }: RankedPod, nowMs: number): Worth {
  const ready = isReady(pod)
  return {
    pod,
    isReady: ready,
    before: [
      Number(Boolean(pod.spec?.nodeName)),
      phaseOrder[pod.status?.phase ?? ''] ?? 0,
      Number(ready),
      deletionCost(pod),
      // A crowded node may lose one.
      -rank,
    ],
    readySince: ageOf(readySinceMs(pod), nowMs),
    after: [-mostRestarts(pod, 'regular'), -mostRestarts(pod, 'sidecar')],
    created: ageOf(msOf(pod.metadata.creationTimestamp), nowMs),
  }
}

function compareWorth(a: Worth, b: Worth): number {
  return (
    firstDifference(a.before, b.before) ||
    (a.isReady && b.isReady ? youngerFirst(a, b, a.readySince, b.readySince) : 0) ||
    firstDifference(a.after, b.after) ||
    youngerFirst(a, b, a.created, b.created)
  )
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = (a[index] as number) - (b[index] as number)
    if (difference !== 0) return difference
  }
  return 0
}

function deletionCost({ metadata }: Pod): number {
  const cost = metadata.annotations?.['controller.kubernetes.io/pod-deletion-cost'] ?? '0'
  return /^(0|-?[1-9]\d*)$/.test(cost) ? Number(cost) : 0
}

/**
 * Ages count by powers of two (in nanoseconds): among Pods of about the same age the uid decides,
 * so that a scale-down does not always hit the youngest. A missing time comes first.
 */
function youngerFirst(a: Worth, b: Worth, ageA: Age, ageB: Age): number {
  if (ageA.ms === ageB.ms) return 0
  if (!Number.isFinite(ageA.ms)) return -1
  if (!Number.isFinite(ageB.ms)) return 1
  return ageA.bucket - ageB.bucket || compareText(a.pod.metadata.uid, b.pod.metadata.uid)
}

function ageOf(ms: number, nowMs: number): Age {
  const ageMs = nowMs - ms
  return { ms, bucket: ageMs > 0 ? Math.floor(Math.log2(ageMs * 1_000_000)) : -1 }
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
