/**
 * The answer to a question of several parts, such as blanks or pairs: every part has to be filled,
 * what was right stays, and what is changed after a try is not told of until the next.
 */
import { useState } from 'preact/hooks'
import type { Outcome } from '../../quizzes/kinds/outcome.ts'
import { useAnswer } from '../progress/use-answer.ts'

type Values = Readonly<Record<string, string>>

/** How the answers of a kind are made of values, one for each part. */
export interface PartsForm<Answer> {
  readonly parts: readonly { readonly id: string }[]
  read(stored: unknown): Answer | undefined
  valuesOf(answer: Answer): Values
  answerFrom(values: Values): Answer
  outcomeOf(answer: Answer): Outcome
}

export interface Parts<Answer> {
  readonly answer: Answer | undefined
  readonly earlier: Answer | undefined
  readonly outcome: Outcome | undefined
  readonly values: Values
  /** Parts that are still empty. */
  readonly left: number
  /** Somebody has pressed the button too early. */
  readonly reminded: boolean
  /** Whether this part stands as it was last marked. */
  isTold(id: string): boolean
  write(id: string, value: string): void
  submit(): void
}

export function useParts<Answer>(
  question: { readonly id: string; readonly revision: number },
  fresh: boolean | undefined,
  form: PartsForm<Answer>,
): Parts<Answer> {
  const { answer, earlier, record } = useAnswer(question, form.read, fresh)
  const [changed, setChanged] = useState<Values>({})
  const [reminded, setReminded] = useState(false)
  const values = { ...(answer && form.valuesOf(answer)), ...changed }
  const left = form.parts.filter(({ id }) => (values[id] ?? '').trim() === '').length
  return {
    answer,
    earlier,
    outcome: answer && form.outcomeOf(answer),
    values,
    left,
    reminded,
    isTold: (id) => answer !== undefined && changed[id] === undefined,
    write(id, value) {
      setChanged({ ...changed, [id]: value })
      setReminded(false)
    },
    submit() {
      setReminded(left > 0)
      if (left > 0) return
      const given = form.answerFrom(values)
      record(given, form.outcomeOf(given))
      setChanged({})
    },
  }
}
