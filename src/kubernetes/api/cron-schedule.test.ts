import { describe, expect, it } from 'vitest'
import { parseSchedule, zoneOffsetMs } from './cron-schedule.ts'

function nextOf(text: string, after: string, count = 1, zone?: string): readonly string[] {
  const parsed = parseSchedule(text, zoneOffsetMs(zone))
  if ('error' in parsed) return [parsed.error]
  const times: string[] = []
  let at: number | undefined = Date.parse(after)
  while (times.length < count) {
    at = parsed.schedule.next(at)
    if (at === undefined) break
    times.push(`${new Date(at).toISOString().slice(0, 16)}Z`)
  }
  return times
}

describe('a schedule', () => {
  it.each([
    ['* * * * *', '2026-01-01T00:00:30Z', '2026-01-01T00:01Z'],
    ['* * * * *', '2026-01-01T00:01:00Z', '2026-01-01T00:02Z'],
    ['*/15 * * * *', '2026-01-01T00:46:00Z', '2026-01-01T01:00Z'],
    ['30 4 * * 1-5', '2026-01-02T05:00:00Z', '2026-01-05T04:30Z'],
    ['0 0 29 feb *', '2026-01-01T00:00:00Z', '2028-02-29T00:00Z'],
    ['@every 90m', '2026-01-01T00:00:00Z', '2026-01-01T01:30Z'],
    ['@hourly', '2026-01-01T00:00:00Z', '2026-01-01T01:00Z'],
    ['5/20 3 * * *', '2026-01-01T03:06:00Z', '2026-01-01T03:25Z'],
  ])('%s after %s is %s', (text, after, next) => expect(nextOf(text, after)).toEqual([next]))

  it('takes either day where both are restricted', () =>
    expect(nextOf('0 0 13 * fri', '2026-01-01T00:00:00Z', 3)).toEqual([
      '2026-01-02T00:00Z',
      '2026-01-09T00:00Z',
      '2026-01-13T00:00Z',
    ]))

  it('goes by the clock of its zone', () =>
    expect(nextOf('0 9 * * *', '2026-01-01T00:00:00Z', 1, 'Asia/Tokyo')).toEqual([
      '2026-01-02T00:00Z',
    ]))

  it('may never come', () => expect(nextOf('0 0 31 2 *', '2026-01-01T00:00:00Z')).toEqual([]))

  it.each([
    ['', 'empty spec string'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['*/2/3 * * * *', 'too many slashes: */2/3'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['@never', 'unrecognized descriptor: @never'],
    ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
  ])('%s cannot be read: %s', (text, why) =>
    expect(nextOf(text, '2026-01-01T00:00:00Z')).toEqual([why]),
  )
})
