/** How an answer came out; every kind of question says it in these words. */
export type Outcome = 'correct' | 'partial' | 'incorrect'

/** All of it right, some of it, or nothing. */
export function outcomeOf(right: number, all: number): Outcome {
  if (right === all) return 'correct'
  return right > 0 ? 'partial' : 'incorrect'
}
