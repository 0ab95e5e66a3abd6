/**
 * The checker of written answers. It and the rubric are fetched when a learner begins to
 * write or has written before, so that pages stay small. Without it (no connection) the learner
 * compares with the model answer himself.
 */
import { useCallback, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import type { ExplanationMark } from '../../quizzes/explanation/mark.ts'
import type { CompiledRubric, RubricWords } from '../../quizzes/explanation/rubric.ts'
import type { Overruling } from '../../quizzes/kinds/explanation.ts'
import { fetchJson } from '../fetch-json.ts'

export interface WrittenAnswer {
  readonly text: string
  /** What the learner says of single points, against the checker. */
  readonly overruled: Overruling
}

/** How answers to a question are marked, and what is said of the marks. */
export interface Rubric {
  readonly rules: CompiledRubric
  readonly words: RubricWords
}

/** Where the two can be fetched. */
export type RubricAddress = Readonly<Record<keyof Rubric, string>>

type Check = (answer: WrittenAnswer) => ExplanationMark

export interface Checker {
  /** Present once it is there. */
  readonly check: Check | undefined
  /** Present as soon as `check` is. */
  readonly words: RubricWords | undefined
  readonly failed: boolean
  load(): Promise<Check | undefined>
}

export function useChecker(rubric: RubricAddress | Rubric, language: Language): Checker {
  const [check, setCheck] = useState<Check>()
  const [words, setWords] = useState<RubricWords>()
  const [failed, setFailed] = useState(false)
  const load = useCallback(async () => {
    try {
      const [{ markExplanationAnswer }, rules, said] = await Promise.all([
        import('../../quizzes/kinds/explanation.ts'),
        typeof rubric.rules === 'string' ? fetchJson<CompiledRubric>(rubric.rules) : rubric.rules,
        typeof rubric.words === 'string' ? fetchJson<RubricWords>(rubric.words) : rubric.words,
      ])
      const loaded: Check = ({ text, overruled }) =>
        markExplanationAnswer(rules, text, language, overruled)
      setWords(said)
      setCheck(() => loaded)
      setFailed(false)
      return loaded
    } catch {
      setFailed(true)
      return undefined
    }
  }, [rubric, language])
  return { check, words, failed, load }
}

export function readWrittenAnswer(stored: unknown): WrittenAnswer | undefined {
  const { text, overruled } = (stored ?? {}) as { text?: unknown; overruled?: unknown }
  if (typeof text !== 'string') return undefined
  const entries = Object.entries(typeof overruled === 'object' && overruled ? overruled : {})
  return {
    text,
    overruled: Object.fromEntries(
      entries.filter(([, state]) => state === 'met' || state === 'not_met'),
    ) as Overruling,
  }
}
