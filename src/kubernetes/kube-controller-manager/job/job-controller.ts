/**
 * job-controller — runs Pods until enough of them have succeeded, or too many have failed.
 *
 * Every Pod carries a finalizer, so that none can vanish before its end has been counted: first its
 * uid is written into the status, then the finalizer is taken off, then the number goes up.
 *
 * *Upstream:* `pkg/controller/job/job_controller.go`, `pkg/controller/ttlafterfinished`
 * `ttlSecondsAfterFinished`, a controller of its own upstream, is seen to here.
 */
import type { Job, JobCondition, JobStatus } from '../../api/batch.ts'
import { isConditionTrue, withCondition } from '../../api/conditions.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { isReady } from '../../api/pod-availability.ts'
import { msOf, timeOf } from '../../api/time.ts'
import { ApiError } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { createExpectations } from '../../client/expectations.ts'
import { find } from '../../client/find.ts'
import { createOwnPods } from '../../client/own-pods.ts'
import { slowStart } from '../../client/slow-start.ts'
import type { ComponentDefinition } from '../../component.ts'
import {
  hasEnded,
  indexesFrom,
  indexesText,
  indexOf,
  isActive,
  isFailed,
  isSucceeded,
  isTerminating,
  isTracked,
  judgeFailure,
  restartsExceed,
  trackingFinalizer,
  wantedActive,
} from './count.ts'
import { failedIndexesOf, nextPods, podFor } from './pods-to-make.ts'
import { metRule } from './success-policy.ts'

/** Why a Job ends, before it has ended. */
interface Ending {
  readonly type: 'Complete' | 'Failed'
  readonly reason: string
  readonly message: string
}

const ownName = 'kubernetes.io/job-controller'

export const jobController: ComponentDefinition = {
  name: 'job-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['jobs', 'pods'],
  writes: ['pods', 'jobs', 'jobs/status', 'events'],
  withoutIt: {
    ja: 'Job を作っても Pod が作られず、いつまでも完了しません。',
    en: 'Jobs make no Pods and never complete.',
  },
  start(host) {
    const { client, events, clock } = host
    const jobs = host.informer('jobs')
    const pods = host.informer('pods')
    const loop = host.controlLoop({ reconcile })
    const expectations = createExpectations(clock, (key) => loop.add(key))
    const own = createOwnPods(host)

    jobs.onChange(({ object, type }) => {
      if (type === 'deleted') expectations.forget(keyOf(object))
      loop.add(keyOf(object))
    })
    pods.onChange(({ type, object: pod }) => {
      const owner = controllerOf(pod)
      if (owner?.kind !== 'Job') return
      const key = `${pod.metadata.namespace}/${owner.name}`
      if (type === 'deleted' || pod.metadata.deletionTimestamp)
        expectations.deletionObserved(key, keyOf(pod))
      else if (type === 'added') expectations.creationObserved(key)
      loop.add(key)
    })

    function reconcile(key: string): undefined | RequeueAfter {
      // As etcd has it: a count that we wrote a moment ago must not be made twice.
      const job = jobs.get(key) && find(client, 'jobs', key)
      if (!job) return releaseOrphans(key)
      // Somebody else's, who is not here: it stays as it is.
      if ((job.spec.managedBy ?? ownName) !== ownName) return undefined
      const nowMs = clock.now
      if (isOver(job)) return expire(job, nowMs)
      const mine = pods.byController(job.metadata.uid)
      const status = count(job, mine)
      if (!isEqual(status, job.status)) writeStatus(job, status)
      const counted = { ...job, status }
      const counting = mine.filter((pod) => hasEnded(pod) && isTracked(pod))
      for (const pod of counting) untrack(pod)
      // The news of what was just written brings the key back.
      if (counting.length > 0 || hasUncounted(status)) return { afterMs: 100 }
      return advance(key, counted, mine, nowMs)
    }

    /** Everything of the status that Pods decide. */
    function count(job: Job, mine: readonly Pod[]): JobStatus {
      const before = job.status ?? {}
      const isDone = (uid: string) =>
        !mine.some((pod) => pod.metadata.uid === uid && isTracked(pod))
      const { succeeded: okBefore = [], failed: badBefore = [] } =
        before.uncountedTerminatedPods ?? {}
      const ended = mine.filter((pod) => hasEnded(pod) && isTracked(pod))
      const uids = (list: readonly Pod[]) => list.map(({ metadata }) => metadata.uid)
      const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]
      const counts = (pod: Pod) => isFailed(pod) && judgeFailure(job, pod).action !== 'Ignore'
      const ok = union(
        okBefore.filter((uid) => !isDone(uid)),
        uids(ended.filter(isSucceeded)),
      )
      const bad = union(
        badBefore.filter((uid) => !isDone(uid)),
        uids(ended.filter(counts)),
      )
      const isIndexed = job.spec.completionMode === 'Indexed'
      const indexes = new Set(indexesFrom(before.completedIndexes))
      if (isIndexed) for (const pod of mine.filter(isSucceeded)) indexes.add(indexOf(pod))
      const succeeded = isIndexed
        ? indexes.size
        : (before.succeeded ?? 0) + okBefore.filter(isDone).length
      const failed = (before.failed ?? 0) + badBefore.filter(isDone).length
      const active = mine.filter(isActive)
      const uncounted = {
        ...(ok.length > 0 && !isIndexed ? { succeeded: ok } : {}),
        ...(bad.length > 0 ? { failed: bad } : {}),
      }
      return {
        ...(before.conditions ? { conditions: before.conditions } : {}),
        ...startOf(job),
        ...(active.length > 0 ? { active: active.length } : {}),
        ...(succeeded > 0 ? { succeeded } : {}),
        ...(failed > 0 ? { failed } : {}),
        terminating: mine.filter(isTerminating).length,
        ...(indexes.size > 0 ? { completedIndexes: indexesText(indexes) } : {}),
        ...failedIndexesOf(job, mine),
        uncountedTerminatedPods: uncounted,
        ready: active.filter(isReady).length,
      }
    }

    function startOf({ spec, status }: Job): Pick<JobStatus, 'startTime'> {
      if (spec.suspend) return {}
      return { startTime: status?.startTime ?? timeOf(clock.now) }
    }

    /** All is counted: does the Job end, pause, or need more Pods? */
    function advance(
      key: string,
      job: Job,
      mine: readonly Pod[],
      nowMs: number,
    ): undefined | RequeueAfter {
      const active = mine.filter(isActive)
      const ending = endingOf(job, mine, nowMs)
      if (ending) return end(key, job, ending, mine)
      if (job.spec.suspend) {
        removePods(key, job, active)
        return pause(job, true)
      }
      pause(job, false)
      if (!expectations.satisfied(key) || job.metadata.deletionTimestamp) return undefined
      const deadline = deadlineLeftMs(job, nowMs)
      const { succeeded = 0, failedIndexes: failed } = job.status ?? {}
      const wanted = wantedActive(job.spec, succeeded, active.length, indexesFrom(failed).size)
      if (active.length > wanted) {
        removePods(key, job, active.slice(wanted))
        return deadline
      }
      const waitsForEnd = job.spec.podReplacementPolicy === 'Failed'
      const busy = waitsForEnd ? mine.filter((pod) => !hasEnded(pod)) : active
      const missing = wanted - busy.length
      if (missing <= 0) return deadline
      const { indexes, waitMs } = nextPods(job, mine, { missing, busy }, nowMs)
      const isWaiting = waitMs !== undefined
      if (indexes.length > 0) createPods(key, job, mine, indexes)
      return isWaiting ? { afterMs: Math.min(waitMs, deadline?.afterMs ?? waitMs) } : deadline
    }

    function createPods(
      key: string,
      job: Job,
      mine: readonly Pod[],
      indexes: readonly (number | undefined)[],
    ): void {
      const count = indexes.length
      expectations.expectCreations(key, count)
      let next = 0
      const { successes, error } = slowStart(count, () =>
        own.create(job, podFor(job, mine, indexes[next++])),
      )
      for (let left = successes; left < count; left++) expectations.creationObserved(key)
      if (error) throw error
    }

    function removePods(key: string, job: Job, chosen: readonly Pod[]): void {
      if (chosen.length === 0) return
      expectations.expectDeletions(key, chosen.map(keyOf))
      for (const pod of chosen)
        if (own.delete(job, pod)) expectations.deletionObserved(key, keyOf(pod))
    }

    /** First the sentence, then the Pods that still run, and when they are gone, the end. */
    function end(key: string, job: Job, ending: Ending, mine: readonly Pod[]): undefined {
      const { type, reason, message } = ending
      const interim = type === 'Complete' ? 'SuccessCriteriaMet' : 'FailureTarget'
      let next = withJobCondition(job, { type: interim, status: 'True', reason, message })
      const active = mine.filter(isActive)
      removePods(key, job, active)
      const isQuiet = active.length === 0 && !mine.some(isTerminating)
      if (isQuiet) {
        next = withJobCondition(next, { type, status: 'True', reason, message })
        if (type === 'Complete')
          next = { ...next, status: { ...next.status, completionTime: timeOf(clock.now) } }
      }
      if (next.status === job.status) return undefined
      writeStatus(job, next.status ?? {})
      if (!isQuiet) return undefined
      if (type === 'Complete') events.record(job, 'Normal', 'Completed', 'Job completed')
      else events.record(job, 'Warning', reason, message)
      return undefined
    }

    function pause(job: Job, suspended: boolean): undefined {
      const isSuspended = isConditionTrue(job.status?.conditions, 'Suspended')
      if (isSuspended === suspended) return undefined
      const [reason, message] = suspended
        ? ['JobSuspended', 'Job suspended']
        : ['JobResumed', 'Job resumed']
      const status = suspended ? 'True' : 'False'
      const next = withJobCondition(job, { type: 'Suspended', status, reason, message })
      writeStatus(job, next.status ?? {})
      events.record(job, 'Normal', suspended ? 'Suspended' : 'Resumed', message)
      return undefined
    }

    function withJobCondition(job: Job, condition: JobCondition): Job {
      if (
        job.status?.conditions?.some(({ type, status }) => {
          return type === condition.type && status === condition.status
        })
      )
        return job
      const now = timeOf(clock.now)
      const dated = { ...condition, lastProbeTime: now }
      const conditions = withCondition(job.status?.conditions, dated, now)
      return { ...job, status: { ...job.status, conditions } }
    }

    function writeStatus(job: Job, status: JobStatus): void {
      const { uid } = job.metadata
      const change = (now: Job) => (now.metadata.uid === uid ? { ...now, status } : now)
      client.modify('jobs', keyOf(job), change, 'status')
    }

    function untrack(pod: Pod): void {
      try {
        client.modify('pods', keyOf(pod), (now) => {
          if (!isTracked(now)) return now
          const { finalizers = [], ...metadata } = now.metadata
          const left = finalizers.filter((one) => one !== trackingFinalizer)
          return {
            ...now,
            metadata: { ...metadata, ...(left.length > 0 ? { finalizers: left } : {}) },
          }
        })
      } catch (error) {
        if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error
      }
    }

    /** The Job is gone: nobody counts its Pods any more, and they may go. */
    function releaseOrphans(key: string): undefined {
      const [namespace = '', name] = key.split('/')
      for (const pod of pods.inNamespace(namespace)) {
        const owner = controllerOf(pod)
        if (owner?.kind === 'Job' && owner.name === name && isTracked(pod)) untrack(pod)
      }
      return undefined
    }

    function expire(job: Job, nowMs: number): undefined | RequeueAfter {
      const { ttlSecondsAfterFinished: seconds } = job.spec
      if (seconds === undefined || job.metadata.deletionTimestamp) return undefined
      const end = job.status?.conditions?.find(
        ({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'),
      )
      const left = msOf(end?.lastTransitionTime) + seconds * 1000 - nowMs
      if (left > 0) return { afterMs: left }
      client.delete('jobs', job, { propagationPolicy: 'Foreground' })
      return undefined
    }
  },
}

function isOver({ status }: Job): boolean {
  return ['Complete', 'Failed'].some((type) => isConditionTrue(status?.conditions, type))
}

function hasUncounted({ uncountedTerminatedPods: waiting }: JobStatus): boolean {
  return (waiting?.succeeded?.length ?? 0) + (waiting?.failed?.length ?? 0) > 0
}

function endingOf(job: Job, mine: readonly Pod[], nowMs: number): Ending | undefined {
  const { spec, status } = job
  const known = status?.conditions?.find(
    ({ type, status: is }) =>
      is === 'True' && (type === 'FailureTarget' || type === 'SuccessCriteriaMet'),
  )
  if (known)
    return {
      type: known.type === 'FailureTarget' ? 'Failed' : 'Complete',
      reason: known.reason ?? '',
      message: known.message ?? '',
    }
  const fail = (reason: string, message: string): Ending => ({ type: 'Failed', reason, message })
  const verdict = mine
    .filter(isFailed)
    .map((pod) => judgeFailure(job, pod))
    .find(({ action }) => action === 'FailJob')
  if (verdict) return fail('PodFailurePolicy', verdict.message)
  if ((status?.failed ?? 0) > (spec.backoffLimit ?? 6) || restartsExceed(spec, mine))
    return fail('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  if ((deadlineLeftMs(job, nowMs)?.afterMs ?? 1) <= 0)
    return fail('DeadlineExceeded', 'Job was active longer than specified deadline')
  const rule = metRule(spec, indexesFrom(status?.completedIndexes))
  if (rule !== undefined)
    return {
      type: 'Complete',
      reason: 'SuccessPolicy',
      message: `Matched rules at index ${rule}`,
    }
  const givenUp = indexesFrom(status?.failedIndexes).size
  if (spec.maxFailedIndexes !== undefined && givenUp > spec.maxFailedIndexes) {
    const text = 'Job has exceeded the specified maximal number of failed indexes'
    return fail('MaxFailedIndexesExceeded', text)
  }
  const succeeded = status?.succeeded ?? 0
  if (givenUp > 0 && succeeded + givenUp >= (spec.completions ?? 0))
    return fail('FailedIndexes', 'Job has failed indexes')
  const isComplete =
    spec.completions === undefined
      ? succeeded > 0 && !mine.some(isActive)
      : succeeded >= spec.completions
  if (!isComplete || spec.suspend) return undefined
  const message = 'Reached expected number of succeeded pods'
  return { type: 'Complete', reason: 'CompletionsReached', message }
}

function deadlineLeftMs({ spec, status }: Job, nowMs: number): RequeueAfter | undefined {
  const { activeDeadlineSeconds: seconds, suspend } = spec
  if (seconds === undefined || suspend || !status?.startTime) return undefined
  return { afterMs: Math.max(0, msOf(status.startTime) + seconds * 1000 - nowMs) }
}
