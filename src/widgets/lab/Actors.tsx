/** Who did what, as lanes under the line of time: a mark for each deed, and the last one in words. */
import './actors.css'
import type { Moment } from '../../lab/moments.ts'
import type { Language } from '../../language.ts'
import { narrate } from '../cluster-view/narration.ts'
import { type Actor, actorsOf } from './actors.ts'
import { type Axis, axisOf } from './axis.ts'
import { durationText } from './clock-text.ts'
import { Marks } from './Marks.tsx'
import { originOf } from './origin.ts'
import { momentsUntil } from './stops.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly moments: readonly Moment[]
  /** The workers. */
  readonly nodes: readonly string[]
  readonly time: number
  /** The moment one looks at; now or before. */
  readonly shown: number
  readonly language: Language
}

export function Actors({ moments, nodes, time, shown, language }: Props) {
  const texts = labTexts[language]
  const axis = axisOf(moments, time)
  const known = momentsUntil(moments, shown)
  const latest = known.at(-1)
  const start = originOf(known)?.at ?? 0
  return (
    <div class="actors">
      <h4>{texts.actors}</h4>
      <ol aria-label={texts.actors} style={{ '--shown': axis.place(shown) }}>
        {actorsOf(moments, nodes).map((actor) => {
          const done = momentsUntil(actor.deeds, shown)
          const last = done.at(-1)
          return (
            <li key={actor.id} data-acting={(last && last === latest) || undefined}>
              <b>{nameOf(actor, language)}</b>
              <span class="actor-deed">
                {last ? narrate(last)[language] : texts.nothingDone}{' '}
                {last && last.at >= start && (
                  <small>{durationText(last.at - start)[language]}</small>
                )}
              </span>
              <span class="actor-line">
                <Marks marks={marksOf(actor, axis, shown)} />
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function nameOf({ id }: Actor, language: Language): string {
  const [component = '', node] = id.split('@')
  const name = labTexts[language].actorNames[component] ?? component
  return node ? `${name} (${node})` : name
}

function marksOf({ deeds }: Actor, axis: Axis, shown: number) {
  const placeOf = ({ at }: Moment) => Math.round(axis.place(at) * 250) / 250
  const known = momentsUntil(deeds, shown)
  const done = new Set(known.map(placeOf))
  const toCome = new Set(deeds.slice(known.length).map(placeOf))
  return { done: [...done], 'to-come': [...toCome].filter((place) => !done.has(place)) }
}
