/**
 * How far a Job has come: which Pods run, which have ended and how, which are to be made. Pure.
 *
 * *Upstream:* `pkg/controller/job` (job_controller.go, indexed_job_utils.go, backoff_utils.go,
 * pod_failure_policy.go)
 */
import type { Job, JobSpec, PodFailurePolicyRule } from '../../api/batch.ts'
import type { ContainerStatus, Pod } from '../../api/core.ts'
import { msOf } from '../../api/time.ts'

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking'
export const indexAnnotation = 'batch.kubernetes.io/job-completion-index'

export const isSucceeded = ({ status }: Pod) => status?.phase === 'Succeeded'
export const isFailed = ({ status }: Pod) => status?.phase === 'Failed'
export const hasEnded = (pod: Pod) => isSucceeded(pod) || isFailed(pod)
export const isActive = (pod: Pod) => !hasEnded(pod) && !pod.metadata.deletionTimestamp
export const isTerminating = (pod: Pod) =>
  !hasEnded(pod) && pod.metadata.deletionTimestamp !== undefined

export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(trackingFinalizer) ?? false
}

export function indexOf({ metadata }: Pod): number {
  return Number(metadata.annotations?.[indexAnnotation] ?? -1)
}

/** `0-2,5` and back. */
export function indexesFrom(text: string | undefined): ReadonlySet<number> {
  const indexes = new Set<number>()
  for (const part of (text ?? '').split(',').filter(Boolean)) {
    const [first = 0, last = first] = part.split('-').map(Number)
    for (let index = first; index <= last; index++) indexes.add(index)
  }
  return indexes
}

export function indexesText(indexes: Iterable<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b)
  const ranges: [number, number][] = []
  for (const index of sorted) {
    const range = ranges.at(-1)
    if (range && range[1] === index - 1) range[1] = index
    else ranges.push([index, index])
  }
  // Two neighbours are no range yet.
  const textOf = ([first, last]: [number, number]) =>
    first === last ? `${first}` : `${first}${last - first === 1 ? ',' : '-'}${last}`
  return ranges.map(textOf).join(',')
}

/** How many Pods should run now, with this many successes. */
export function wantedActive(
  { parallelism = 1, completions }: JobSpec,
  succeeded: number,
  active: number,
  /** Indexes that are given up. */
  failed = 0,
): number {
  // Without a number to reach, one success means that the others are to come to their end, too.
  if (completions === undefined) return succeeded > 0 ? active : parallelism
  return Math.min(parallelism, Math.max(0, completions - succeeded - failed))
}

/** The lowest indexes that are neither done nor under way. */
export function nextIndexes(
  { completions = 0 }: JobSpec,
  done: ReadonlySet<number>,
  busy: ReadonlySet<number>,
  count: number,
): readonly number[] {
  const indexes: number[] = []
  for (let index = 0; index < completions && indexes.length < count; index++)
    if (!done.has(index) && !busy.has(index)) indexes.push(index)
  return indexes
}

const backOffBaseMs = 10_000
const backOffMaxMs = 600_000

export function backOffAfterMs(failures: number): number {
  return Math.min(backOffBaseMs * 2 ** (failures - 1), backOffMaxMs)
}

/** How long the next Pod waits: doubled with each failure since the last success. */
export function backOffLeftMs(pods: readonly Pod[], nowMs: number): number {
  const lastSuccess = Math.max(...pods.filter(isSucceeded).map(endedMs), Number.NEGATIVE_INFINITY)
  const failures = pods.filter((pod) => isFailed(pod) && endedMs(pod) > lastSuccess)
  if (failures.length === 0) return 0
  const delay = backOffAfterMs(failures.length)
  return Math.max(0, Math.max(...failures.map(endedMs)) + delay - nowMs)
}

/** When its last container ended; a Pod that never ran ended when it was deleted or made. */
export function endedMs({ status, metadata }: Pod): number {
  const ends = (status?.containerStatuses ?? []).map(({ state }) =>
    msOf(state?.terminated?.finishedAt),
  )
  const end = Math.max(...ends, Number.NEGATIVE_INFINITY)
  if (Number.isFinite(end)) return end
  return msOf(metadata.deletionTimestamp ?? metadata.creationTimestamp)
}

/** Containers that are begun again in their Pod count, too, where the Pod does not fail. */
export function restartsExceed({ backoffLimit = 6, template }: JobSpec, pods: readonly Pod[]) {
  if (template.spec.restartPolicy !== 'OnFailure') return false
  let restarts = 0
  for (const { status } of pods.filter(isActive))
    for (const one of [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
    ])
      restarts += one.restartCount
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit
}

export interface PolicyVerdict {
  readonly action: PodFailurePolicyRule['action']
  /** Why the Job fails, where it does. */
  readonly message: string
}

/** What the policy makes of a failed Pod; the first rule that fits decides. */
export function judgeFailure({ spec }: Job, pod: Pod): PolicyVerdict {
  const { namespace, name } = pod.metadata
  for (const [index, rule] of (spec.podFailurePolicy?.rules ?? []).entries()) {
    const { action, onExitCodes, onPodConditions = [] } = rule
    const end = `matching ${action} rule at index ${index}`
    if (onExitCodes) {
      const container = containersOf(pod).find((one) => matchesExitCode(one, onExitCodes))
      if (!container) continue
      const code = container.state?.terminated?.exitCode
      const where = `Container ${container.name} for pod ${namespace}/${name}`
      return { action, message: `${where} failed with exit code ${code} ${end}` }
    }
    const condition = onPodConditions.find(({ type, status = 'True' }) =>
      pod.status?.conditions?.some((one) => one.type === type && one.status === status),
    )
    if (!condition) continue
    const message = `Pod ${namespace}/${name} has condition ${condition.type} ${end}`
    return { action, message }
  }
  return { action: 'Count', message: '' }
}

function containersOf({ status }: Pod): readonly ContainerStatus[] {
  return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]
}

function matchesExitCode(
  { name, state }: ContainerStatus,
  { containerName, operator, values }: NonNullable<PodFailurePolicyRule['onExitCodes']>,
): boolean {
  const code = state?.terminated?.exitCode
  if (code === undefined || code === 0) return false
  if (containerName !== undefined && containerName !== name) return false
  return values.includes(code) === (operator === 'In')
}
