/**
 * A written answer: marked by the question's rubric, and open to the learner's own judgement, who
 * can overrule every mark.
 */
import type { Language } from '../../language.ts'
import { type ExplanationMark, markExplanation } from '../explanation/mark.ts'
import type { CompiledRubric } from '../explanation/rubric.ts'
import { decideByStates } from '../explanation/verdict.ts'

/** What the learner says of single criteria, by their ids. */
export type Overruling = Readonly<Record<string, 'met' | 'not_met'>>

export function markExplanationAnswer(
  rubric: CompiledRubric,
  answer: string,
  language: Language,
  overruling: Overruling = {},
): ExplanationMark {
  return overrule(rubric, markExplanation(rubric, answer, language), overruling)
}

/**
 * The mark as the learner sees it right. Once nothing is left that the checker could not read, the
 * verdict is certain.
 */
export function overrule(
  rubric: CompiledRubric,
  mark: ExplanationMark,
  overruling: Overruling,
): ExplanationMark {
  if (Object.keys(overruling).length === 0) return mark
  const criteria = mark.criteria.map((criterion) => {
    const state = overruling[criterion.id]
    return state === undefined ? criterion : { ...criterion, state }
  })
  const states = new Map(criteria.map(({ id, state }) => [id, state]))
  const open = criteria.some(({ state, bonus }) => state === 'unsure' && !bonus)
  return {
    ...mark,
    criteria,
    verdict: decideByStates(rubric.verdict, states, {
      unbound: mark.unbound,
      said: new Set(mark.said),
    }),
    unsure: mark.unsure && open,
    nonAnswer: null,
  }
}
