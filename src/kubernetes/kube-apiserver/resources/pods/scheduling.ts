/**
 * Where a Pod may run: tolerations, affinities, spread.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidateTolerations, validateAffinity,
 * validateTopologySpreadConstraints
 * *Leaves out:* the finer policies of topology spread constraints.
 */
import type {
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
import { isDns1123Label, isLabelValue, isQualifiedName } from '../../names.ts'
import { checked, validateLabelSelector, validateRequirement } from '../../validation.ts'

export const taintEffects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
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
    else if (value) {
      // Upstream prints its inner struct, whose fields have no JSON names.
      const shown = { Key: key, Operator: operator, Value: value, Effect: effect ?? '' }
      const all = { ...shown, TolerationSeconds: tolerationSeconds ?? null }
      invalid('operator', all, "value must be empty when `operator` is 'Exists'")
    }
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
  return (term.matchExpressions ?? []).flatMap((requirement, index) => {
    const at = `${field}.matchExpressions[${index}]`
    const { key, operator, values = [] } = requirement
    if (operator !== 'Gt' && operator !== 'Lt') return validateRequirement(at, requirement)
    const text = "must be specified single value when `operator` is 'Lt' or 'Gt'"
    return [
      ...(values.length === 1 ? [] : [required(`${at}.values`, text)]),
      ...checked(`${at}.key`, key, isQualifiedName),
    ]
  })
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
    ...namespaces.flatMap((name, index) =>
      checked(`${field}.namespaces[${index}]`, name, isDns1123Label),
    ),
    ...validateTopologyKey(`${field}.topologyKey`, topologyKey),
  ]
}

function validateTopologyKey(field: string, key: string): FieldError[] {
  const errors = checked(field, key, isQualifiedName)
  return key ? errors : [required(field, 'can not be empty'), ...errors]
}

export function validateSpread(
  field: string,
  constraints: readonly TopologySpreadConstraint[],
): FieldError[] {
  const pairs = new Set<string>()
  return constraints.flatMap((constraint, index) => {
    const at = `${field}[${index}]`
    const { maxSkew, topologyKey, whenUnsatisfiable, labelSelector } = constraint
    const errors: FieldError[] = []
    if (maxSkew <= 0) {
      const text = 'must be greater than zero'
      errors.push(invalidValue(`${at}.maxSkew`, maxSkew, text))
    }
    errors.push(...validateTopologyKey(`${at}.topologyKey`, topologyKey))
    if (!whenUnsatisfiables.includes(whenUnsatisfiable)) {
      const name = `${at}.whenUnsatisfiable`
      errors.push(notSupported(name, whenUnsatisfiable, whenUnsatisfiables))
    }
    const pair = `{${topologyKey}, ${whenUnsatisfiable}}`
    if (pairs.has(pair)) errors.push(duplicateValue(`${at}.{topologyKey, whenUnsatisfiable}`, pair))
    pairs.add(pair)
    if (labelSelector) errors.push(...validateLabelSelector(`${at}.labelSelector`, labelSelector))
    return errors
  })
}
