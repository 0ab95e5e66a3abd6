/**
 * PriorityClasses: names for how much Pods matter.
 *
 * *Upstream:* `pkg/apis/scheduling/{v1/defaults,validation/validation}.go`
 */
import { type PriorityClass, systemPriorityClasses } from '../../api/scheduling.ts'
import { type FieldError, forbiddenField, notSupported } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { immutable, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { withFirstGeneration } from './strategy.ts'

const highestOfUsers = 1_000_000_000
const policies = ['PreemptLowerPriority', 'Never']

export const priorityclasses: ResourceDefinition<'priorityclasses'> = {
  resource: 'priorityclasses',
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  version: 'v1',
  singular: 'priorityclass',
  shortNames: ['pc'],
  namespaced: false,
  etcdPrefix: '/registry/priorityclasses',
  schema: schemaOf('PriorityClass'),
  subresources: [],
  unconditionalUpdate: true,
  defaults: (priorityClass) => ({
    ...priorityClass,
    preemptionPolicy: priorityClass.preemptionPolicy ?? 'PreemptLowerPriority',
  }),
  prepareForCreate: withFirstGeneration,
  validate: (priorityClass) => [
    ...validateMetadata(priorityClass, false, isDns1123Subdomain),
    ...validateClass(priorityClass),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...(next.value === old.value
      ? []
      : [forbiddenField('value', 'may not be changed in an update.')]),
    ...immutable('preemptionPolicy', next.preemptionPolicy, old.preemptionPolicy),
  ],
}

function validateClass({ metadata, value, preemptionPolicy }: PriorityClass): FieldError[] {
  const { name } = metadata
  const errors: FieldError[] = []
  if (name?.startsWith('system-')) {
    if (!systemPriorityClasses.some(([system, worth]) => system === name && worth === value)) {
      const text =
        "priority class names with 'system-' prefix are reserved for system use only. " +
        `error: ${name} is not a known system priority class`
      errors.push(forbiddenField('metadata.name', text))
    }
  } else if (value > highestOfUsers) {
    const text = `maximum allowed value of a user defined priority is ${highestOfUsers}`
    errors.push(forbiddenField('value', text))
  }
  if (preemptionPolicy !== undefined && !policies.includes(preemptionPolicy))
    errors.push(notSupported('preemptionPolicy', preemptionPolicy, policies))
  return errors
}
