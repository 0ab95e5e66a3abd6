/** The events at the end of a description. */
import type { Event } from '../../kubernetes/api/core.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { listObjects } from '../api.ts'
import type { Desk } from '../command.ts'
import { type Kind, kindOf } from '../kinds.ts'
import type { Lines } from './lines.ts'

export function eventLines(desk: Desk, kind: Kind, { metadata }: KubernetesObject): Lines {
  const about = `involvedObject.name=${metadata.name},involvedObject.kind=${kind.kind}`
  const { items } = listObjects(desk, kindOf('events'), {
    namespace: metadata.namespace ?? 'default',
    fields: about,
  })
  // The kubelet of a node knows its name, but not always its uid.
  const own = (items as readonly Event[]).filter(
    ({ involvedObject }) => kind.resource === 'nodes' || involvedObject.uid === metadata.uid,
  )
  if (own.length === 0) return ['Events:\t<none>']
  const sorted = [...own].sort((a, b) => timeOfLast(a) - timeOfLast(b))
  return [
    'Events:',
    '  Type\tReason\tAge\tFrom\tMessage',
    '  ----\t------\t----\t----\t-------',
    ...sorted.map((event) => eventLine(event, desk.now())),
  ]
}

function timeOfLast({ lastTimestamp }: Event): number {
  return lastTimestamp ? msOf(lastTimestamp) : 0
}

function eventLine(event: Event, nowMs: number): string {
  const { type, reason, message, count = 1, source, reportingComponent, involvedObject } = event
  const since = (time: string | null | undefined) =>
    time ? humanDuration(nowMs - msOf(time)) : '<unknown>'
  const first = since(event.eventTime ?? event.firstTimestamp)
  const age = count > 1 ? `${since(event.lastTimestamp)} (x${count} over ${first})` : first
  const from = source?.component || reportingComponent || ''
  const part = involvedObject.fieldPath ? `${involvedObject.fieldPath}: ` : ''
  return `  ${type}\t${reason}\t${age}\t${from}\t${part}${message.trim()}`
}
