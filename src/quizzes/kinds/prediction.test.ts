import { describe, expect, test } from 'vitest'
import type { PredictionQuestion } from '../question.ts'
import { markPrediction, readPredictionAnswer } from './prediction.ts'

const text = { ja: '文', en: 'text' }
const reasons = Object.fromEntries([0, 3, 5].map((n) => [n, { ja: `${n}の理由`, en: `why ${n}` }]))
const question: PredictionQuestion = {
  id: 'q',
  revision: 1,
  kind: 'prediction',
  section: 's',
  incident: 'node-failure',
  measure: 'ready-replicas',
  prompt: text,
  asks: [
    { id: 'soon', after: '10s', label: text, options: [0, 3, 5], answer: 5, reasons },
    { id: 'later', after: '60s', label: text, options: [0, 3, 5], answer: 3, reasons },
  ],
  summary: text,
}

describe('markPrediction', () => {
  test.each([
    [{ soon: 5, later: 3 }, 'correct'],
    [{ soon: 5, later: 5 }, 'partial'],
    [{ soon: 0, later: 0 }, 'incorrect'],
  ])('%j: %s', (answer, outcome) => {
    expect(markPrediction(question, answer)?.outcome).toBe(outcome)
  })

  test('gives the reason of the number that was predicted, zero included', () => {
    const mark = markPrediction(question, { soon: 0, later: 3 })
    expect(mark?.asks.map(({ predicted, right, reason }) => [predicted, right, reason.en])).toEqual(
      [
        [0, false, 'why 0'],
        [3, true, 'why 3'],
      ],
    )
  })

  test('waits until every moment has its number', () => {
    expect(markPrediction(question, { soon: 5 })).toBeUndefined()
    expect(markPrediction(question, { soon: 5, later: 4 })).toBeUndefined()
  })
})

describe('readPredictionAnswer', () => {
  test.each([
    [
      { soon: 5, later: 3 },
      { soon: 5, later: 3 },
    ],
    [{ soon: 0 }, { soon: 0 }],
    [{ soon: 4, later: '3', more: 1 }, {}],
    [null, {}],
    ['5', {}],
    [[], {}],
  ])('%j: %j', (stored, expected) => {
    expect(readPredictionAnswer(question, stored)).toEqual(expected)
  })
})
