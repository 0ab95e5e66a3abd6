/**
 * What every scene is: a sheet with its title, its rounds, and the round that is played. A round
 * ends with what was worth noticing, and with the ways on.
 */
import './stage.css'
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Bilingual, Language } from '../../language.ts'
import { InlineMarks } from '../InlineMarks.tsx'
import { Rounds } from './Rounds.tsx'

/** One taking up of a round. */
export interface Turn {
  readonly index: number
  /** Tells this taking up from all others. */
  readonly attempt: number
  /** The same round once more: it asks anew. */
  readonly anew: boolean
  again(): void
  /** Absent after the last round. */
  readonly next: (() => void) | undefined
}

interface Props<Round> {
  readonly name: string
  readonly scene: {
    readonly title: Bilingual
    readonly lead: Bilingual
    readonly rounds: readonly (Round & { readonly id: string; readonly name: Bilingual })[]
  }
  readonly texts: { readonly kind: string; readonly rounds: string }
  readonly language: Language
  /** Between the rounds and what is played. */
  readonly above?: ComponentChildren
  readonly below?: ComponentChildren
  readonly children: (round: Round, turn: Turn) => ComponentChildren
}

export function StageScene<Round>(props: Props<Round>) {
  const { name, scene, texts, language, above, below, children } = props
  const [{ index, attempt, anew }, setTurn] = useState({ index: 0, attempt: 0, anew: false })
  const choose = (next: number) =>
    setTurn({ index: next, attempt: attempt + 1, anew: next === index })
  const round = scene.rounds[index]
  const turn: Turn = {
    index,
    attempt,
    anew,
    again: () => choose(index),
    next: index + 1 < scene.rounds.length ? () => choose(index + 1) : undefined,
  }
  return (
    <section class={`stage-live ${name}`} aria-label={scene.title[language]}>
      <header>
        <p class="stage-kind">{texts.kind}</p>
        <h3>{scene.title[language]}</h3>
        <p>{scene.lead[language]}</p>
      </header>
      <Rounds
        rounds={scene.rounds}
        current={index}
        label={texts.rounds}
        language={language}
        onChoose={choose}
      />
      {above}
      {round && children(round, turn)}
      {below}
    </section>
  )
}

export function RoundEnd({
  notice,
  texts,
  turn,
  language,
}: {
  readonly notice: Bilingual
  readonly texts: { readonly notice: string; readonly nextRound: string; readonly again: string }
  readonly turn: Turn
  readonly language: Language
}) {
  return (
    <>
      <p class="stage-notice">
        <b>{texts.notice}</b> <InlineMarks text={notice[language]} />
      </p>
      <p class="stage-actions">
        {turn.next && (
          <button type="button" class="button" data-weight="main" onClick={turn.next}>
            {texts.nextRound}
          </button>
        )}
        <button type="button" class="button" onClick={turn.again}>
          {texts.again}
        </button>
      </p>
    </>
  )
}
