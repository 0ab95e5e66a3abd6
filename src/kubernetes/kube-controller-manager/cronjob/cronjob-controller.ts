/**
 * cronjob-controller — makes a Job each time the clock says so.
 *
 * *Upstream:* `pkg/controller/cronjob` (cronjob_controllerv2.go, utils.go)
 * *Leaves out:* time zones with summer time, which the API server refuses.
 */
import { epochMs } from '../../../simulation/simulation.ts'
import type { CronJob, CronJobStatus, Job } from '../../api/batch.ts'
import { isConditionTrue } from '../../api/conditions.ts'
import type { ObjectReference } from '../../api/core.ts'
import { parseSchedule, zoneOffsetMs } from '../../api/cron-schedule.ts'
import { isEqual } from '../../api/equality.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerReference } from '../../api/owner-references.ts'
import { msOf, timeOf } from '../../api/time.ts'
import { ApiError } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { find } from '../../client/find.ts'
import type { ComponentDefinition } from '../../component.ts'
import { startsSince, tooManyMissed } from './starts.ts'

/** A little after the minute, so that the minute has certainly begun. */
const afterTheMinuteMs = 100

export const cronJobController: ComponentDefinition = {
  name: 'cronjob-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['cronjobs', 'jobs'],
  writes: ['jobs', 'cronjobs/status', 'events'],
  withoutIt: {
    ja: '決めた時刻が来ても Job が作られません。',
    en: 'The hour comes and no Job is made.',
  },
  start(host) {
    const { client, events, clock } = host
    const cronJobs = host.informer('cronjobs')
    const jobs = host.informer('jobs')
    const loop = host.controlLoop({ reconcile })
    cronJobs.onChange(({ object }) => loop.add(keyOf(object)))
    jobs.onChange(({ object }) => loop.addOwner(object, 'CronJob'))

    function reconcile(key: string): undefined | RequeueAfter {
      // As etcd has it: the Job we made a moment ago stands in its status.
      const cronJob = cronJobs.get(key) && find(client, 'cronjobs', key)
      if (!cronJob) return undefined
      const mine = jobs.byController(cronJob.metadata.uid)
      const status = seeWhatEnded(cronJob, mine)
      const started = cronJob.metadata.deletionTimestamp ? undefined : start(cronJob, mine, status)
      writeStatus(cronJob, started?.status ?? status)
      tidy(cronJob, mine)
      return started?.again
    }

    function seeWhatEnded(cronJob: CronJob, mine: readonly Job[]): CronJobStatus {
      const before = cronJob.status ?? {}
      const active: ObjectReference[] = []
      let lastSuccess = before.lastSuccessfulTime
      for (const reference of before.active ?? []) {
        const where = `${reference.namespace}/${reference.name}`
        const job =
          mine.find(({ metadata }) => metadata.uid === reference.uid) ?? find(client, 'jobs', where)
        const ending = job && endingOf(job)
        if (!job) {
          const text = `Active job went missing: ${reference.name}`
          events.record(cronJob, 'Normal', 'MissingJob', text)
        } else if (ending) {
          const text = `Saw completed job: ${job.metadata.name}, condition: ${ending}`
          events.record(cronJob, 'Normal', 'SawCompletedJob', text)
        } else active.push(reference)
      }
      for (const { status } of mine) {
        const end = status?.completionTime
        if (end && msOf(end) > msOf(lastSuccess)) lastSuccess = end
      }
      return {
        ...(active.length > 0 ? { active } : {}),
        ...(before.lastScheduleTime ? { lastScheduleTime: before.lastScheduleTime } : {}),
        ...(lastSuccess ? { lastSuccessfulTime: lastSuccess } : {}),
      }
    }

    function start(
      cronJob: CronJob,
      mine: readonly Job[],
      status: CronJobStatus,
    ): { readonly status: CronJobStatus; readonly again?: RequeueAfter } {
      const { spec, metadata } = cronJob
      const parsed = parseSchedule(spec.schedule, zoneOffsetMs(spec.timeZone) ?? 0)
      if (spec.suspend || 'error' in parsed) return { status }
      const { schedule } = parsed
      const next = schedule.next(epochMs + clock.now)
      // Waiting for the hour is rhythm: the cluster is at rest meanwhile.
      const again =
        next === undefined
          ? {}
          : { again: { afterMs: next - epochMs - clock.now + afterTheMinuteMs, background: true } }
      const { latest, missed } = startsSince(cronJob, schedule, clock.now)
      if (missed > tooManyMissed) {
        const text =
          'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew'
        events.record(cronJob, 'Warning', 'TooManyMissedTimes', text)
      }
      if (latest === undefined) return { status, ...again }
      const deadline = spec.startingDeadlineSeconds
      if (deadline !== undefined && latest + deadline * 1000 < clock.now) {
        const when = new Date(epochMs + latest).toUTCString().replace('GMT', '+0000')
        const text = `Missed scheduled time to start a job: ${when}`
        events.record(cronJob, 'Warning', 'MissSchedule', text)
        return { status, ...again }
      }
      const name = `${metadata.name}-${Math.floor((epochMs + latest) / 60_000)}`
      if (mine.some((job) => job.metadata.name === name)) return { status, ...again }
      let active = status.active ?? []
      if (spec.concurrencyPolicy === 'Forbid' && active.length > 0) {
        const text =
          'Not starting job because prior execution is running and concurrency policy is Forbid'
        events.record(cronJob, 'Normal', 'JobAlreadyActive', text)
        return { status, ...again }
      }
      if (spec.concurrencyPolicy === 'Replace') {
        for (const { uid } of active) {
          const job = mine.find((one) => one.metadata.uid === uid)
          if (job && !job.metadata.deletionTimestamp) remove(cronJob, job)
        }
        active = []
      }
      const job = create(cronJob, name, latest)
      if (!job) return { status, ...again }
      const reference: ObjectReference = {
        kind: 'Job',
        namespace: job.metadata.namespace ?? '',
        name,
        uid: job.metadata.uid,
        apiVersion: 'batch/v1',
        resourceVersion: job.metadata.resourceVersion,
      }
      const lastScheduleTime = timeOf(latest)
      return { status: { ...status, active: [...active, reference], lastScheduleTime }, ...again }
    }

    function create(cronJob: CronJob, name: string, startMs: number): Job | undefined {
      const { metadata = {}, spec } = cronJob.spec.jobTemplate
      const { namespace } = cronJob.metadata
      try {
        const job = client.create('jobs', {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: {
            name,
            ...(namespace ? { namespace } : {}),
            ...(metadata.labels ? { labels: metadata.labels } : {}),
            annotations: {
              ...metadata.annotations,
              'batch.kubernetes.io/cronjob-scheduled-timestamp': timeOf(startMs),
            },
            ownerReferences: [controllerReference(cronJob)],
          },
          spec,
        })
        events.record(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${name}`)
        return job
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (error.reason === 'AlreadyExists') return undefined
        const text = `Error creating job: ${error.message}`
        events.record(cronJob, 'Warning', 'FailedCreate', text)
        throw error
      }
    }

    function remove(cronJob: CronJob, job: Job): void {
      client.delete('jobs', job, { propagationPolicy: 'Background' })
      events.record(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`)
    }

    /** Keeps the last few Jobs that went well, and fewer that did not. */
    function tidy(cronJob: CronJob, mine: readonly Job[]): void {
      const { successfulJobsHistoryLimit: good = 3, failedJobsHistoryLimit: bad = 1 } = cronJob.spec
      for (const [type, limit] of [
        ['Complete', good],
        ['Failed', bad],
      ] as const) {
        const ended = mine
          .filter((job) => endingOf(job) === type && !job.metadata.deletionTimestamp)
          .sort((a, b) => msOf(a.status?.startTime) - msOf(b.status?.startTime))
        for (const job of ended.slice(0, Math.max(0, ended.length - limit))) remove(cronJob, job)
      }
    }

    function writeStatus(cronJob: CronJob, status: CronJobStatus): void {
      if (isEqual(status, cronJob.status)) return
      const { uid } = cronJob.metadata
      const change = (now: CronJob) => (now.metadata.uid === uid ? { ...now, status } : now)
      client.modify('cronjobs', keyOf(cronJob), change, 'status')
    }
  },
}

function endingOf({ status }: Job): 'Complete' | 'Failed' | undefined {
  if (isConditionTrue(status?.conditions, 'Complete')) return 'Complete'
  return isConditionTrue(status?.conditions, 'Failed') ? 'Failed' : undefined
}
