/**
 * How much waits in review, without the scheduler: whatever was missed waits from the next day on,
 * until the review page, which knows better, has written down another day.
 */
import type { AnswerEvent, Outcome } from './events.ts'
import type { Progress } from './progress.ts'

const dayMs = 86_400_000

/** Words of the glossary are answered under names of their own. */
const wordPrefix = 'term/'

export function wordId(term: string): string {
  return `${wordPrefix}${term}`
}

export function isWord(id: string): boolean {
  return id.startsWith(wordPrefix)
}

export function isMissed(outcome: Outcome): boolean {
  return outcome === 'incorrect' || outcome === 'partial'
}

/** The day of the reader's calendar, as a number that grows by one each day. */
export function dayOf(at: number): number {
  const date = new Date(at)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / dayMs)
}

/** The setting under which the review page keeps when a card is due. */
export function dueKey(id: string): string {
  return `due/${id}`
}

type Kept = Pick<Progress, 'answers' | 'setting'>

/** How many of the questions that the book still has are due. */
export function dueCount(progress: Kept, known: ReadonlySet<string>, now: number): number {
  const entered = new Map<string, AnswerEvent>()
  for (const answer of progress.answers()) {
    const { question, outcome } = answer
    if (known.has(question) && !entered.has(question) && (isMissed(outcome) || isWord(question)))
      entered.set(question, answer)
  }
  return [...entered].filter(([id, { at }]) => {
    const kept = Number(progress.setting(dueKey(id)))
    return dayOf(kept > 0 ? kept : at + dayMs) <= dayOf(now)
  }).length
}
