/**
 * Leases, the heartbeats of nodes.
 *
 * *Upstream:* `pkg/apis/coordination/validation/validation.go`,
 * `pkg/registry/coordination/lease/strategy.go`
 */
import type { Lease } from '../../api/coordination.ts'
import { type FieldError, invalidValue } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { nonNegative, validateMetadata, validateMetadataUpdate } from '../validation.ts'

export const leases: ResourceDefinition<'leases'> = {
  resource: 'leases',
  kind: 'Lease',
  group: 'coordination.k8s.io',
  version: 'v1',
  singular: 'lease',
  shortNames: [],
  namespaced: true,
  etcdPrefix: '/registry/leases',
  schema: schemaOf('Lease'),
  subresources: [],
  unconditionalUpdate: false,
  defaults: (lease) => lease,
  prepareForCreate: (lease) => lease,
  validate: (lease) => [
    ...validateMetadata(lease, true, isDns1123Subdomain),
    ...validateSpec(lease.spec),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [...validateMetadataUpdate(next, old), ...validateSpec(next.spec)],
}

function validateSpec(spec: Lease['spec'] | undefined): FieldError[] {
  const { leaseDurationSeconds: duration, leaseTransitions } = spec ?? {}
  const field = 'spec.leaseDurationSeconds'
  return [
    ...(duration !== undefined && duration <= 0
      ? [invalidValue(field, duration, 'must be greater than 0')]
      : []),
    ...nonNegative('spec.leaseTransitions', leaseTransitions),
  ]
}
