/** What is allowed in a rubric and still a slip: found when the tests run, named for its author. */
import type { Bilingual } from '../../language.ts'
import { compileRubric } from './compile.ts'
import { markExplanation } from './mark.ts'
import { variantsOf } from './metamorphic.ts'
import type { RubricSource } from './rubric.ts'
import { featureFinders } from './sayings/events.ts'
import { nameFinder, replaceNames } from './speakers/mentions.ts'
import { normalise } from './text/normalise.ts'

export function lintRubric(source: RubricSource, prompt: Bilingual): string[] {
  return [
    ...firingOnTheQuestion(source, prompt),
    ...withoutExample(source),
    ...withoutNegativeExample(source, prompt),
    ...failingExamples(source, prompt),
    ...failingVariants(source, prompt),
  ]
}

/** A feature that the question itself fires gives points for repeating it. */
function firingOnTheQuestion(source: RubricSource, prompt: Bilingual): string[] {
  const required = source.criteria.filter(({ bonus }) => !bonus)
  return [prompt.ja, prompt.en].flatMap((question) =>
    required
      .filter(({ who, beside }) => who !== undefined && beside === undefined)
      .filter(({ id, does }) => {
        const mark = markExplanation(compileRubric(source), question, 'ja')
        return (
          does.length > 0 && mark.criteria.some((item) => item.id === id && item.state === 'met')
        )
      })
      .map(({ id }) => `criteria.${id}: the question itself meets it`),
  )
}

function withoutExample(source: RubricSource): string[] {
  const compiled = compileRubric(source)
  const names = nameFinder(compiled.subjects, source.type === 'relation')
  const answers = source.examples.map(([, answer]) => replaceNames(normalise(answer), names).text)
  return featureFinders(compiled)
    .filter(({ pattern }) => !answers.some((answer) => answer.search(pattern) >= 0))
    .map(({ id }) => `features.${id}: no example fires it`)
}

/** A criterion that every example meets, or none misses, is not tested. */
function withoutNegativeExample(source: RubricSource, prompt: Bilingual): string[] {
  const compiled = compileRubric(source, prompt)
  const marks = source.examples
    .filter(([sign]) => sign !== '0' && sign !== '?')
    .map(([, answer]) => markExplanation(compiled, answer, 'ja'))
  return source.criteria.flatMap(({ id }) => {
    const states = marks.map(({ criteria }) => criteria.find((item) => item.id === id)?.state)
    return [
      ...(states.includes('met') ? [] : [`criteria.${id}: no example meets it`]),
      ...(states.some((state) => state !== 'met') ? [] : [`criteria.${id}: no example misses it`]),
    ]
  })
}

const signs = { '+': 'correct', '~': 'partial', '-': 'incorrect', '0': 'nonanswer' } as const

function failingExamples(source: RubricSource, prompt: Bilingual): string[] {
  const compiled = compileRubric(source, prompt)
  return source.examples.flatMap(([sign, answer, misconception]) => {
    const { verdict, unsure, misconceptions } = markExplanation(compiled, answer, 'ja')
    const said = `"${answer}" is ${unsure ? 'unsure' : verdict}`
    if (sign === '?') return unsure ? [] : [`examples: ${said}, but must be unsure`]
    if (unsure || verdict !== signs[sign]) return [`examples: ${said}, but must be ${signs[sign]}`]
    if (misconception === undefined) return []
    const found = misconceptions.map(({ id }) => id)
    if (found.includes(misconception)) return []
    return [`examples: "${answer}" shows "${found.join(', ')}", but must show "${misconception}"`]
  })
}

function failingVariants(source: RubricSource, prompt: Bilingual): string[] {
  const compiled = compileRubric(source, prompt)
  return variantsOf(source, prompt.ja).flatMap(({ relation, answer }) => {
    const { verdict, unsure } = markExplanation(compiled, answer, 'ja')
    const isRight = verdict === 'correct' && !unsure
    const mustBeRight = relation !== 'swap_subjects'
    if (isRight === mustBeRight) return []
    const state = unsure ? 'unsure' : verdict
    return [`metamorphic.${relation}: "${answer}" is ${state}`]
  })
}
