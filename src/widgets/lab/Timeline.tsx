/** Ticks for what happened, names for what matters, one handle at now. */

import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { bookmarkName } from '../cluster-view/narration.ts'
import { durationText } from './clock-text.ts'
import { momentsSince } from './origin.ts'

interface Props {
  readonly moments: readonly Moment[]
  readonly origin: Moment | undefined
  readonly time: number
  readonly language: Language
}

/** A timeline shorter than this would make every second a leap. */
const leastMs = 30_000
/** Names closer than this, in percent of the line, would lie on one another. */
const nameRoom = 9

export function Timeline({ moments, origin, time, language }: Props) {
  const start = origin?.at ?? 0
  const span = Math.max(leastMs, (time - start) * 1.05)
  const place = (at: number) => Math.min(100, ((at - start) / span) * 100)
  const shown = momentsSince(moments, origin)
  return (
    <div class="timeline" aria-hidden="true">
      <div class="timeline-line">
        {ticksOf(shown, place).map((left) => (
          <i key={left} style={{ left: `${left}%` }} />
        ))}
        <b style={{ left: `${place(time)}%` }} />
      </div>
      <div class="timeline-names">
        {namesOf(shown, place, language).map(({ left, name, at }) => (
          <span key={left} style={{ left: `${left}%` }}>
            {name} <small>{durationText(at - start)[language]}</small>
          </span>
        ))}
      </div>
    </div>
  )
}

function ticksOf(moments: readonly Moment[], place: (at: number) => number): readonly number[] {
  return [...new Set(moments.map(({ at }) => Math.round(place(at) * 2) / 2))]
}

interface Name {
  readonly left: number
  readonly name: string
  readonly at: number
}

/** The first of each name, as far as there is room. */
function namesOf(
  moments: readonly Moment[],
  place: (at: number) => number,
  language: Language,
): readonly Name[] {
  const names: Name[] = []
  const said = new Set<string>()
  for (const moment of moments) {
    const name = bookmarkName(moment)?.[language]
    if (!name || said.has(name)) continue
    const left = place(moment.at)
    const last = names.at(-1)
    if (last && left - last.left < nameRoom) continue
    said.add(name)
    names.push({ left: Math.min(left, 88), name, at: moment.at })
  }
  return names
}
