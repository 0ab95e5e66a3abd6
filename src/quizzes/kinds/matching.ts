/**
 * Giving each thing what belongs to it. Each is marked for itself, so that only what was wrong has
 * to be tried again; the reason told is that of the option which was chosen.
 */
import type { MatchingItem, MatchingOption, MatchingQuestion } from '../question.ts'
import { type Outcome, outcomeOf } from './outcome.ts'

export interface MatchingAnswer {
  /** Item → option, by their ids. */
  readonly picks: Readonly<Record<string, string>>
}

export interface MarkedMatch {
  readonly item: MatchingItem
  readonly picked: MatchingOption | undefined
  readonly right: boolean
}

export interface MatchingMark {
  readonly outcome: Outcome
  readonly matches: readonly MarkedMatch[]
}

export function markMatching(question: MatchingQuestion, answer: MatchingAnswer): MatchingMark {
  const matches = question.items.map((item) => {
    const pick = answer.picks[item.id]
    return {
      item,
      picked: question.options.find(({ id }) => id === pick),
      right: pick === item.option,
    }
  })
  const right = matches.filter((match) => match.right).length
  return { outcome: outcomeOf(right, matches.length), matches }
}

/** An answer that was stored; what names an item or option that is gone is left out. */
export function readMatchingAnswer(
  { items, options }: MatchingQuestion,
  stored: unknown,
): MatchingAnswer | undefined {
  const { picks } = (stored ?? {}) as { picks?: unknown }
  if (typeof picks !== 'object' || picks === null) return undefined
  const known = Object.entries(picks).filter(
    ([item, option]) =>
      items.some(({ id }) => id === item) && options.some(({ id }) => id === option),
  )
  return known.length > 0
    ? { picks: Object.fromEntries(known) as Record<string, string> }
    : undefined
}
