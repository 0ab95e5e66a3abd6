/**
 * What comes back, and when: a fold over the answers, with FSRS and its defaults. A question enters
 * by being missed, a word by being looked at. From then on each answer on the day it is due, or
 * later, passes or fails; answers before that day are practice and change nothing.
 *
 * Only the review page loads this file; `due.ts` tells other pages how much is waiting.
 *
 * *Leaves out:* grades between pass and fail, and steps of minutes: a book is read on other days.
 */
import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import { dayOf, isMissed, isWord } from './due.ts'
import type { AnswerEvent } from './events.ts'

export interface ReviewCard {
  /** Of the question, or of the word. */
  readonly id: string
  /** When it is due: any time on that day. */
  readonly due: number
  readonly isDue: boolean
}

type Given = Pick<AnswerEvent, 'question' | 'outcome' | 'at'>

const scheduler = fsrs({ enable_short_term: false })

/** Cards by their due day, the longest overdue first; `answers` are oldest first. */
export function reviewCards(answers: readonly Given[], now: number): readonly ReviewCard[] {
  const cards = new Map<string, Card>()
  for (const { question, outcome, at } of answers) {
    if (outcome === 'unsure' || outcome === 'nonanswer') continue
    const known = cards.get(question)
    if (known && dayOf(at) < dayOf(known.due.getTime())) continue
    if (!known && !isMissed(outcome) && !isWord(question)) continue
    const rating = isMissed(outcome) ? Rating.Again : Rating.Good
    const when = new Date(at)
    cards.set(question, scheduler.next(known ?? createEmptyCard(when), when, rating).card)
  }
  return [...cards]
    .map(([id, card]) => ({ id, due: card.due.getTime() }))
    .map((card) => ({ ...card, isDue: dayOf(card.due) <= dayOf(now) }))
    .sort((a, b) => a.due - b.due)
}
