/**
 * CronJobs: Jobs that begin by the clock.
 *
 * *Upstream:* `pkg/apis/batch/v1/defaults.go`, `pkg/apis/batch/validation/validation.go`
 * *Leaves out:* time zones whose clocks are put forward and back: they are refused by name.
 */
import type { CronJob } from '../../api/batch.ts'
import { knownZones, parseSchedule, zoneOffsetMs } from '../../api/cron-schedule.ts'
import { type FieldError, invalidValue, notSupported, required } from '../field-error.ts'
import { byteLength, isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { validateJobSpec } from './jobs/spec.ts'
import { defaultTemplate } from './pods/defaults.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

/** A Job's name is the CronJob's and eleven characters more. */
const maxName = 52
const policies = ['Allow', 'Forbid', 'Replace']

export const cronjobs: ResourceDefinition<'cronjobs'> = {
  resource: 'cronjobs',
  kind: 'CronJob',
  group: 'batch',
  version: 'v1',
  singular: 'cronjob',
  shortNames: ['cj'],
  namespaced: true,
  etcdPrefix: '/registry/cronjobs',
  schema: anySchemaOf('CronJob'),
  subresources: ['status'],
  unconditionalUpdate: true,
  defaults: (cronJob) => ({
    ...cronJob,
    spec: {
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      ...cronJob.spec,
      concurrencyPolicy: cronJob.spec?.concurrencyPolicy || 'Allow',
      jobTemplate: {
        ...cronJob.spec?.jobTemplate,
        spec: {
          ...cronJob.spec?.jobTemplate?.spec,
          template: defaultTemplate(cronJob.spec?.jobTemplate?.spec?.template),
        },
      },
    },
  }),
  prepareForCreate: (cronJob) => withFirstGeneration({ ...cronJob, status: {} }),
  validate: (cronJob) => [
    ...validateMetadata(cronJob, true, isDns1123Subdomain),
    ...validateSpec(cronJob.spec),
    ...(byteLength(cronJob.metadata.name ?? '') > maxName
      ? [
          invalidValue(
            'metadata.name',
            cronJob.metadata.name,
            `must be no more than ${maxName} characters`,
          ),
        ]
      : []),
  ],
  prepareForUpdate: (next, old) =>
    withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [...validateMetadataUpdate(next, old), ...validateSpec(next.spec)],
}

function validateSpec(spec: CronJob['spec']): FieldError[] {
  const { concurrencyPolicy: policy, jobTemplate } = spec
  const { selector, manualSelector } = jobTemplate.spec
  const field = 'spec.jobTemplate.spec'
  return [
    ...validateSchedule(spec.schedule, spec.timeZone),
    ...nonNegative('spec.startingDeadlineSeconds', spec.startingDeadlineSeconds),
    ...validateTimeZone(spec.timeZone),
    ...(policy && policies.includes(policy)
      ? []
      : [notSupported('spec.concurrencyPolicy', policy, policies)]),
    ...validateJobSpec(field, jobTemplate.spec),
    ...(selector
      ? [invalidValue(`${field}.selector`, selector, '`selector` will be auto-generated')]
      : []),
    ...(manualSelector
      ? [notSupported(`${field}.manualSelector`, manualSelector, ['nil', 'false'])]
      : []),
    ...nonNegative('spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit),
    ...nonNegative('spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit),
  ]
}

function validateSchedule(schedule: string | undefined, timeZone?: string): FieldError[] {
  const field = 'spec.schedule'
  if (!schedule) return [required(field)]
  if (schedule.includes('TZ')) {
    const text =
      timeZone === undefined
        ? 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'
        : 'cannot use both timeZone field and TZ or CRON_TZ in schedule'
    return [invalidValue(field, schedule, text)]
  }
  const parsed = parseSchedule(schedule)
  return 'error' in parsed ? [invalidValue(field, schedule, parsed.error)] : []
}

function validateTimeZone(zone: string | undefined): FieldError[] {
  const field = 'spec.timeZone'
  if (zone === undefined) return []
  if (zone === '') return [invalidValue(field, zone, 'timeZone must be nil or non-empty string')]
  if (zone.toLowerCase() === 'local') {
    const text =
      'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones'
    return [invalidValue(field, zone, text)]
  }
  if (zoneOffsetMs(zone) !== undefined) return []
  const text = `unknown time zone ${zone}`
  if (!/^[A-Z][A-Za-z]+\/[A-Z]\w+/.test(zone)) return [invalidValue(field, zone, text)]
  return [invalidValue(field, zone, `${text}; this cluster knows ${knownZones.join(', ')}`)]
}
