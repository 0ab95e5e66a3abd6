/**
 * What happened, in words and in order: the numbered frames, and the timeline for every reader. A
 * line leads to its moment.
 */
import { useEffect, useRef } from 'preact/hooks'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from '../cluster-view/narration.ts'
import { durationText } from './clock-text.ts'
import { momentsSince, originOf } from './origin.ts'
import { momentsUntil } from './stops.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly moments: readonly Moment[]
  readonly time: number
  /** The moment one looks at; nothing where that is now. */
  readonly past: number | undefined
  readonly language: Language
  onLook(at: number): void
}

/** Older lines are dropped from the page, not from the lab. */
const mostLines = 60

export function EventLog({ moments, time, past, language, onLook }: Props) {
  const texts = labTexts[language]
  const list = useRef<HTMLOListElement>(null)
  const known = past === undefined ? moments : momentsUntil(moments, past)
  const origin = originOf(known)
  const start = origin?.at ?? 0
  const lines = linesOf(momentsSince(moments, origin), language).slice(-mostLines)
  const latest = known.at(-1)
  const reached = lines.findLastIndex(({ at }) => at <= (past ?? time))
  useEffect(() => {
    const element = list.current
    const line = element?.children[reached]
    if (!element || !(line instanceof HTMLElement)) return
    const top = line.offsetTop - element.offsetTop
    const isInSight =
      top >= element.scrollTop &&
      top + line.offsetHeight <= element.scrollTop + element.clientHeight
    if (!isInSight) element.scrollTop = top + line.offsetHeight - element.clientHeight
  }, [lines.length, reached])
  return (
    <div class="event-log">
      <h4>{texts.log}</h4>
      {lines.length === 0 ? (
        <p>{texts.logEmpty}</p>
      ) : (
        <ol ref={list} aria-label={texts.log}>
          {lines.map(({ key, at, text }, index) => (
            <li key={key} data-to-come={index > reached || undefined}>
              <button
                type="button"
                class="event"
                title={texts.lookHere}
                aria-current={past !== undefined && index === reached ? 'true' : undefined}
                onClick={() => onLook(at)}
              >
                <time>{durationText(at - start)[language]}</time> <span>{text}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <p class="visually-hidden" aria-live="polite">
        {past === undefined ? '' : `${texts.past}${texts.comma}`}
        {latest && narrate(latest)[language]}
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
