/**
 * Choosing one option or several. Every option has its reason, and all of them are told: those
 * that were chosen first, so that the learner meets his own thought before the others.
 */
import type { Choice, MultipleChoiceQuestion } from '../question.ts'
import type { Outcome } from './outcome.ts'

export interface ChoiceAnswer {
  readonly chosen: readonly string[]
}

export interface MarkedChoice {
  readonly choice: Choice
  readonly chosen: boolean
}

export interface ChoiceMark {
  readonly outcome: Outcome
  /** The chosen first; otherwise in the order of the question. */
  readonly choices: readonly MarkedChoice[]
}

/** Several may be right: then the page offers boxes instead of a single choice. */
export function hasSeveralRight({ choices }: MultipleChoiceQuestion): boolean {
  return choices.filter(({ correct }) => correct).length > 1
}

export function markChoice(question: MultipleChoiceQuestion, answer: ChoiceAnswer): ChoiceMark {
  const chosen = new Set(answer.chosen)
  const marked = question.choices.map((choice) => ({ choice, chosen: chosen.has(choice.id) }))
  const found = marked.filter(({ choice, chosen }) => choice.correct && chosen).length
  const missed = marked.some(({ choice, chosen }) => choice.correct && !chosen)
  const wrong = marked.some(({ choice, chosen }) => !choice.correct && chosen)
  return {
    outcome: found === 0 ? 'incorrect' : missed || wrong ? 'partial' : 'correct',
    choices: [...marked.filter(({ chosen }) => chosen), ...marked.filter(({ chosen }) => !chosen)],
  }
}

/** An answer that was stored, perhaps to other options: nothing if it names one that is gone. */
export function readChoiceAnswer(
  question: MultipleChoiceQuestion,
  stored: unknown,
): ChoiceAnswer | undefined {
  const { chosen } = (stored ?? {}) as { chosen?: unknown }
  if (!Array.isArray(chosen) || chosen.length === 0) return undefined
  const known = chosen.every((id) => question.choices.some((choice) => choice.id === id))
  return known ? { chosen } : undefined
}
