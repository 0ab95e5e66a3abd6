/** Futures that were left: each can be had again, and the one that is left then takes its place. */
import type { Language } from '../../language.ts'
import { durationText } from './clock-text.ts'
import type { Future } from './lab-state.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly others: readonly Future[]
  readonly language: Language
  onSwitch(index: number): void
}

export function Others({ others, language, onSwitch }: Props) {
  const texts = labTexts[language]
  return (
    <>
      {others.map(({ recording, time }, index) => (
        <button key={index} type="button" class="quiet other" onClick={() => onSwitch(index)}>
          {texts.other(recording.actions.length, durationText(time)[language])}
        </button>
      ))}
    </>
  )
}
