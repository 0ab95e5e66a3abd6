/**
 * How the log lies in storage: as text in two slots that are written in turn.
 *
 * A write that is cut off can only harm the slot being written; the other still holds everything
 * but the newest events. Each line carries its own checksum, so even a torn slot gives back the
 * lines before the tear. Whoever reads takes all that is whole from both.
 *
 * Erasing begins a new epoch: a slot of a former epoch, or a tab that still remembers it, cannot
 * bring anything back.
 */
import { type ProgressEvent, readEvent } from './events.ts'

export interface Slot {
  readonly epoch: number
  /** Grows with every write, so that the older slot is known. */
  readonly generation: number
  readonly events: readonly ProgressEvent[]
  /** Every line that was written is there. */
  readonly whole: boolean
}

const format = 'arubeki-progress'
const version = 1

/** Lines are made once: an event never changes. */
const lines = new WeakMap<ProgressEvent, string>()

export function lineOf(event: ProgressEvent): string {
  let line = lines.get(event)
  if (line === undefined) {
    line = withChecksum(JSON.stringify(event))
    lines.set(event, line)
  }
  return line
}

/** What an event takes in storage. */
export function sizeOf(event: ProgressEvent): number {
  return lineOf(event).length + 1
}

export function encodeSlot(
  epoch: number,
  generation: number,
  events: readonly ProgressEvent[],
): string {
  const head = { format, version, epoch, generation, count: events.length }
  return [withChecksum(JSON.stringify(head)), ...events.map(lineOf), ''].join('\n')
}

/** What can be read of a slot; nothing where there is none. */
export function decodeSlot(text: string | null): Slot | undefined {
  if (text === null || text === '') return undefined
  const [first = '', ...rest] = text.split('\n')
  const head = readHead(first)
  const events: ProgressEvent[] = []
  for (const line of rest) {
    const event = readEvent(withoutChecksum(line))
    if (event) {
      events.push(event)
      lines.set(event, line)
    }
  }
  // Without its head a slot is older than every other; what it says is still better than nothing.
  if (!head) return { epoch: 0, generation: 0, events, whole: false }
  const { epoch, generation, count } = head
  return { epoch, generation, events, whole: events.length === count }
}

interface Head {
  readonly epoch: number
  readonly generation: number
  readonly count: number
}

function readHead(line: string): Head | undefined {
  const head = withoutChecksum(line) as Partial<Record<string, unknown>> | undefined
  if (head?.['format'] !== format || head['version'] !== version) return undefined
  const { epoch, generation, count } = head
  const numbers = [epoch, generation, count]
  return numbers.every((n) => Number.isSafeInteger(n)) ? (head as unknown as Head) : undefined
}

function withChecksum(json: string): string {
  return `${checksum(json)} ${json}`
}

/** The value of a line, or nothing if a letter of it is wrong. */
function withoutChecksum(line: string): unknown {
  const json = line.slice(9)
  if (line[8] !== ' ' || line.slice(0, 8) !== checksum(json)) return undefined
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** FNV-1a over UTF-16 units: not against malice, against tears. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193)
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
