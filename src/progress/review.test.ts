import { describe, expect, test } from 'vitest'
import { dayOf, dueCount, dueKey } from './due.ts'
import type { AnswerEvent, Outcome } from './events.ts'
import { reviewCards } from './review.ts'

const start = new Date(2026, 2, 1, 15).getTime()
const day = 86_400_000

/** `q:0 incorrect` is an answer to q on day 0. */
function answers(...lines: string[]): AnswerEvent[] {
  return lines.map((line, n) => {
    const [, question = '', on = '', outcome] = /^(\S+):(\d+) (\w+)$/.exec(line) ?? []
    const at = start + Number(on) * day + n
    return {
      id: String(n),
      at,
      type: 'answer',
      question,
      revision: 1,
      answer: null,
      outcome: outcome as Outcome,
    }
  })
}

/** Ids with the day on which each is due. */
function due(given: readonly AnswerEvent[]): Record<string, number> {
  const cards = reviewCards(given, start)
  return Object.fromEntries(cards.map((card) => [card.id, dayOf(card.due) - dayOf(start)]))
}

describe('what enters review', () => {
  test('is what was missed, and no other question', () => {
    const given = answers('a:0 incorrect', 'b:0 partial', 'c:0 correct', 'd:0 unsure')
    expect(due(given)).toEqual({ a: 1, b: 1 })
  })

  test('is every word that was looked at', () => {
    expect(Object.keys(due(answers('term/pod:0 correct', 'term/node:0 incorrect')))).toHaveLength(2)
  })
})

describe('when it is due', () => {
  test('a try again on the same day changes nothing', () => {
    expect(due(answers('a:0 incorrect', 'a:0 correct', 'a:0 correct'))).toEqual({ a: 1 })
  })

  test('a pass on its day puts it off, each time further', () => {
    const once = due(answers('a:0 incorrect', 'a:1 correct'))['a']!
    expect(once).toBeGreaterThan(2)
    const twice = due(answers('a:0 incorrect', 'a:1 correct', `a:${once} correct`))['a']!
    expect(twice - once).toBeGreaterThan(once - 1)
  })

  test('a fail brings it back the next day', () => {
    expect(due(answers('a:0 incorrect', 'a:1 incorrect'))).toEqual({ a: 2 })
  })

  test('the longest overdue comes first', () => {
    const given = answers('late:0 incorrect', 'later:3 incorrect')
    expect(reviewCards(given, start + 5 * day).map(({ id }) => id)).toEqual(['late', 'later'])
    expect(reviewCards(given, start).map(({ isDue }) => isDue)).toEqual([false, false])
  })

  test('two logs merged in any order give the same', () => {
    const given = answers('a:0 incorrect', 'b:1 partial', 'a:1 correct')
    const sorted = [...given].reverse().sort((one, other) => one.at - other.at)
    expect(due(sorted)).toEqual(due(given))
  })
})

describe('how much is due, without the scheduler', () => {
  const progress = (given: readonly AnswerEvent[], settings: Record<string, string> = {}) => ({
    answers: () => given,
    setting: (key: string) => settings[key],
  })
  const known = new Set(['a', 'b'])

  test('agrees with it about what was missed and not yet reviewed', () => {
    const given = answers('a:0 incorrect', 'b:0 correct', 'gone:0 incorrect')
    for (const later of [0, 1, 2]) {
      const now = start + later * day
      const cards = reviewCards(given, now).filter(({ id, isDue }) => isDue && known.has(id))
      expect(dueCount(progress(given), known, now)).toBe(cards.length)
    }
  })

  test('believes the day that the review page has written down', () => {
    const given = answers('a:0 incorrect', 'a:1 correct')
    const settings = { [dueKey('a')]: String(start + 4 * day) }
    expect(dueCount(progress(given, settings), known, start + 3 * day)).toBe(0)
    expect(dueCount(progress(given, settings), known, start + 4 * day)).toBe(1)
  })
})
