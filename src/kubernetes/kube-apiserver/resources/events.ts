/**
 * Events, the diary of the cluster.
 *
 * *Upstream:* `pkg/apis/core/validation/events.go`, `pkg/registry/core/event/strategy.go`
 */
import type { Event } from '../../api/core.ts'
import { type FieldError, invalidValue } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { validateMetadata, validateMetadataUpdate } from '../validation.ts'

export const events: ResourceDefinition<'events'> = {
  resource: 'events',
  kind: 'Event',
  group: '',
  version: 'v1',
  singular: 'event',
  shortNames: ['ev'],
  namespaced: true,
  etcdPrefix: '/registry/events',
  schema: schemaOf('Event'),
  subresources: [],
  unconditionalUpdate: true,
  ttlSeconds: 3600,
  defaults: (event) => event,
  prepareForCreate: (event) => event,
  validate: (event) => [
    ...validateMetadata(event, true, isDns1123Subdomain),
    ...validateNamespace(event),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [...validateMetadataUpdate(next, old), ...validateNamespace(next)],
}

/** An Event lies beside what it is about; those about cluster-scoped objects lie in `default`. */
function validateNamespace({ metadata, involvedObject }: Event): FieldError[] {
  const field = 'involvedObject.namespace'
  const { namespace = '' } = involvedObject
  const expected = namespace || 'default'
  if (metadata.namespace === expected) return []
  return [invalidValue(field, namespace, 'does not match event.namespace')]
}
