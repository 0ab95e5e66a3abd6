/**
 * What happened as a line with a handle: a tick for every instant, names for what matters, quiet
 * stretches compressed. By mouse, finger or key one looks back along it.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { bookmarkName, narrate } from '../cluster-view/narration.ts'
import { type Axis, axisOf, placeLabels } from './axis.ts'
import { durationText } from './clock-text.ts'
import { Marks } from './Marks.tsx'
import { isOrigin, originOf, sinceText } from './origin.ts'
import { momentsUntil, namedMoments, stopAfter, stopBefore } from './stops.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly moments: readonly Moment[]
  readonly time: number
  /** The moment one looks at; nothing where that is now. */
  readonly past: number | undefined
  readonly language: Language
  onLook(at: number): void
  onNow(): void
}

const notches = 1_000
/** A handle let go this close to an instant means the instant. */
const snap = 0.012
/** Rows of names below the line. */
const rows = 3

export function Timeline({ moments, time, past, language, onLook, onNow }: Props) {
  const texts = labTexts[language]
  const [line, room] = useWidth<HTMLDivElement>()
  const axis = axisOf(moments, time)
  const shown = past ?? time
  const known = momentsUntil(moments, shown)
  const last = known.at(-1)
  const origin = originOf(known)
  const said = [
    `${sinceText(origin, texts)} ${durationText(shown - (origin?.at ?? 0))[language]}`,
    ...(last ? [narrate(last)[language]] : []),
    past === undefined ? texts.now : texts.past,
  ].join(texts.comma)

  const onInput = (place: number) => {
    if (place >= 1 - snap / 2) return onNow()
    onLook(instantNear(moments, axis, place))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const target = stopOfKey(event.key, moments, shown)
    if (target === undefined) return
    event.preventDefault()
    if (target === 'now') onNow()
    else onLook(target)
  }
  return (
    <div class="timeline">
      <div class="timeline-line" ref={line}>
        <span class="timeline-known" style={{ width: percent(axis.place(shown)) }} />
        {axis.quiet.map(({ middle, width, ms }) => (
          <span key={middle} class="timeline-quiet" style={{ left: percent(middle) }}>
            {width * room > 64 && durationText(ms)[language]}
          </span>
        ))}
        <Marks marks={ticksOf(moments, axis)} />
        <input
          type="range"
          min="0"
          max={notches}
          value={past === undefined ? notches : Math.round(axis.place(past) * notches)}
          aria-label={texts.timeline}
          aria-valuetext={said}
          data-past={past !== undefined || undefined}
          title={texts.timelineKeys}
          onInput={(event) => onInput(Number(event.currentTarget.value) / notches)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Names {...{ moments, axis, room, shown, language, onLook }} />
    </div>
  )
}

function Names({
  moments,
  axis,
  room,
  shown,
  language,
  onLook,
}: Pick<Props, 'moments' | 'language' | 'onLook'> & {
  readonly axis: Axis
  readonly room: number
  readonly shown: number
}) {
  const names = namesOf(moments, language)
  const labels = names.map(({ at, name, since }) => ({
    x: axis.place(at) * room,
    width: Math.max(widthOf(name), widthOf(since)) + 16,
  }))
  const placed = placeLabels(labels, room, rows)
  const told = new Map<number, number>()
  for (const { within } of placed)
    if (within !== undefined) told.set(within, (told.get(within) ?? 0) + 1)
  return (
    <ol class="timeline-names" aria-label={labTexts[language].bookmarks}>
      {names.map(({ at, name, since, done }, index) => {
        const { left, row, within } = placed[index] ?? { left: 0, row: 0 }
        const more = told.get(index)
        return (
          <li
            key={`${at} ${name}`}
            data-folded={within !== undefined || undefined}
            style={{ '--left': `${left}px`, '--row': row, '--x': `${labels[index]?.x ?? 0}px` }}
          >
            <button
              type="button"
              data-done={done || undefined}
              aria-current={at === shown ? 'true' : undefined}
              onClick={() => onLook(at)}
            >
              {name}
              {more && <span class="timeline-more"> +{more}</span>} <small>{since}</small>
            </button>
          </li>
        )
      })}
    </ol>
  )
}

interface Name {
  readonly at: number
  readonly name: string
  /** Since what was done last. */
  readonly since: string
  /** Something that was done, not what came of it. */
  readonly done: boolean
}

/** The first of each name after each thing that was done. */
function namesOf(moments: readonly Moment[], language: Language): readonly Name[] {
  const names: Name[] = []
  const said = new Set<string>()
  let start = 0
  for (const moment of namedMoments(moments)) {
    const done = isOrigin(moment)
    if (done) {
      start = moment.at
      said.clear()
    }
    const name = bookmarkName(moment)?.[language]
    if (!name || said.has(name)) continue
    said.add(name)
    names.push({ at: moment.at, name, since: durationText(moment.at - start)[language], done })
  }
  return names
}

/** What happened, and higher what was done. */
function ticksOf(moments: readonly Moment[], axis: Axis) {
  const [happened, done] = [new Set<number>(), new Set<number>()]
  for (const moment of moments) {
    const place = Math.round(axis.place(moment.at) * 200) / 200
    if (isOrigin(moment)) done.add(place)
    else happened.add(place)
  }
  return { happened: [...happened], done: [...done] }
}

/** A handle is hardly ever let go on an instant exactly. */
function instantNear(moments: readonly Moment[], axis: Axis, place: number): number {
  const at = axis.timeAt(place)
  const near = [momentsUntil(moments, at).at(-1)?.at, stopAfter(moments, at)]
    .filter((found) => found !== undefined)
    .map((found) => ({ found, distance: Math.abs(axis.place(found) - place) }))
    .sort((a, b) => a.distance - b.distance)
  const [nearest] = near
  return nearest && nearest.distance < snap ? nearest.found : at
}

function stopOfKey(key: string, moments: readonly Moment[], at: number) {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return stopBefore(moments, at) ?? 0
    case 'ArrowRight':
    case 'ArrowUp':
      return stopAfter(moments, at) ?? 'now'
    case 'PageDown':
      return stopBefore(namedMoments(moments), at) ?? 0
    case 'PageUp':
      return stopAfter(namedMoments(moments), at) ?? 'now'
    case 'Home':
      return 0
    case 'End':
      return 'now'
    default:
      return undefined
  }
}

function percent(part: number): string {
  return `${part * 100}%`
}

/** About how wide a text of small letters is, in pixels. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7.2), 0)
}

function useWidth<E extends HTMLElement>() {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(600)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 600))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width] as const
}
