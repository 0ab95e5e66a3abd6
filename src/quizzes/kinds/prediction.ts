/** Predicting a number for several moments, before the run; afterwards both stand side by side. */
import type { Bilingual } from '../../language.ts'
import type { PredictionAsk, PredictionQuestion } from '../question.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

/** The chosen number of each ask, by its id. */
export type PredictionAnswer = Readonly<Record<string, number>>

export interface MarkedAsk {
  readonly ask: PredictionAsk
  readonly predicted: number
  readonly right: boolean
  /** Why the predicted number is what happens, or is not. */
  readonly reason: Bilingual
}

export interface PredictionMark {
  readonly outcome: Outcome
  readonly asks: readonly MarkedAsk[]
}

/** Nothing until every ask has its number: a prediction is marked as a whole. */
export function markPrediction(
  question: PredictionQuestion,
  answer: PredictionAnswer,
): PredictionMark | undefined {
  const asks: MarkedAsk[] = []
  for (const ask of question.asks) {
    const predicted = answer[ask.id]
    const reason = ask.reasons[String(predicted)]
    if (predicted === undefined || !reason) return undefined
    asks.push({ ask, predicted, right: predicted === ask.answer, reason })
  }
  return { outcome: outcomeOf(asks.filter(({ right }) => right).length, asks.length), asks }
}

/** The numbers of a stored answer that are still on offer. */
export function readPredictionAnswer(
  question: PredictionQuestion,
  stored: unknown,
): PredictionAnswer {
  const given = (typeof stored === 'object' && stored !== null ? stored : {}) as PredictionAnswer
  return Object.fromEntries(
    question.asks
      .filter(({ id, options }) => Object.hasOwn(given, id) && options.includes(given[id]!))
      .map(({ id }) => [id, given[id]!]),
  )
}
