/**
 * Schedules as cron writes them: `30 4 * * 1-5`, `@daily`, `@every 90m`. What cannot be read is
 * refused in the words of the library that upstream uses.
 *
 * *Upstream:* github.com/robfig/cron/v3 (parser.go, spec.go, constantdelay.go)
 * *Leaves out:* `TZ=` before a schedule, which Kubernetes refuses anyway.
 */

export interface CronSchedule {
  /** The first moment after this one, in milliseconds of Unix time; nothing within five years. */
  next(afterUnixMs: number): number | undefined
}

export type ParsedSchedule = { readonly schedule: CronSchedule } | { readonly error: string }

interface Bounds {
  readonly min: number
  readonly max: number
  readonly names?: readonly string[]
}

/** The values of a field, and whether it said `*`. */
interface Field {
  readonly values: ReadonlySet<number>
  readonly isStar: boolean
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const weekdays = 'sun mon tue wed thu fri sat'.split(' ')
const bounds: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: weekdays },
]
const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
const yearsToSearch = 5

class Unreadable extends Error {}

/** @param offsetMs of the clock the schedule goes by, east of Greenwich. */
export function parseSchedule(text: string, offsetMs = 0): ParsedSchedule {
  try {
    if (text === '') throw new Unreadable('empty spec string')
    if (text.startsWith('@every ')) return { schedule: everySoOften(text) }
    const spec = text.startsWith('@') ? descriptors[text] : text
    if (spec === undefined) throw new Unreadable(`unrecognized descriptor: ${text}`)
    const words = spec.split(/\s+/).filter(Boolean)
    if (words.length !== bounds.length) {
      const found = `found ${words.length}: [${words.join(' ')}]`
      throw new Unreadable(`expected exactly ${bounds.length} fields, ${found}`)
    }
    const fields = words.map((word, index) => readField(word, bounds[index] as Bounds))
    return { schedule: { next: (after) => nextMatch(fields, after, offsetMs) } }
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message }
    throw error
  }
}

function readField(text: string, limits: Bounds): Field {
  const values = new Set<number>()
  let isStar = false
  for (const part of text.split(',').filter(Boolean)) {
    const { from, to, step, star } = readRange(part, limits)
    for (let value = from; value <= to; value += step) values.add(value)
    isStar ||= star
  }
  return { values, isStar }
}

function readRange(text: string, { min, max, names }: Bounds) {
  const [range = '', ...steps] = text.split('/')
  const [low = '', ...highs] = range.split('-')
  let star = low === '*' || low === '?'
  let from = min
  let to = max
  if (!star) {
    if (highs.length > 1) throw new Unreadable(`too many hyphens: ${text}`)
    from = readNumber(low, names, min)
    to = highs[0] === undefined ? from : readNumber(highs[0], names, min)
  }
  let step = 1
  if (steps.length > 1) throw new Unreadable(`too many slashes: ${text}`)
  if (steps[0] !== undefined) {
    step = readNumber(steps[0])
    if (highs.length === 0) to = max
    if (step > 1) star = false
  }
  if (from < min)
    throw new Unreadable(`beginning of range (${from}) below minimum (${min}): ${text}`)
  if (to > max) throw new Unreadable(`end of range (${to}) above maximum (${max}): ${text}`)
  if (from > to)
    throw new Unreadable(`beginning of range (${from}) beyond end of range (${to}): ${text}`)
  if (step === 0) throw new Unreadable(`step of range should be a positive number: ${text}`)
  return { from, to, step, star }
}

function readNumber(text: string, names?: readonly string[], first = 0): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1
  if (named >= 0) return named + first
  if (!/^[+-]?\d+$/.test(text)) {
    const why = `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`
    throw new Unreadable(`failed to parse int from ${text}: ${why}`)
  }
  const number = Number(text)
  if (number < 0) throw new Unreadable(`negative number (${number}) not allowed: ${text}`)
  return number
}

/** Day by day, then hour by hour and minute by minute: never more than a few thousand looks. */
function nextMatch(
  [minutes, hours, days, monthsOfYear, daysOfWeek]: readonly Field[],
  afterUnixMs: number,
  offsetMs: number,
): number | undefined {
  if (!(minutes && hours && days && monthsOfYear && daysOfWeek)) return undefined
  const start = Math.floor((afterUnixMs + offsetMs) / minute) * minute + minute
  const lastYear = new Date(start).getUTCFullYear() + yearsToSearch
  for (let today = Math.floor(start / day) * day; ; today += day) {
    const date = new Date(today)
    if (date.getUTCFullYear() > lastYear) return undefined
    if (!monthsOfYear.values.has(date.getUTCMonth() + 1)) continue
    const isDay = days.values.has(date.getUTCDate())
    const isWeekday = daysOfWeek.values.has(date.getUTCDay())
    // Both restricted: either will do.
    const either = !days.isStar && !daysOfWeek.isStar
    if (!(either ? isDay || isWeekday : isDay && isWeekday)) continue
    for (let at = Math.max(today, start); at < today + day; at += minute) {
      const minuteOfDay = Math.floor((at - today) / minute)
      if (!hours.values.has(Math.floor(minuteOfDay / 60))) at += (59 - (minuteOfDay % 60)) * minute
      else if (minutes.values.has(minuteOfDay % 60)) return at - offsetMs
    }
  }
}

const units: Readonly<Record<string, number>> = { h: 60 * minute, m: minute, s: second, ms: 1 }

function everySoOften(text: string): CronSchedule {
  const duration = text.slice('@every '.length)
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== duration) {
    const why = `time: invalid duration ${JSON.stringify(duration)}`
    throw new Unreadable(`failed to parse duration ${text}: ${why}`)
  }
  const sum = parts.reduce((ms, [, count, unit = '']) => ms + Number(count) * (units[unit] ?? 0), 0)
  const delay = Math.max(second, Math.floor(sum / second) * second)
  return { next: (after) => Math.floor((after + delay) / second) * second }
}

/** Zones without summer time: their clocks need no tables. */
const zones: Readonly<Record<string, number>> = {
  UTC: 0,
  'Etc/UTC': 0,
  GMT: 0,
  'Etc/GMT': 0,
  'Asia/Tokyo': 9,
  Japan: 9,
  'Asia/Seoul': 9,
  'Asia/Shanghai': 8,
  'Asia/Taipei': 8,
  'Asia/Hong_Kong': 8,
  'Asia/Singapore': 8,
  'Asia/Manila': 8,
  'Asia/Bangkok': 7,
  'Asia/Ho_Chi_Minh': 7,
  'Asia/Jakarta': 7,
  'Asia/Dhaka': 6,
  'Asia/Kolkata': 5.5,
  'Asia/Dubai': 4,
  'America/Sao_Paulo': -3,
  'America/Bogota': -5,
  'Pacific/Honolulu': -10,
}

export const knownZones: readonly string[] = Object.keys(zones)

/** How far east of Greenwich; nothing for a zone that is not known here. */
export function zoneOffsetMs(zone: string | undefined): number | undefined {
  const hours = zone === undefined ? 0 : zones[zone]
  return hours === undefined ? undefined : hours * 60 * minute
}
