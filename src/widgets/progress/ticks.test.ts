import { describe, expect, test } from 'vitest'
import { placeFrom } from './place.ts'
import { tallyOf, tickOf } from './ticks.ts'

/** Knows the highest proven revision of each id. */
function progress(proven: Record<string, number>) {
  return { isProven: (id: string, revision = 1) => (proven[id] ?? 0) >= revision }
}

describe('a tick', () => {
  test.each([
    [{}, 0, 'open'],
    [{ a: 1 }, 1, 'begun'],
    [{ a: 1, b: 1 }, 1, 'begun'],
    [{ a: 1, b: 2 }, 2, 'done'],
    [{ a: 3, b: 3, c: 1 }, 2, 'done'],
  ])('of a@1 and b@2 when %j is proven: %i, %s', (proven, done, tick) => {
    const tally = tallyOf('a@1 b@2', progress(proven))
    expect(tally).toEqual({ done, all: 2 })
    expect(tickOf(tally)).toBe(tick)
  })

  test('is begun by evidence from elsewhere, which does not complete it', () => {
    expect(tickOf({ done: 0, all: 2 }, 3)).toBe('begun')
    expect(tickOf({ done: 1, all: 2 }, 15)).toBe('begun')
  })

  test('of nothing stays open', () => {
    expect(tickOf(tallyOf('', progress({ a: 1 })))).toBe('open')
  })
})

test.each([
  ['kubernetes-design#worker-node', { chapter: 'kubernetes-design', section: 'worker-node' }],
  [undefined, undefined],
  ['', undefined],
  ['kubernetes-design', undefined],
  ['a"]#b', undefined],
])('the place in %j', (text, place) => {
  expect(placeFrom(text)).toEqual(place)
})
