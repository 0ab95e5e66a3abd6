/**
 * EndpointSlices: the addresses behind a Service.
 *
 * *Upstream:* `pkg/apis/discovery/validation/validation.go`,
 * `pkg/registry/discovery/endpointslice/strategy.go`
 * *Leaves out:* the check that addresses are of their type.
 */

import type { EndpointSlice } from '../../api/discovery.ts'
import { isEqual } from '../../api/equality.ts'
import { type FieldError, notSupported, required, tooMany } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { immutable, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { withFirstGeneration, withNextGeneration } from './strategy.ts'

const addressTypes = ['IPv4', 'IPv6', 'FQDN']
const maxEndpoints = 1000

export const endpointslices: ResourceDefinition<'endpointslices'> = {
  resource: 'endpointslices',
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  version: 'v1',
  singular: 'endpointslice',
  shortNames: [],
  namespaced: true,
  etcdPrefix: '/registry/endpointslices',
  schema: schemaOf('EndpointSlice'),
  subresources: [],
  unconditionalUpdate: true,
  defaults: (slice) => ({
    ...slice,
    ports: (slice.ports ?? []).map((port) => ({ name: '', protocol: 'TCP', ...port })),
  }),
  prepareForCreate: (slice) => withFirstGeneration(slice),
  validate: (slice) => [
    ...validateMetadata(slice, true, isDns1123Subdomain),
    ...validateAddresses(slice),
  ],
  prepareForUpdate: (next, old) =>
    withNextGeneration(next, old, !isEqual(content(next), content(old))),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateAddresses(next),
    ...immutable('addressType', next.addressType, old.addressType),
  ],
}

/** All that counts as a change: everything but metadata, and of that the labels. */
function content({ metadata, ...rest }: EndpointSlice): unknown {
  return { ...rest, labels: metadata.labels ?? {} }
}

function validateAddresses({ addressType, endpoints = [] }: EndpointSlice): FieldError[] {
  const errors: FieldError[] = []
  if (!addressType) errors.push(required('addressType'))
  else if (!addressTypes.includes(addressType))
    errors.push(notSupported('addressType', addressType, addressTypes))
  if (endpoints.length > maxEndpoints)
    errors.push(tooMany('endpoints', endpoints.length, maxEndpoints))
  for (const [index, { addresses = [] }] of endpoints.entries())
    if (addresses.length === 0)
      errors.push(required(`endpoints[${index}].addresses`, 'must contain at least 1 address'))
  return errors
}
