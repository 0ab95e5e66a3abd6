import { expect, test } from 'vitest'
import type { MatchingQuestion } from '../question.ts'
import { markMatching, readMatchingAnswer } from './matching.ts'

const text = { ja: '文', en: 'text' }
const question: MatchingQuestion = {
  id: 'q',
  revision: 1,
  kind: 'matching',
  section: 's',
  prompt: text,
  items: [
    { id: 'count', text, option: 'controller' },
    { id: 'place', text, option: 'scheduler' },
  ],
  options: ['controller', 'scheduler', 'kubelet'].map((id) => ({ id, text, reason: text })),
}

test.each([
  [{ count: 'controller', place: 'scheduler' }, 'correct'],
  [{ count: 'controller', place: 'kubelet' }, 'partial'],
  [{ count: 'controller' }, 'partial'],
  [{ count: 'scheduler', place: 'controller' }, 'incorrect'],
])('%j is %s', (picks, outcome) => {
  expect(markMatching(question, { picks }).outcome).toBe(outcome)
})

test('tells of each match what was picked', () => {
  const { matches } = markMatching(question, { picks: { place: 'kubelet' } })
  expect(matches.map(({ picked, right }) => [picked?.id, right])).toEqual([
    [undefined, false],
    ['kubelet', false],
  ])
})

test.each([
  null,
  'x',
  {},
  { picks: null },
  { picks: { gone: 'kubelet' } },
  { picks: { count: 1 } },
])('a stored answer of another form is none: %j', (stored) => {
  expect(readMatchingAnswer(question, stored)).toBeUndefined()
})

test('what is left of a stored answer is read back', () => {
  const stored = { picks: { count: 'controller', place: 'gone' } }
  expect(readMatchingAnswer(question, stored)).toEqual({ picks: { count: 'controller' } })
})
