/**
 * Which Pods a Job gets next: their indexes, their names, and what they wait for. Pure.
 *
 * *Upstream:* `pkg/controller/job/job_controller.go` manageJob, `indexed_job_utils.go`
 */
import type { Job, JobStatus } from '../../api/batch.ts'
import type { Pod } from '../../api/core.ts'
import type { KubernetesObject } from '../../api/meta.ts'
import { podFromTemplate } from '../../client/own-pods.ts'
import {
  backOffLeftMs,
  indexAnnotation,
  indexesFrom,
  indexesText,
  indexOf,
  nextIndexes,
  trackingFinalizer,
} from './count.ts'
import { failedIndexes, failureCountAnnotation, nextTryOf } from './failed-indexes.ts'

export interface PodsToMake {
  /** One for each Pod; undefined where the Job does not count its Pods by index. */
  readonly indexes: readonly (number | undefined)[]
  /** After this long there may be more. */
  readonly waitMs?: number
}

export function nextPods(
  job: Job,
  mine: readonly Pod[],
  { missing, busy }: { readonly missing: number; readonly busy: readonly Pod[] },
  nowMs: number,
): PodsToMake {
  const { spec, status } = job
  const isByIndex = spec.backoffLimitPerIndex !== undefined
  const backOff = isByIndex ? 0 : backOffLeftMs(mine, nowMs)
  if (backOff > 0) return { indexes: [], waitMs: backOff }
  if (spec.completionMode !== 'Indexed') return { indexes: Array(missing).fill(undefined) }
  const done = [...indexesFrom(status?.completedIndexes), ...indexesFrom(status?.failedIndexes)]
  const waits = new Map<number, number>()
  if (isByIndex)
    for (const index of new Set(mine.map(indexOf))) {
      const { waitMs } = nextTryOf(job, mine, index, nowMs)
      if (waitMs > 0 && !done.includes(index)) waits.set(index, waitMs)
    }
  const taken = new Set([...busy.map(indexOf), ...waits.keys()])
  const indexes = nextIndexes(spec, new Set(done), taken, missing)
  return { indexes, ...(waits.size > 0 ? { waitMs: Math.min(...waits.values()) } : {}) }
}

/** What the status says of the indexes that are given up, where a Job counts so. */
export function failedIndexesOf(job: Job, mine: readonly Pod[]): Pick<JobStatus, 'failedIndexes'> {
  const failed = failedIndexes(job, mine)
  return failed ? { failedIndexes: indexesText(failed) } : {}
}

export function podFor(job: Job, mine: readonly Pod[], index: number | undefined) {
  const draft = podFromTemplate(job as KubernetesObject, job.spec.template)
  const { metadata, spec } = draft
  const finalizers = [...(metadata.finalizers ?? []), trackingFinalizer]
  if (index === undefined) return { ...draft, metadata: { ...metadata, finalizers } }
  const value = String(index)
  const failures =
    job.spec.backoffLimitPerIndex === undefined
      ? {}
      : { [failureCountAnnotation]: String(nextTryOf(job, mine, index, 0).failures) }
  const { name } = job.metadata
  const valueFrom = { fieldRef: { fieldPath: `metadata.labels['${indexAnnotation}']` } }
  const env = { name: 'JOB_COMPLETION_INDEX', valueFrom }
  return {
    ...draft,
    metadata: {
      ...metadata,
      generateName: `${name}-${index}-`,
      labels: { ...metadata.labels, [indexAnnotation]: value },
      annotations: { ...metadata.annotations, [indexAnnotation]: value, ...failures },
      finalizers,
    },
    spec: {
      ...spec,
      hostname: `${name}-${index}`,
      containers: spec.containers.map((one) => ({ ...one, env: [...(one.env ?? []), env] })),
    },
  }
}
