/**
 * What a learner is shown of the mark of a written answer. What is missing is never called wrong:
 * only a conflict is, and it says what. While the model answer is closed, points that were not
 * found stay unnamed, and the hint of one of them is given.
 */
import type { Outcome } from '../../progress/events.ts'
import type { NonAnswerKind } from '../../quizzes/explanation/gate.ts'
import type {
  CriterionMark,
  ExplanationMark,
  MisconceptionMark,
} from '../../quizzes/explanation/mark.ts'
import type { RubricWords } from '../../quizzes/explanation/rubric.ts'

export type Head = 'complete' | 'some' | 'conflict' | 'unsure' | 'nothing-read' | NonAnswerKind

export interface ExplanationFeedback {
  readonly head: Head
  /** The points that were read, were doubtful, or stand against each other. */
  readonly points: readonly CriterionMark[]
  /** What does not agree, and what is true instead. */
  readonly misconceptions: readonly MisconceptionMark[]
  /** "One more: …" */
  readonly nextHint: string | undefined
}

/** `overruled`: the learner has judged single points, and knows better than a doubtful reading. */
export function feedbackOf(
  mark: ExplanationMark,
  { hints }: Pick<RubricWords, 'hints'>,
  overruled = false,
): ExplanationFeedback {
  const required = mark.criteria.filter(({ bonus }) => !bonus)
  const points = mark.criteria.filter((criterion) => isShown(criterion, mark))
  const missing = required.find(({ id, state }) => state === 'not_met' && hints[id])
  const isDone = mark.verdict === 'correct' && !mark.unsure
  const nextHint = isDone || !missing ? undefined : hints[missing.id]
  const contradicts = required.some(({ state }) => state === 'contradicted')
  // Where the checker doubts its own reading, it accuses nobody of a misconception.
  const isCertain = contradicts || !(mark.unsure || overruled)
  const misconceptions = isCertain ? mark.misconceptions : []
  const conflicts = contradicts || misconceptions.length > 0
  const head = conflicts && !mark.nonAnswer ? 'conflict' : headOf(mark, points)
  return { head, points, misconceptions, nextHint }
}

function headOf(mark: ExplanationMark, points: readonly CriterionMark[]): Head {
  if (mark.nonAnswer) return mark.nonAnswer
  if (mark.unsure) return 'unsure'
  if (mark.verdict === 'correct') return 'complete'
  return points.some(({ state }) => state === 'met') ? 'some' : 'nothing-read'
}

/** A point that is met merely because nothing was said of it is no achievement yet. */
function isShown({ state, quotes }: CriterionMark, mark: ExplanationMark): boolean {
  if (mark.nonAnswer || state === 'not_met') return false
  return state !== 'met' || quotes.length > 0 || mark.verdict === 'correct'
}

/** How the attempt goes into the log. */
export function outcomeOf({ verdict, unsure }: ExplanationMark): Outcome {
  return unsure && verdict !== 'nonanswer' ? 'unsure' : verdict
}
