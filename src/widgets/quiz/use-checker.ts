/**
 * The checker of written answers. It and the rubric are fetched when a learner begins to
 * write or has written before, so that pages stay small. Without it (no connection) the learner
 * compares with the model answer himself.
 */
import { useCallback, useState } from 'preact/hooks'
import type { Language } from '../../language.ts'
import type { ExplanationMark } from '../../quizzes/explanation/mark.ts'
import type { CompiledRubric } from '../../quizzes/explanation/rubric.ts'
import type { Overruling } from '../../quizzes/kinds/explanation.ts'

export interface WrittenAnswer {
  readonly text: string
  /** What the learner says of single points, against the checker. */
  readonly overruled: Overruling
}

type Check = (answer: WrittenAnswer) => ExplanationMark

export interface Checker {
  /** Present once it is there. */
  readonly check: Check | undefined
  readonly failed: boolean
  load(): Promise<Check | undefined>
}

export function useChecker(rubric: CompiledRubric | string, language: Language): Checker {
  const [check, setCheck] = useState<Check>()
  const [failed, setFailed] = useState(false)
  const load = useCallback(async () => {
    try {
      const [{ markExplanationAnswer }, rules] = await Promise.all([
        import('../../quizzes/kinds/explanation.ts'),
        typeof rubric === 'string' ? fetchRubric(rubric) : rubric,
      ])
      const loaded: Check = ({ text, overruled }) =>
        markExplanationAnswer(rules, text, language, overruled)
      setCheck(() => loaded)
      setFailed(false)
      return loaded
    } catch {
      setFailed(true)
      return undefined
    }
  }, [rubric, language])
  return { check, failed, load }
}

async function fetchRubric(address: string): Promise<CompiledRubric> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address} answers ${response.status}`)
  return (await response.json()) as CompiledRubric
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
