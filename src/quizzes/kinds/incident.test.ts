import { expect, test } from 'vitest'
import type { IncidentQuestion } from '../question.ts'
import { type IncidentVariant, markIncident, nextVariant, readIncidentAnswer } from './incident.ts'

const text = { ja: '文', en: 'text' }
const question: IncidentQuestion = {
  id: 'q',
  revision: 1,
  kind: 'incident',
  section: 's',
  prompt: text,
  variants: ['one', 'two'],
  asks: [
    { id: 'soon', after: '10s', label: text },
    { id: 'late', after: '6m', label: text },
  ],
  lines: [],
  reasons: { soon: text, late: text },
  explain: 'e',
}
const variants: readonly IncidentVariant[] = ['one', 'two'].map((id) => ({
  id,
  manifest: '',
  fault: text,
  replicas: 5,
  answers: { soon: 5, late: 3 },
  steps: [],
}))

test.each([
  [{ soon: 5, late: 3 }, 'correct'],
  [{ soon: 5, late: 5 }, 'partial'],
  [{ soon: 0, late: 0 }, 'incorrect'],
])('%j is %s', (numbers, outcome) => {
  expect(markIncident(question, variants[0]!, { variant: 'one', numbers }).outcome).toBe(outcome)
})

test.each([
  null,
  {},
  { variant: 'gone', numbers: { soon: 1, late: 1 } },
  { variant: 'one', numbers: { soon: 1 } },
])('a stored answer of another form is none: %j', (stored) => {
  expect(readIncidentAnswer(question, variants, stored)).toBeUndefined()
})

test('each try has another variant', () => {
  expect(nextVariant(variants, undefined)).toBe('one')
  expect(nextVariant(variants, 'one')).toBe('two')
  expect(nextVariant(variants, 'two')).toBe('one')
})
