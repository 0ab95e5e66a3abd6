/**
 * What the spec of a Job must be, in a Job and in the template of a CronJob alike.
 *
 * *Upstream:* `pkg/apis/batch/validation/validation.go` validateJobSpec, validatePodFailurePolicy
 */
import type { JobSpec, PodFailurePolicyRule, SuccessPolicyRule } from '../../../api/batch.ts'
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../../field-error.ts'
import { isDns1123Subdomain } from '../../names.ts'
import { nonNegative } from '../../validation.ts'
import { validateTemplate } from '../pods/template.ts'

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const
const modes = ['NonIndexed', 'Indexed']
const replacementPolicies = ['Failed', 'TerminatingOrFailed']
const maxIndexes = 100_000

export function validateJobSpec(field: string, spec: JobSpec): FieldError[] {
  const { completionMode, podReplacementPolicy: replacement, podFailurePolicy } = spec
  const errors = counts.flatMap((key) => nonNegative(`${field}.${key}`, spec[key]))
  if (completionMode !== undefined && !modes.includes(completionMode))
    errors.push(notSupported(`${field}.completionMode`, completionMode, modes))
  if (completionMode === 'Indexed') errors.push(...validateIndexed(field, spec))
  else {
    for (const key of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
      if (spec[key] !== undefined) {
        const text = 'requires indexed completion mode'
        errors.push(invalidValue(`${field}.${key}`, spec[key], text))
      }
  }
  if (spec.maxFailedIndexes !== undefined) {
    const { maxFailedIndexes: most, completions, backoffLimitPerIndex } = spec
    if (backoffLimitPerIndex === undefined)
      errors.push(required(`${field}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'))
    if (completions !== undefined && most > completions) {
      const text = 'must be less than or equal to completions'
      errors.push(invalidValue(`${field}.maxFailedIndexes`, most, text))
    }
  }
  errors.push(...validateManager(`${field}.managedBy`, spec.managedBy))
  errors.push(...validateSuccessPolicy(`${field}.successPolicy`, spec))
  if (podFailurePolicy) errors.push(...validateFailurePolicy(field, spec))
  if (replacement !== undefined) {
    const supported = podFailurePolicy ? ['Failed'] : replacementPolicies
    if (!supported.includes(replacement))
      errors.push(notSupported(`${field}.podReplacementPolicy`, replacement, supported))
  }
  return [...errors, ...validateEndingTemplate(field, spec)]
}

function validateIndexed(field: string, spec: JobSpec): FieldError[] {
  const { completions, parallelism = 0 } = spec
  if (completions === undefined)
    return [required(`${field}.completions`, 'when completion mode is Indexed')]
  if (parallelism <= maxIndexes) return []
  const text = `must be less than or equal to ${maxIndexes} when completion mode is Indexed`
  return [invalidValue(`${field}.parallelism`, parallelism, text)]
}

/** A Job whose Pods never end would never end. */
function validateEndingTemplate(field: string, spec: JobSpec) {
  const { template, podFailurePolicy } = spec
  const at = `${field}.template`
  const errors = validateTemplate(at, template)
  const { restartPolicy } = template.spec
  if (restartPolicy === 'Always')
    errors.push(required(`${at}.spec.restartPolicy`, 'valid values: "OnFailure", "Never"'))
  else if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never')
    errors.push(notSupported(`${at}.spec.restartPolicy`, restartPolicy, ['OnFailure', 'Never']))
  else if (podFailurePolicy && restartPolicy !== 'Never') {
    const text = 'only "Never" is supported when podFailurePolicy is specified'
    errors.push(invalidValue(`${at}.spec.restartPolicy`, restartPolicy, text))
  } else if (spec.backoffLimitPerIndex !== undefined && restartPolicy !== 'Never') {
    const text = 'only "Never" is supported when backoffLimitPerIndex is specified'
    errors.push(invalidValue(`${at}.spec.restartPolicy`, restartPolicy, text))
  }
  return errors
}

/** Who else may see to a Job is named by a domain and a path. */
function validateManager(field: string, managedBy: string | undefined): FieldError[] {
  if (managedBy === undefined) return []
  const [domain = '', path = '', ...more] = managedBy.split('/')
  const isPath = /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)
  if (more.length === 0 && isPath && isDns1123Subdomain(domain).length === 0)
    return managedBy.length > maxManagerLength ? [tooLong(field, maxManagerLength)] : []
  const text = 'must be a domain-prefixed path (such as "acme.io/foo")'
  return [invalidValue(field, managedBy, text)]
}

const maxManagerLength = 63

function validateSuccessPolicy(field: string, spec: JobSpec): FieldError[] {
  const { successPolicy, completionMode, completions = 0 } = spec
  if (!successPolicy) return []
  if (completionMode !== 'Indexed')
    return [invalidValue(field, successPolicy, 'requires indexed completion mode')]
  const { rules = [] } = successPolicy
  const at = `${field}.rules`
  if (rules.length === 0) {
    const text = 'at least one rules must be specified when the successPolicy is specified'
    return [required(at, text)]
  }
  if (rules.length > maxRules) return [tooMany(at, rules.length, maxRules)]
  return rules.flatMap((rule, index) => validateSuccessRule(`${at}[${index}]`, rule, completions))
}

function validateSuccessRule(
  field: string,
  { succeededIndexes, succeededCount }: SuccessPolicyRule,
  completions: number,
): FieldError[] {
  if (succeededIndexes === undefined && succeededCount === undefined) {
    const text = 'at least one of succeededCount or succeededIndexes must be specified'
    return [required(field, text)]
  }
  const errors = nonNegative(`${field}.succeededCount`, succeededCount)
  let most = { count: completions, what: 'the number of specified completions' }
  if (succeededIndexes !== undefined) {
    const count = countIndexes(succeededIndexes, completions)
    if (typeof count === 'string') {
      const text = `error parsing succeededIndexes: ${count}`
      return [...errors, invalidValue(`${field}.succeededIndexes`, succeededIndexes, text)]
    }
    const what = 'the number of indexes in the specified succeededIndexes field'
    most = { count, what }
  }
  if (succeededCount !== undefined && succeededCount > most.count) {
    const text = `must be less than or equal to ${most.count} (${most.what})`
    errors.push(invalidValue(`${field}.succeededCount`, succeededCount, text))
  }
  return errors
}

/** How many indexes a text like `0,2-4` names, or what is wrong with it. */
function countIndexes(text: string, completions: number): number | string {
  let count = 0
  let last = -1
  for (const part of text.split(',')) {
    const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? []
    if (from === '') return `cannot convert string to integer for index: "${part}"`
    const [first, end] = [Number(from), Number(to)]
    if (end >= completions || first >= completions)
      return `too large index: "${Math.max(first, end)}"`
    if (last >= first) return `non-increasing order, previous: ${last}, current: ${first}`
    if (first > end) return `non-increasing order, previous: ${first}, current: ${end}`
    count += end - first + 1
    last = end
  }
  return count
}

const maxRules = 20
const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore']

function validateFailurePolicy(field: string, spec: JobSpec): FieldError[] {
  const rules = spec.podFailurePolicy?.rules ?? []
  const at = `${field}.podFailurePolicy.rules`
  const errors = rules.length > maxRules ? [tooMany(at, rules.length, maxRules)] : []
  return [...errors, ...rules.flatMap((rule, index) => validateRule(`${at}[${index}]`, rule, spec))]
}

function validateRule(field: string, rule: PodFailurePolicyRule, spec: JobSpec): FieldError[] {
  const { action, onExitCodes, onPodConditions = [] } = rule
  const errors: FieldError[] = []
  if (!action) errors.push(required(`${field}.action`, `valid values: ${listed(actions)}`))
  else if (action === 'FailIndex' && spec.backoffLimitPerIndex === undefined) {
    const text = 'requires the backoffLimitPerIndex to be set'
    errors.push(invalidValue(`${field}.action`, action, text))
  } else if (!actions.includes(action))
    errors.push(notSupported(`${field}.action`, action, actions))
  if (onExitCodes) errors.push(...validateExitCodes(`${field}.onExitCodes`, onExitCodes, spec))
  for (const [index, { type, status }] of onPodConditions.entries()) {
    const at = `${field}.onPodConditions[${index}]`
    if (!type) errors.push(required(`${at}.type`))
    if (status !== undefined && !['True', 'False', 'Unknown'].includes(status))
      errors.push(notSupported(`${at}.status`, status, ['False', 'True', 'Unknown']))
  }
  const both = onExitCodes !== undefined && onPodConditions.length > 0
  if (both) {
    const text = 'specifying both OnExitCodes and OnPodConditions is not supported'
    errors.push(wrong(field, text))
  }
  if (!onExitCodes && onPodConditions.length === 0) {
    const text = 'specifying one of OnExitCodes and OnPodConditions is required'
    errors.push(wrong(field, text))
  }
  return errors
}

const maxExitCodes = 255

function validateExitCodes(
  field: string,
  { operator, values = [], containerName }: NonNullable<PodFailurePolicyRule['onExitCodes']>,
  { template }: JobSpec,
): FieldError[] {
  const operators = ['In', 'NotIn']
  const errors: FieldError[] = []
  if (!operator) errors.push(required(`${field}.operator`, `valid values: ${listed(operators)}`))
  else if (!operators.includes(operator))
    errors.push(notSupported(`${field}.operator`, operator, operators))
  const { containers, initContainers = [] } = template.spec
  const isThere = [...containers, ...initContainers].some(({ name }) => name === containerName)
  if (containerName !== undefined && !isThere) {
    const text = 'must be one of the container or initContainer names in the pod template'
    errors.push(invalidValue(`${field}.containerName`, containerName, text))
  }
  const at = `${field}.values`
  if (values.length === 0) errors.push(invalidValue(at, values, 'at least one value is required'))
  if (values.length > maxExitCodes) errors.push(tooMany(at, values.length, maxExitCodes))
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      errors.push(invalidValue(`${at}[${index}]`, value, 'must not be 0 for the In operator'))
    if (values.indexOf(value) !== index) errors.push(duplicateValue(`${at}[${index}]`, value))
  }
  if (values.some((value, index) => index > 0 && value < (values[index - 1] ?? value)))
    errors.push(invalidValue(at, values, 'must be ordered'))
  return errors
}

/** As Go prints a list of texts. */
function listed(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(' ')}]`
}

/** Upstream does not print the whole rule. */
function wrong(field: string, text: string): FieldError {
  return { type: 'FieldValueInvalid', field, message: `Invalid value: ${text}` }
}
