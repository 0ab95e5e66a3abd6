/** What happened, in words and in order: the numbered frames, and the timeline for every reader. */
import { useEffect, useRef } from 'preact/hooks'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from '../cluster-view/narration.ts'
import { durationText } from './clock-text.ts'
import { momentsSince, originOf } from './origin.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly moments: readonly Moment[]
  readonly language: Language
}

/** Older lines are dropped from the page, not from the lab. */
const mostLines = 60

export function EventLog({ moments, language }: Props) {
  const texts = labTexts[language]
  const list = useRef<HTMLOListElement>(null)
  const origin = originOf(moments)
  const start = origin?.at ?? 0
  const lines = linesOf(momentsSince(moments, origin), language).slice(-mostLines)
  useEffect(() => {
    const element = list.current
    if (element) element.scrollTop = element.scrollHeight
  }, [lines.length])
  return (
    <div class="event-log">
      <h4>{texts.log}</h4>
      {lines.length === 0 ? (
        <p>{texts.logEmpty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
        <ol ref={list} tabIndex={0} aria-label={texts.log}>
          {lines.map(({ key, at, text }) => (
            <li key={key}>
              <time>{durationText(at - start)[language]}</time> {text}
            </li>
          ))}
        </ol>
      )}
      <p class="visually-hidden" aria-live="polite">
        {lines.at(-1)?.text}
      </p>
    </div>
  )
}

function linesOf(moments: readonly Moment[], language: Language) {
  return moments.map((moment, index) => ({
    key: `${moment.revision ?? 'fault'}-${index}`,
    at: moment.at,
    text: narrate(moment)[language],
  }))
}
