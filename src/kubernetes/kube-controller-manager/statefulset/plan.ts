/**
 * What a StatefulSet does next: pure decisions. One look may create or delete one Pod, and waits for
 * it before the next, unless the policy says that all may go at once.
 *
 * *Upstream:* `pkg/controller/statefulset/stateful_set_control.go` updateStatefulSet
 */
import type { StatefulSet, StatefulSetStatus } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { scaledValue } from '../../api/int-or-string.ts'
import { availableAfterMs, isAvailable, isReady } from '../../api/pod-availability.ts'
import { revisionLabel } from '../../client/revisions.ts'

export interface Snapshot {
  readonly set: StatefulSet
  /** Its own Pods, each with an ordinal. */
  readonly pods: readonly Pod[]
  /** The label of the template as it now is, and of the one that was rolled out last. */
  readonly update: string
  readonly current: string
  readonly nowMs: number
}

export type Act =
  | {
      readonly do: 'create'
      readonly name: string
      readonly ordinal: number
      readonly hash: string
    }
  | { readonly do: 'delete'; readonly pod: Pod; readonly because?: 'failed' | 'terminated' }

export interface Plan {
  readonly acts: readonly Act[]
  /** Look again after this long: time alone makes a Pod available. */
  readonly requeueMs?: number
}

/** `db-3` is the third of `db`; any other name is nobody's. */
export function ordinalOf({ metadata }: StatefulSet, pod: Pod): number | undefined {
  const prefix = `${metadata.name}-`
  const { name } = pod.metadata
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : ''
  return /^(0|[1-9]\d*)$/.test(digits) ? Number(digits) : undefined
}

export function nextActs(view: Snapshot): Plan {
  const { set, pods } = view
  const { replicas = 1, ordinals, podManagementPolicy } = set.spec
  const first = ordinals?.start ?? 0
  const inOrder = podManagementPolicy !== 'Parallel'
  const acts: Act[] = []
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod) ?? -1, pod]))
  for (let ordinal = first; ordinal < first + replicas; ordinal++) {
    const pod = byOrdinal.get(ordinal)
    const act = pod ? renewalOf(pod) : creationOf(view, ordinal)
    if (act) acts.push(act)
    if (!inOrder) continue
    if (act) return { acts }
    if (!pod || !isHealthy(pod)) return { acts }
    const wait = availableAfterMs(pod, set.spec.minReadySeconds ?? 0, view.nowMs)
    if (wait !== undefined) return { acts, requeueMs: wait }
  }
  const surplus = [...byOrdinal]
    .filter(([ordinal]) => ordinal < first || ordinal >= first + replicas)
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod)
  for (const pod of surplus) {
    if (pod.metadata.deletionTimestamp) {
      if (inOrder) return { acts }
      continue
    }
    acts.push({ do: 'delete', pod })
    if (inOrder) return { acts }
  }
  if (surplus.length > 0 && inOrder) return { acts }
  return { acts: [...acts, ...updatesOf(view, byOrdinal)] }
}

/** A Pod that has ended makes way for one of the same name. */
function renewalOf(pod: Pod): Act | undefined {
  if (pod.metadata.deletionTimestamp) return undefined
  const { phase } = pod.status ?? {}
  if (phase === 'Failed') return { do: 'delete', pod, because: 'failed' }
  return phase === 'Succeeded' ? { do: 'delete', pod, because: 'terminated' } : undefined
}

function creationOf({ set, update, current }: Snapshot, ordinal: number): Act {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {}
  const first = set.spec.ordinals?.start ?? 0
  const rolls = type !== 'OnDelete'
  const isBelow = ordinal < first + (rollingUpdate?.partition ?? 0)
  const hash = rolls && isBelow ? current : update
  return { do: 'create', name: `${set.metadata.name}-${ordinal}`, ordinal, hash }
}

/** From the highest down to the partition; each waits until those above it are well. */
function updatesOf(
  { set, update, nowMs }: Snapshot,
  byOrdinal: ReadonlyMap<number, Pod>,
): readonly Act[] {
  const { replicas = 1, ordinals, updateStrategy, minReadySeconds = 0 } = set.spec
  if (updateStrategy?.type === 'OnDelete') return []
  const { partition = 0, maxUnavailable } = updateStrategy?.rollingUpdate ?? {}
  const first = ordinals?.start ?? 0
  const most =
    maxUnavailable === undefined ? 1 : Math.max(1, scaledValue(maxUnavailable, replicas, true) ?? 1)
  const isWell = (pod: Pod | undefined) =>
    pod !== undefined && isHealthy(pod) && isAvailable(pod, minReadySeconds, nowMs)
  const acts: Act[] = []
  let unavailable = 0
  for (let ordinal = first; ordinal < first + replicas; ordinal++)
    if (!isWell(byOrdinal.get(ordinal))) unavailable++
  for (let ordinal = first + replicas - 1; ordinal >= first + partition; ordinal--) {
    const pod = byOrdinal.get(ordinal)
    const isOld = pod !== undefined && pod.metadata.labels?.[revisionLabel] !== update
    if (isOld && !pod.metadata.deletionTimestamp) {
      const counts = isWell(pod) ? 1 : 0
      if (unavailable + counts > most) return acts
      acts.push({ do: 'delete', pod })
      unavailable += counts
      if (most === 1) return acts
    } else if (most === 1 && !isWell(pod)) return acts
  }
  return acts
}

function isHealthy(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod) && !pod.metadata.deletionTimestamp
}

/** Counted anew from the Pods; a rollout that is complete makes the new revision the current one. */
export function statusOf(
  { set, pods, update, current, nowMs }: Snapshot,
  nameOf: (hash: string) => string,
): StatefulSetStatus {
  const { replicas = 1, minReadySeconds = 0, updateStrategy } = set.spec
  const counts = { ready: 0, available: 0, current: 0, updated: 0 }
  for (const pod of pods) {
    const hash = pod.metadata.labels?.[revisionLabel]
    if (pod.status?.phase === 'Running' && isReady(pod)) {
      counts.ready++
      if (isAvailable(pod, minReadySeconds, nowMs)) counts.available++
    }
    if (pod.metadata.deletionTimestamp) continue
    if (hash === current) counts.current++
    if (hash === update) counts.updated++
  }
  const isComplete =
    updateStrategy?.type !== 'OnDelete' &&
    counts.updated === replicas &&
    counts.ready === replicas &&
    pods.length === replicas
  const { collisionCount = 0, conditions } = set.status ?? {}
  const currentReplicas = isComplete ? counts.updated : counts.current
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: pods.length,
    ...(counts.ready > 0 ? { readyReplicas: counts.ready } : {}),
    ...(currentReplicas > 0 ? { currentReplicas } : {}),
    ...(counts.updated > 0 ? { updatedReplicas: counts.updated } : {}),
    currentRevision: nameOf(isComplete ? update : current),
    updateRevision: nameOf(update),
    collisionCount,
    availableReplicas: counts.available,
    ...(conditions ? { conditions } : {}),
  }
}
