/** The clock of a scene whose cluster lives; where motion is reduced, the number of the picture, too. */
import type { Language } from '../../language.ts'
import { durationText } from '../lab/clock-text.ts'

interface Props {
  readonly since: string
  readonly ms: number
  readonly note: string
  /** 0 where time flows. */
  readonly picture: number
  readonly language: Language
}

export function StageClock({ since, ms, note, picture, language }: Props) {
  return (
    <p class="stage-clock">
      {picture > 0 && (
        <b class="stage-picture">{language === 'ja' ? `コマ${picture}` : `Frame ${picture}`}</b>
      )}{' '}
      <small>{since}</small> <strong>{durationText(ms)[language]}</strong>
      <small class="stage-clock-note">{note}</small>
    </p>
  )
}
