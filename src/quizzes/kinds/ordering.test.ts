import { describe, expect, test } from 'vitest'
import type { OrderingQuestion } from '../question.ts'
import { markOrdering, moved, nearestOrder, readOrderingAnswer } from './ordering.ts'

const text = { ja: '文', en: 'text' }
const key = [...'abcdef']
const question: OrderingQuestion = {
  id: 'q',
  revision: 1,
  kind: 'ordering',
  section: 's',
  incident: 'node-failure',
  prompt: text,
  items: [...'cafdbe'].map((id) => ({ id, text, because: text, moment: id })),
  summary: text,
}

function mark(order: string) {
  const { outcome, inOrder, firstWrong } = markOrdering(question, key, { order: [...order] })
  return [outcome, [...inOrder].join(''), firstWrong?.id ?? '']
}

describe('markOrdering', () => {
  test.each([
    ['abcdef', 'correct', 'abcdef', ''],
    // One item taken too late is the one to move, not all that follow it.
    ['bcdefa', 'partial', 'bcdef', 'a'],
    ['fabcde', 'partial', 'abcde', 'f'],
    // Of two that stand the wrong way round, the one that came too early is named.
    ['bacdef', 'partial', 'acdef', 'b'],
    ['abcdfe', 'partial', 'abcde', 'f'],
    ['badcfe', 'incorrect', 'ace', 'b'],
    ['fedcba', 'incorrect', 'a', 'f'],
    ['defabc', 'incorrect', 'abc', 'd'],
  ])('%s: %s, in order %s, first wrong %s', (order, ...expected) => {
    expect(mark(order)).toEqual(expected)
  })

  test('for every order keeps a longest stretch, and names an item outside of it', () => {
    const orders = permutations(key)
    expect(orders).toHaveLength(720)
    for (const order of orders) {
      const { outcome, inOrder, firstWrong } = markOrdering(question, key, { order })
      const kept = order.filter((id) => inOrder.has(id))
      expect(kept).toEqual(kept.toSorted())
      expect(kept.length).toBe(longest(order))
      expect(outcome === 'correct').toBe(order.join('') === 'abcdef')
      if (firstWrong) expect(inOrder.has(firstWrong.id)).toBe(false)
    }
  })
})

describe('nearestOrder', () => {
  const items = [
    { id: 'a', after: [] },
    { id: 'b', after: ['a'] },
    { id: 'c', after: ['a'] },
    { id: 'd', after: ['b', 'c'] },
  ].map((item) => ({ ...item, text, because: text }))

  test.each([
    ['abcd', 'abcd'],
    ['acbd', 'acbd'],
    ['bacd', 'abcd'],
    ['dcba', 'acbd'],
  ])('%s: %s', (order, key) => {
    expect(nearestOrder({ items }, [...order]).join('')).toBe(key)
  })

  test('items that wait for each other have no order', () => {
    const circle = [
      { id: 'a', text, because: text, after: ['b'] },
      { id: 'b', text, because: text, after: ['a'] },
    ]
    expect(() => nearestOrder({ items: circle }, ['a', 'b'])).toThrow(RangeError)
  })
})

describe('moved', () => {
  test.each([
    [0, 2, 'bca'],
    [2, 0, 'cab'],
    [1, 1, 'abc'],
    [0, 9, 'bca'],
    [2, -4, 'cab'],
    [7, 0, 'abc'],
  ])('from %i to %i: %s', (from, to, expected) => {
    expect(moved([...'abc'], from, to).join('')).toBe(expected)
  })
})

test.each([null, {}, { order: [...'abc'] }, { order: [...'aabcde'] }, { order: [...'abcdeg'] }])(
  'a stored order that has other items is none: %j',
  (stored) => {
    expect(readOrderingAnswer(question, stored)).toBeUndefined()
  },
)

test('a stored order is read back', () => {
  expect(readOrderingAnswer(question, { order: key })).toEqual({ order: key })
})

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}

/** The length of the longest ascending selection, by trying all of them. */
function longest(order: readonly string[]): number {
  let best = 0
  for (let choice = 0; choice < 1 << order.length; choice++) {
    const chosen = order.filter((_, index) => choice & (1 << index))
    if (chosen.every((id, index) => index === 0 || chosen[index - 1]! < id)) {
      best = Math.max(best, chosen.length)
    }
  }
  return best
}
