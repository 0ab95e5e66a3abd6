/**
 * Where a Pod may run: tolerations, affinities, spread.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidateTolerations, validateAffinity,
 * validateTopologySpreadConstraints
 * *Leaves out:* label keys that take their values from the Pod.
 */
import type {
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  PodSpec,
  Toleration,
  TopologySpreadConstraint,
} from '../../../api/core.ts'
import {
  duplicateValue,
  type FieldError,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import { isDns1123Label, isDns1123Subdomain, isLabelValue, isQualifiedName } from '../../names.ts'
import {
  checked,
  validateKeyAndValues,
  validateLabelSelector,
  validateRequirement,
} from '../../validation.ts'

export const taintEffects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const inclusionPolicies = ['Honor', 'Ignore']
const emptyKey = 'can not be empty'
const whenUnsatisfiables = ['DoNotSchedule', 'ScheduleAnyway']

export function validateTolerations(
  field: string,
  tolerations: readonly Toleration[],
): FieldError[] {
  return tolerations.flatMap((toleration, index) => {
    const at = `${field}[${index}]`
    const { key = '', operator, value = '', effect, tolerationSeconds } = toleration
    const errors = key ? checked(`${at}.key`, key, isQualifiedName) : []
    const invalid = (name: string, shown: unknown, text: string) =>
      errors.push(invalidValue(`${at}.${name}`, shown, text))
    if (!key && operator !== 'Exists') {
      const text =
        'operator must be Exists when `key` is empty, which means "match all values and all keys"'
      invalid('operator', operator ?? '', text)
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const text = "effect must be 'NoExecute' when `tolerationSeconds` is set"
      invalid('effect', effect ?? '', text)
    }
    const texts = isLabelValue(value).join(';')
    if (!operator || operator === 'Equal') {
      if (texts) invalid('operator', value, texts)
    } else if (operator !== 'Exists')
      errors.push(notSupported(`${at}.operator`, operator, ['Equal', 'Exists']))
    else if (value) invalid('operator', value, "value must be empty when `operator` is 'Exists'")
    if (effect && !taintEffects.includes(effect))
      errors.push(notSupported(`${at}.effect`, effect, taintEffects))
    return errors
  })
}

export function validateAffinity(field: string, affinity: PodSpec['affinity']): FieldError[] {
  if (!affinity) return []
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  const errors: FieldError[] = []
  const required_ = nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  if (required_) {
    const at = `${field}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution`
    const { nodeSelectorTerms: terms = [] } = required_
    const text = 'must have at least one node selector term'
    if (terms.length === 0) errors.push(required(`${at}.nodeSelectorTerms`, text))
    for (const [index, term] of terms.entries())
      errors.push(...validateTerm(`${at}.nodeSelectorTerms[${index}]`, term))
  }
  const preferred = nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  for (const [index, { weight, preference }] of preferred.entries()) {
    const list = `${field}.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution`
    errors.push(...validateWeight(`${list}[${index}].weight`, weight))
    errors.push(...validateTerm(`${list}[${index}].preference`, preference))
  }
  return [
    ...errors,
    ...validatePodAffinity(`${field}.podAffinity`, podAffinity),
    ...validatePodAffinity(`${field}.podAntiAffinity`, podAntiAffinity),
  ]
}

function validateWeight(field: string, weight: number): FieldError[] {
  const isRight = weight >= 1 && weight <= 100
  return isRight ? [] : [invalidValue(field, weight, 'must be in the range 1-100')]
}

function validateTerm(field: string, term: NodeSelectorTerm): FieldError[] {
  const { matchExpressions = [], matchFields = [] } = term
  const errors = matchExpressions.flatMap((requirement, index) => {
    const at = `${field}.matchExpressions[${index}]`
    const { operator, values = [] } = requirement
    const isNumeric = operator === 'Gt' || operator === 'Lt'
    if (!isNumeric) return validateRequirement(at, requirement)
    const text = "must be specified single value when `operator` is 'Lt' or 'Gt'"
    return [
      ...(values.length === 1 ? [] : [required(`${at}.values`, text)]),
      ...validateKeyAndValues(at, requirement),
    ]
  })
  for (const [index, requirement] of matchFields.entries())
    errors.push(...validateFieldRequirement(`${field}.matchFields[${index}]`, requirement))
  return errors
}

/** Nodes can be chosen by one field, their name. */
function validateFieldRequirement(
  field: string,
  { key, operator, values = [] }: NodeSelectorRequirement,
): FieldError[] {
  const errors: FieldError[] = []
  if (operator !== 'In' && operator !== 'NotIn')
    errors.push(invalidValue(`${field}.operator`, operator, 'not a valid selector operator'))
  else if (values.length !== 1) {
    const text = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
    errors.push(required(`${field}.values`, text))
  }
  if (key !== 'metadata.name')
    errors.push(invalidValue(`${field}.key`, key, 'not a valid field selector key'))
  else
    for (const [index, value] of values.entries())
      errors.push(...checked(`${field}.values[${index}]`, value, isDns1123Subdomain))
  return errors
}

function validatePodAffinity(field: string, affinity: PodAffinity | undefined): FieldError[] {
  const must = affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []
  const may = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
  return [
    ...must.flatMap((term, index) =>
      validatePodTerm(`${field}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`, term),
    ),
    ...may.flatMap(({ weight, podAffinityTerm }, index) => {
      const at = `${field}.preferredDuringSchedulingIgnoredDuringExecution[${index}]`
      return [
        ...validateWeight(`${at}.weight`, weight),
        ...validatePodTerm(`${at}.podAffinityTerm`, podAffinityTerm),
      ]
    }),
  ]
}

function validatePodTerm(field: string, term: PodAffinityTerm): FieldError[] {
  const { labelSelector, namespaces = [], topologyKey } = term
  return [
    ...(labelSelector ? validateLabelSelector(`${field}.labelSelector`, labelSelector) : []),
    ...namespaces.flatMap((name) => checked(`${field}.namespace`, name, isDns1123Label)),
    ...(topologyKey ? [] : [required(`${field}.topologyKey`, emptyKey)]),
    ...checked(`${field}.topologyKey`, topologyKey, isQualifiedName),
  ]
}

export function validateSpread(
  field: string,
  constraints: readonly TopologySpreadConstraint[],
): FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const at = `${field}[${index}]`
    const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector, minDomains } = constraint
    const errors = positive(`${at}.maxSkew`, maxSkew)
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, emptyKey))
    if (!whenUnsatisfiables.includes(whenUnsatisfiable)) {
      const name = `${at}.whenUnsatisfiable`
      errors.push(notSupported(name, whenUnsatisfiable, whenUnsatisfiables))
    }
    const isRepeated = constraints
      .slice(index + 1)
      .some((one) => one.topologyKey === topologyKey && one.whenUnsatisfiable === whenUnsatisfiable)
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`
    if (isRepeated) errors.push(duplicateValue(`${at}.{topologyKey, whenUnsatisfiable}`, pair))
    if (minDomains !== undefined) {
      errors.push(...positive(`${at}.minDomains`, minDomains))
      const text = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`
      if (whenUnsatisfiable !== 'DoNotSchedule')
        errors.push(invalidValue(`${at}.minDomains`, minDomains, text))
    }
    for (const key of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
      const policy = constraint[key]
      if (policy !== undefined && !inclusionPolicies.includes(policy))
        errors.push(notSupported(`${at}.${key}`, policy, inclusionPolicies))
    }
    if (labelSelector) errors.push(...validateLabelSelector(`${at}.labelSelector`, labelSelector))
    return errors
  })
}

function positive(field: string, value: number): FieldError[] {
  return value > 0 ? [] : [invalidValue(field, value, 'must be greater than zero')]
}
