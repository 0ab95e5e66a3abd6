/**
 * Events, the diary of the cluster.
 *
 * *Upstream:* `pkg/apis/core/validation/events.go`, `pkg/registry/core/event/strategy.go`
 */
import type { Event } from '../../api/core.ts'
import { type FieldError, invalidValue } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { Column, ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { ageOf } from './cells.ts'

interface Series {
  readonly count?: number
  readonly lastObservedTime?: string
}

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
  defaults: (event) => event,
  prepareForCreate: (event) => event,
  validate: (event) => [
    ...validateMetadata(event, true, isDns1123Subdomain),
    ...validateNamespace(event),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [...validateMetadataUpdate(next, old), ...validateNamespace(next)],
  columns: [
    column('LAST SEEN', 0, (event, nowMs) => ageOf(lastSeen(event), nowMs)),
    column('TYPE', 0, ({ type }) => type ?? ''),
    column('REASON', 0, ({ reason }) => reason ?? ''),
    column('OBJECT', 0, ({ involvedObject: { kind = '', name } }) =>
      name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase(),
    ),
    column('SUBOBJECT', 1, ({ involvedObject }) => involvedObject.fieldPath ?? ''),
    column('SOURCE', 1, ({ source, reportingComponent, reportingInstance }) => {
      const component = source?.component || reportingComponent || ''
      const host = source?.host || reportingInstance || ''
      return host ? `${component}, ${host}` : component
    }),
    column('MESSAGE', 0, ({ message }) => (message ?? '').trim()),
    column('FIRST SEEN', 1, (event, nowMs) =>
      ageOf(event.firstTimestamp ?? event.eventTime, nowMs),
    ),
    column('COUNT', 1, (event) => seriesOf(event)?.count || event.count || 1),
    column('NAME', 1, ({ metadata }) => metadata.name),
  ],
}

function column(name: string, priority: 0 | 1, cell: Column<Event>['cell']): Column<Event> {
  return { name, priority, cell }
}

function lastSeen(event: Event): string | null | undefined {
  const last = seriesOf(event)?.lastObservedTime ?? event.lastTimestamp
  return last ?? event.firstTimestamp ?? event.eventTime
}

/** Events of the newer group count up in a series. */
function seriesOf(event: Event & { readonly series?: Series }): Series | undefined {
  return event.series
}

/** An Event lies beside what it is about; those about cluster-scoped objects lie in `default`. */
function validateNamespace({ metadata, involvedObject }: Event): FieldError[] {
  const field = 'involvedObject.namespace'
  const { namespace = '' } = involvedObject
  const expected = namespace || 'default'
  if (metadata.namespace === expected) return []
  return [invalidValue(field, namespace, 'does not match event.namespace')]
}
