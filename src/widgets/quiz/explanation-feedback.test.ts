import { describe, expect, test } from 'vitest'
import type { CriterionMark, ExplanationMark } from '../../quizzes/explanation/mark.ts'
import { feedbackOf, outcomeOf } from './explanation-feedback.ts'

const words = { hints: { a: 'hint of a', b: 'hint of b', c: 'hint of c' } }

/** `+a` met with a quote, `=a` met without one, `?a`, `!a`, `-a` not read, `*-a` further. */
function mark(points: string, rest: Partial<ExplanationMark> = {}): ExplanationMark {
  const states = {
    '+': 'met',
    '=': 'met',
    '?': 'unsure',
    '!': 'contradicted',
    '-': 'not_met',
  } as const
  return {
    verdict: 'partial',
    unsure: false,
    nonAnswer: null,
    criteria: points.split(' ').map((point): CriterionMark => {
      const bonus = point.startsWith('*')
      const [sign, id] = [...point.replace('*', '')] as [keyof typeof states, string]
      return {
        id,
        state: states[sign],
        bonus,
        quotes: sign === '+' ? [{ start: 0, end: 1, text: 'x' }] : [],
      }
    }),
    misconceptions: [],
    unbound: false,
    said: [],
    ...rest,
  }
}

function shown(given: ExplanationMark) {
  const { head, points, nextHint } = feedbackOf(given, words)
  return [head, points.map(({ id }) => id).join(''), nextHint ?? '']
}

describe('what is shown of a mark', () => {
  test('all there: no hint, even where something further is missing', () => {
    expect(shown(mark('+a +b *-c', { verdict: 'correct' }))).toEqual(['complete', 'ab', ''])
  })
  test('some there: what was read, and one thing to add', () => {
    expect(shown(mark('+a -b -c'))).toEqual(['some', 'a', 'hint of b'])
  })
  test('absence alone is never called a conflict', () => {
    expect(shown(mark('-a -b', { verdict: 'incorrect' }))).toEqual([
      'nothing-read',
      '',
      'hint of a',
    ])
  })
  test('a conflict goes before doubt', () => {
    expect(shown(mark('+a ?b !c', { unsure: true }))).toEqual(['conflict', 'abc', ''])
  })
  test('a misconception is a conflict, whatever else was read', () => {
    const misconceptions = [{ id: 'm', section: 's' }]
    expect(shown(mark('+a +b', { misconceptions }))[0]).toBe('conflict')
  })
  test('a doubtful reading accuses nobody of a misconception, nor does one the learner overruled', () => {
    const misconceptions = [{ id: 'm', section: 's' }]
    expect(shown(mark('?a +b', { misconceptions, unsure: true }))[0]).toBe('unsure')
    const overruled = feedbackOf(mark('+a +b', { misconceptions, verdict: 'correct' }), words, true)
    expect([overruled.head, overruled.misconceptions]).toEqual(['complete', []])
    const stillThere = feedbackOf(mark('+a !b', { misconceptions }), words, true)
    expect([stillThere.head, stillThere.misconceptions]).toEqual(['conflict', misconceptions])
  })
  test('a contradicted further point does not spoil a complete answer', () => {
    expect(shown(mark('+a *!b', { verdict: 'correct' }))[0]).toBe('complete')
  })
  test('doubt is said', () => {
    expect(shown(mark('?a -b', { unsure: true, verdict: 'incorrect' }))).toEqual([
      'unsure',
      'a',
      'hint of b',
    ])
  })
  test('what is met merely because nothing was said is no achievement before all is right', () => {
    expect(shown(mark('-a =b', { verdict: 'incorrect' }))).toEqual([
      'nothing-read',
      '',
      'hint of a',
    ])
    expect(shown(mark('+a =b', { verdict: 'correct' }))).toEqual(['complete', 'ab', ''])
  })
  test('an answer that is none gets its own word and no points', () => {
    expect(shown(mark('-a =b', { verdict: 'nonanswer', nonAnswer: 'dont-know' }))).toEqual([
      'dont-know',
      '',
      'hint of a',
    ])
  })
})

describe('what goes into the log', () => {
  test.each([
    [{ verdict: 'correct', unsure: false }, 'correct'],
    [{ verdict: 'correct', unsure: true }, 'unsure'],
    [{ verdict: 'partial', unsure: false }, 'partial'],
    [{ verdict: 'nonanswer', unsure: false }, 'nonanswer'],
  ] as const)('%j: %s', (verdict, outcome) => {
    expect(outcomeOf(mark('+a', verdict))).toBe(outcome)
  })
})
