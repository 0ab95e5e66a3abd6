/** The tables beside the project, if they lie there: what failed, and why, area by area. */
import { describe, expect, it } from 'vitest'
import { failureOf, goDuration } from './cases/area.ts'
import { areas } from './cases/areas.ts'
import { besideTheProject, tablesIn } from './cases/tables.ts'

const tables = tablesIn(besideTheProject)
if (!tables) process.stdout.write('No upstream tables beside the project: none were run.\n')

describe('the comparison', () => {
  const row = { id: 'x-1', name: 'one', input: { text: 'a' }, expected: { b: [1], a: 'a' } }

  it('counts what JSON can say, in any order of keys', () => {
    expect(failureOf(() => ({ a: 'a', b: [1], c: undefined }), row)).toBeUndefined()
    expect(failureOf(() => ({ a: 'a', b: [2] }), row)?.problem).toBe(
      'expected {"b":[1],"a":"a"}, got {"a":"a","b":[2]}',
    )
    expect(failureOf(() => undefined, { ...row, expected: null })).toBeUndefined()
  })

  it('takes a throw for a wrong answer, with its words', () => {
    const throwing = () => {
      throw new RangeError('there is no such thing')
    }
    expect(failureOf(throwing, row)).toEqual({
      id: 'x-1',
      name: 'one',
      problem: 'there is no such thing',
    })
  })

  it('writes durations as Go does', () => {
    expect([0, 300, 30_000, 80_000, 3_600_000].map(goDuration)).toEqual([
      '0s',
      '300ms',
      '30s',
      '1m20s',
      '1h0m0s',
    ])
  })
})

describe('upstream tables', () => {
  it('are read, or none lie beside the project', () => expect(tables).not.toEqual([]))
  for (const { area, rows } of tables ?? []) {
    const runner = areas[area]
    if (!runner) continue
    it(area, { timeout: 60_000 }, () => {
      expect(rows.flatMap((row) => failureOf(runner, row) ?? [])).toEqual([])
    })
  }
})
