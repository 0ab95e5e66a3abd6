/**
 * PodDisruptionBudgets: how many Pods may be missing on purpose.
 *
 * *Upstream:* `pkg/apis/policy/validation/validation.go`,
 * `pkg/registry/policy/poddisruptionbudget/strategy.go`
 */
import type { PodDisruptionBudget } from '../../api/policy.ts'
import { type FieldError, invalidValue, notSupported } from '../field-error.ts'
import { isPathSegment } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { anySchemaOf } from '../schema-more.ts'
import { validateLabelSelector, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { atMostAll, countOrPercent } from './int-or-percent.ts'
import {
  hasSameSpec,
  statusWrite,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './strategy.ts'

const policies = ['AlwaysAllow', 'IfHealthyBudget']
const untouched = { disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 }

export const poddisruptionbudgets: ResourceDefinition<'poddisruptionbudgets'> = {
  resource: 'poddisruptionbudgets',
  kind: 'PodDisruptionBudget',
  group: 'policy',
  version: 'v1',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  namespaced: true,
  etcdPrefix: '/registry/poddisruptionbudgets',
  schema: anySchemaOf('PodDisruptionBudget'),
  subresources: ['status'],
  unconditionalUpdate: false,
  defaults: (budget) => budget,
  prepareForCreate: (budget) => withFirstGeneration({ ...budget, status: untouched }),
  // Upstream looks at the name last, and takes almost any.
  validate: (budget) => {
    const errors = validateSpec(budget.spec ?? {})
    return errors.length > 0 ? errors : validateMetadata(budget, true, isPathSegment)
  },
  prepareForUpdate: (next, old) =>
    withNextGeneration(withStatusOf(next, old), old, !hasSameSpec(next, old)),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateSpec(next.spec ?? {}),
  ],
}

function validateSpec(spec: PodDisruptionBudget['spec']): FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec
  const errors: FieldError[] = []
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    // Upstream prints its inner struct, whose fields have no JSON names.
    const value = {
      MinAvailable: minAvailable,
      Selector: selector ?? null,
      MaxUnavailable: maxUnavailable,
      UnhealthyPodEvictionPolicy: policy ?? null,
    }
    errors.push(invalidValue('spec', value, 'minAvailable and maxUnavailable cannot be both set'))
  }
  for (const key of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[key]
    if (value === undefined) continue
    errors.push(...countOrPercent(`spec.${key}`, value), ...atMostAll(`spec.${key}`, value))
  }
  if (selector) errors.push(...validateLabelSelector('spec.selector', selector))
  if (policy !== undefined && !policies.includes(policy))
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, policies))
  return errors
}
