/**
 * Jobs: Pods that are to end.
 *
 * *Upstream:* `pkg/apis/batch/v1/defaults.go`, `pkg/apis/batch/validation/validation.go`,
 * `pkg/registry/batch/job/strategy.go`
 * *Leaves out:* the template
 * of a suspended Job is as fixed as that of a running one.
 */
import type { Job, JobSpec } from '../../api/batch.ts'
import { isEqual } from '../../api/equality.ts'
import { matchesSelector } from '../../api/labels.ts'
import type { LabelSelector } from '../../api/meta.ts'
import { type FieldError, invalidValue, required } from '../field-error.ts'
import { isDns1123Label, isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { immutable, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { validateJobSpec } from './jobs/spec.ts'
import { defaultTemplate } from './pods/defaults.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

type FailurePolicy = NonNullable<JobSpec['podFailurePolicy']>

const uidLabel = 'batch.kubernetes.io/controller-uid'
const nameLabel = 'batch.kubernetes.io/job-name'
const maxInt32 = 2_147_483_647

export const jobs: ResourceDefinition<'jobs'> = {
  resource: 'jobs',
  kind: 'Job',
  group: 'batch',
  version: 'v1',
  singular: 'job',
  shortNames: [],
  namespaced: true,
  etcdPrefix: '/registry/jobs',
  schema: anySchemaOf('Job'),
  subresources: ['status'],
  unconditionalUpdate: true,
  orphansDependents: true,
  defaults: defaultJob,
  prepareForCreate: (job) => withFirstGeneration({ ...withSelector(job), status: {} }),
  validate: (job) => [
    ...validateMetadata(job, true, isDns1123Subdomain),
    ...validateSelector(job),
    ...validateJobSpec('spec', job.spec),
    ...validateHostNames(job),
  ],
  prepareForUpdate: (next, old) =>
    withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateJobSpec('spec', next.spec),
    ...validateChange(next.spec, old.spec),
  ],
}

function defaultJob(job: Job): Job {
  const given: Partial<JobSpec> = job.spec ?? {}
  const isOpen = given.completions === undefined && given.parallelism === undefined
  const template = defaultTemplate(given.template)
  const labels = job.metadata.labels ?? template.metadata?.labels
  return {
    ...job,
    metadata: { ...job.metadata, ...(labels ? { labels } : {}) },
    spec: {
      ...(isOpen ? { completions: 1 } : {}),
      parallelism: 1,
      backoffLimit: given.backoffLimitPerIndex === undefined ? 6 : maxInt32,
      manualSelector: false,
      completionMode: 'NonIndexed',
      suspend: false,
      podReplacementPolicy: given.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
      ...given,
      ...(given.podFailurePolicy
        ? { podFailurePolicy: defaultPolicy(given.podFailurePolicy) }
        : {}),
      template,
    },
  }
}

/** A condition is meant to hold where nothing is said of it. */
function defaultPolicy({ rules }: FailurePolicy): FailurePolicy {
  return {
    rules: rules.map((rule) => {
      const { onPodConditions } = rule
      if (!onPodConditions) return rule
      const held = onPodConditions.map((one) => ({ ...one, status: one.status || 'True' }))
      return { ...rule, onPodConditions: held }
    }),
  }
}

/** A Job knows its Pods by its own uid, which nobody else can have. */
function withSelector(job: Job): Job {
  const { spec, metadata } = job
  if (!spec || spec.manualSelector) return job
  const own = {
    [uidLabel]: metadata.uid,
    [nameLabel]: metadata.name ?? '',
    'controller-uid': metadata.uid,
    'job-name': metadata.name ?? '',
  }
  const labels = { ...own, ...spec.template?.metadata?.labels }
  const selector: LabelSelector = {
    ...spec.selector,
    matchLabels: { ...spec.selector?.matchLabels, [uidLabel]: metadata.uid },
  }
  const template = {
    ...spec.template,
    metadata: { ...spec.template?.metadata, labels },
  }
  return { ...job, spec: { ...spec, selector, template } }
}

/** Pods with an index are hosts: the name of the last, and so of each, must be one. */
function validateHostNames({ metadata: { name = '' }, spec }: Job): FieldError[] {
  const { completionMode, completions = 0 } = spec
  if (completionMode !== 'Indexed' || completions < 1) return []
  const last = `${name}-${completions - 1}`
  const text = `will not able to create pod with invalid DNS label: ${last}`
  return isDns1123Label(last).map(() => invalidValue('metadata.name', name, text))
}

function validateSelector({ metadata, spec }: Job): FieldError[] {
  const { selector, template, manualSelector } = spec
  if (!selector) return [required('spec.selector')]
  if (manualSelector) {
    const labels = template.metadata?.labels
    if (matchesSelector(selector, labels)) return []
    const text = '`selector` does not match template `labels`'
    return [invalidValue('spec.template.metadata.labels', labels, text)]
  }
  const own = {
    [uidLabel]: metadata.uid,
    [nameLabel]: metadata.name ?? '',
    'controller-uid': metadata.uid,
    'job-name': metadata.name ?? '',
  }
  const errors = Object.entries(own).flatMap(([key, value]) => {
    const actual = template.metadata?.labels?.[key]
    if (actual === value) return []
    const text = `must be '${value}'`
    return [invalidValue('spec.template.metadata.labels', template.metadata?.labels, text)]
  })
  if (!matchesSelector(selector, own))
    errors.push(invalidValue('spec.selector', selector, '`selector` not auto-generated'))
  return errors
}

const fixed = [
  'selector',
  'template',
  'completionMode',
  'podFailurePolicy',
  'backoffLimitPerIndex',
  'successPolicy',
  'managedBy',
] as const

function validateChange(next: JobSpec, old: JobSpec): FieldError[] {
  const errors = fixed.flatMap((key) => immutable(`spec.${key}`, next[key], old[key]))
  if (isEqual(next.completions, old.completions)) return errors
  // An indexed Job may grow and shrink, if it does so as a whole.
  const isElastic =
    next.completionMode === 'Indexed' &&
    next.completions !== undefined &&
    next.completions === next.parallelism
  if (!isElastic)
    return [...immutable('spec.completions', next.completions, old.completions), ...errors]
  return errors
}
