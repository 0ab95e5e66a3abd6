/**
 * What is due today, one question at a time. The questions themselves stand in the page, hidden;
 * this shows the one whose turn it is. The first answer of the day passes or fails it.
 */
import './review.css'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import { dueKey, isMissed } from '../../progress/due.ts'
import { openProgress, type Progress } from '../../progress/progress.ts'
import { reviewCards } from '../../progress/review.ts'
import { reviewTexts } from './texts.ts'
import { type Word, WordCards } from './WordCards.tsx'

interface Props {
  readonly language: Language
  readonly words: readonly Word[]
}

/** One sitting is not endless. */
const mostAtOnce = 20

interface Sitting {
  readonly queue: readonly string[]
  /** The day of the next card that is not due yet. */
  readonly next: number | undefined
  readonly hasCards: boolean
  readonly opened: number
}

export function Review({ language, words }: Props) {
  const texts = reviewTexts[language]
  const [sitting, setSitting] = useState<Sitting>()
  const [turn, setTurn] = useState(0)
  const [results, setResults] = useState<Readonly<Record<string, boolean>>>({})
  const head = useRef<HTMLParagraphElement>(null)
  const current = sitting?.queue[turn]

  useEffect(() => {
    const progress = openProgress()
    let stop = () => {}
    const open = () => {
      const now = sittingOf(progress)
      setSitting(now)
      const look = () => setResults(resultsOf(progress, now))
      look()
      stop = progress.onChange(look)
    }
    // This may be alive before the questions below it have arrived.
    const isWhole = document.readyState !== 'loading'
    if (isWhole) open()
    else document.addEventListener('DOMContentLoaded', open, { once: true })
    return () => {
      document.removeEventListener('DOMContentLoaded', open)
      stop()
    }
  }, [])
  useEffect(() => {
    for (const card of cardsInPage()) card.hidden = card.dataset['card'] !== current
  }, [current])

  const goOn = () => {
    setTurn(turn + 1)
    head.current?.focus()
  }
  if (!sitting) return <p class="review-head" />
  const { queue, next, hasCards } = sitting
  const reviewed = queue.filter((id) => results[id] !== undefined)
  const result = current === undefined ? undefined : results[current]

  return (
    <div class="review">
      <p class="review-head" ref={head} tabIndex={-1} role="status">
        {current !== undefined && texts.progress(turn + 1, queue.length)}
        {current === undefined &&
          queue.length > 0 &&
          reviewed.length > 0 &&
          texts.done(reviewed.filter((id) => results[id]).length, reviewed.length)}
        {current === undefined && reviewed.length === 0 && (hasCards ? texts.none : texts.noneYet)}{' '}
        {current === undefined && next !== undefined && texts.next(dateOf(next, language))}
      </p>
      {current !== undefined && (
        <>
          <p role="status" class="review-result" data-passed={result}>
            {result !== undefined && (result ? texts.passed : texts.failed)}
          </p>
          <p class="quiz-actions">
            <button type="button" class="button" onClick={goOn}>
              {result === undefined
                ? texts.later
                : turn + 1 < queue.length
                  ? texts.goOn
                  : texts.finish}
            </button>
          </p>
        </>
      )}
      {current === undefined && <WordCards language={language} words={words} />}
    </div>
  )
}

function cardsInPage(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-card]')]
}

function sittingOf(progress: Progress): Sitting {
  const opened = Date.now()
  const inPage = new Set(cardsInPage().map((card) => card.dataset['card']))
  const cards = reviewCards(progress.answers(), opened).filter(({ id }) => inPage.has(id))
  const due = cards.filter(({ isDue }) => isDue).map(({ id }) => id)
  return {
    queue: due.slice(0, mostAtOnce),
    next: cards.find(({ isDue }) => !isDue)?.due,
    hasCards: cards.length > 0,
    opened,
  }
}

/** Of each question of this sitting whether its first answer passed; writes down its next day. */
function resultsOf(progress: Progress, { queue, opened }: Sitting): Record<string, boolean> {
  const answers = progress.answers().filter(({ at }) => at >= opened)
  const cards = reviewCards(progress.answers(), Date.now())
  const results: Record<string, boolean> = {}
  for (const id of queue) {
    const first = answers.find(({ question, outcome }) => {
      return question === id && outcome !== 'unsure' && outcome !== 'nonanswer'
    })
    if (!first) continue
    results[id] = !isMissed(first.outcome)
    const due = cards.find((card) => card.id === id)?.due
    if (due !== undefined) progress.saveSetting(dueKey(id), String(due))
  }
  return results
}

function dateOf(at: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric' }).format(at)
}
