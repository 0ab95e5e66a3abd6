/** What came of Apply, in a line or two: on a phone, where the whole of it is behind another tab. */
import type { GradedExercise } from '../../grading/check.ts'
import { firstFailure } from '../../grading/verdict.ts'
import type { Language } from '../../language.ts'
import type { LabState } from './lab-state.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly state: LabState
  readonly exercise: GradedExercise
  readonly language: Language
}

export function LabSaid({ state: { applied, verdict, grading }, exercise, language }: Props) {
  const texts = labTexts[language]
  if (!applied) return null
  if (!applied.ok) return <p class="lab-said">{texts.seeYaml}</p>
  const failure = verdict && firstFailure(verdict)
  const missed = exercise.checks.find(({ id }) => id === failure?.id)
  return (
    <p class="lab-said">
      <code>{applied.outcomes.map(({ text }) => text).join(', ')}</code>
      {!grading && verdict?.passed && <span>✓ {texts.allPassed}</span>}
      {!grading && missed && <span>{texts.missedSeeYaml(missed.says[language])}</span>}
    </p>
  )
}
