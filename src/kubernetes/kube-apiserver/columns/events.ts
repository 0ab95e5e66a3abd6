/**
 * How `kubectl get events` shows an Event.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go` printEvent
 */
import type { Event } from '../../api/core.ts'
import { ageOf } from './cells.ts'
import { type Column, column } from './column.ts'

interface Series {
  readonly count?: number
  readonly lastObservedTime?: string
}

export const eventColumns: readonly Column<Event>[] = [
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
  column('FIRST SEEN', 1, (event, nowMs) => ageOf(event.firstTimestamp ?? event.eventTime, nowMs)),
  column('COUNT', 1, (event) => seriesOf(event)?.count || event.count || 1),
  column('NAME', 1, ({ metadata }) => metadata.name),
]

function lastSeen(event: Event): string | null | undefined {
  const series = seriesOf(event)
  if (series) return series.lastObservedTime
  return event.lastTimestamp ?? event.firstTimestamp ?? event.eventTime
}

/** Events of the newer group count up in a series. */
function seriesOf(event: Event & { readonly series?: Series }): Series | undefined {
  return event.series
}
