/**
 * Active, ready, available: how much a Pod counts.
 *
 * *Upstream:* `pkg/api/v1/pod/util.go`, `pkg/controller/controller_utils.go`
 */
import { conditionOf, isConditionTrue } from './conditions.ts'
import type { Pod } from './core.ts'
import { msOf } from './time.ts'

/** Neither finished nor about to be: a Pod that is being deleted is replaced at once. */
export function isActive(pod: Pod): boolean {
  return !isFinished(pod) && !pod.metadata.deletionTimestamp
}

/** Being deleted, and its containers may still run. */
export function isTerminating(pod: Pod): boolean {
  return !isFinished(pod) && pod.metadata.deletionTimestamp !== undefined
}

function isFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

export function isReady(pod: Pod): boolean {
  return isConditionTrue(pod.status?.conditions, 'Ready')
}

/** Since when it has been ready; minus infinity where that was never written down. */
export function readySinceMs(pod: Pod): number {
  return msOf(conditionOf(pod.status?.conditions, 'Ready')?.lastTransitionTime)
}

/** Ready, and for long enough. */
export function isAvailable(pod: Pod, minReadySeconds: number, nowMs: number): boolean {
  if (minReadySeconds === 0) return isReady(pod)
  if (!isReady(pod)) return false
  const since = readySinceMs(pod)
  return Number.isFinite(since) && since + minReadySeconds * 1000 <= nowMs
}

/** How long until a ready Pod becomes available; undefined where time alone will not change it. */
export function availableAfterMs(
  pod: Pod,
  minReadySeconds: number,
  nowMs: number,
): number | undefined {
  if (!isReady(pod) || minReadySeconds === 0) return undefined
  const wait = readySinceMs(pod) + minReadySeconds * 1000 - nowMs
  return wait > 0 ? wait : undefined
}
