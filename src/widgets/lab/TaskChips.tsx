/** The requirements as chips: an outline while open, filled once met; always with a word. */
import type { Check } from '../../grading/check.ts'
import type { Verdict } from '../../grading/verdict.ts'
import type { Language } from '../../language.ts'
import { labTexts } from './texts.ts'

interface Props {
  readonly checks: readonly Check[]
  readonly verdict: Verdict | undefined
  readonly grading: boolean
  readonly language: Language
}

export function TaskChips({ checks, verdict, grading, language }: Props) {
  const texts = labTexts[language]
  const results = new Map(verdict?.results.map((result) => [result.id, result]))
  return (
    <ul class="chips" aria-label={texts.tasks} aria-busy={grading}>
      {checks.map(({ id, says }) => {
        const result = results.get(id)
        const state = result ? (result.passed ? 'passed' : 'open') : 'pending'
        const word = result ? (result.passed ? texts.passed : texts.notYet) : texts.pending
        return (
          <li key={id} data-state={state} data-check={id}>
            <span aria-hidden="true">
              {state === 'passed' ? '✓' : state === 'open' ? '○' : '·'}
            </span>{' '}
            {says[language]} <span class="visually-hidden">({word})</span>
          </li>
        )
      })}
    </ul>
  )
}
