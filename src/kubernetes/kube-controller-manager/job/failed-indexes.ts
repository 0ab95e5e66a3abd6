/**
 * Failures counted for each index of a Job, where it asks for that: an index that has failed too
 * often is given up, and the others go on. Pure.
 *
 * *Upstream:* `pkg/controller/job/indexed_job_utils.go`, `backoff_utils.go`
 * *Leaves out:* the finalizer that keeps the last failed Pod of an index: here a failed Pod that
 * somebody deletes takes its count with it.
 */
import type { Job } from '../../api/batch.ts'
import type { Pod } from '../../api/core.ts'
import { backOffAfterMs, endedMs, indexesFrom, indexOf, isFailed, judgeFailure } from './count.ts'

export const failureCountAnnotation = 'batch.kubernetes.io/job-index-failure-count'

const countOf = ({ metadata }: Pod) => Number(metadata.annotations?.[failureCountAnnotation] ?? 0)

/** The Pod of each index that failed last and counts. */
function lastFailures(job: Job, pods: readonly Pod[]): ReadonlyMap<number, Pod> {
  const last = new Map<number, Pod>()
  for (const pod of pods) {
    if (!isFailed(pod) || judgeFailure(job, pod).action === 'Ignore') continue
    const known = last.get(indexOf(pod))
    if (!known || countOf(pod) >= countOf(known)) last.set(indexOf(pod), pod)
  }
  return last
}

/** Indexes that are given up: once and for all. */
export function failedIndexes(job: Job, pods: readonly Pod[]): ReadonlySet<number> | undefined {
  const { backoffLimitPerIndex: limit } = job.spec
  if (limit === undefined) return undefined
  const failed = new Set(indexesFrom(job.status?.failedIndexes))
  for (const [index, pod] of lastFailures(job, pods))
    if (countOf(pod) >= limit || judgeFailure(job, pod).action === 'FailIndex') failed.add(index)
  return failed
}

/** How often the index has failed so far, and how long its next Pod waits. */
export function nextTryOf(
  job: Job,
  pods: readonly Pod[],
  index: number,
  nowMs: number,
): { readonly failures: number; readonly waitMs: number } {
  const last = lastFailures(job, pods).get(index)
  if (!last) return { failures: 0, waitMs: 0 }
  const failures = countOf(last) + 1
  return { failures, waitMs: Math.max(0, endedMs(last) + backOffAfterMs(failures) - nowMs) }
}
