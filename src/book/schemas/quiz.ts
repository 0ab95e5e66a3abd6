/** `quiz.yaml`: the questions of a chapter, one shape for each kind of `quizzes/question.ts`. */
import { z } from 'astro/zod'
import type { Question } from '../../quizzes/question.ts'
import { bilingual, duration, id, positiveInteger, uniqueIds } from './common.ts'

const base = {
  id,
  revision: positiveInteger,
  prompt: bilingual,
  section: id,
}

const multipleChoice = z.strictObject({
  ...base,
  kind: z.literal('multiple-choice'),
  choices: z
    .array(z.strictObject({ id, text: bilingual, correct: z.boolean(), reason: bilingual }))
    .min(2, 'needs at least two choices')
    .superRefine(uniqueIds)
    .refine((choices) => choices.some((choice) => choice.correct), 'no choice is correct'),
})

const ordering = z.strictObject({
  ...base,
  kind: z.literal('ordering'),
  incident: id,
  items: z
    .array(z.strictObject({ id, text: bilingual, because: bilingual, moment: id }))
    .min(2, 'needs at least two items')
    .superRefine(uniqueIds),
  summary: bilingual,
})

const ask = z
  .strictObject({
    id,
    after: duration,
    label: bilingual,
    options: z.array(z.int()).min(2, 'needs at least two options'),
    answer: z.int(),
    reasons: z.record(z.string(), bilingual),
  })
  .superRefine((value, context) => {
    if (!value.options.includes(value.answer)) {
      context.addIssue({ code: 'custom', path: ['answer'], message: 'is not among the options' })
    }
    const options = value.options.map(String)
    for (const option of options.filter((option) => !value.reasons[option])) {
      context.addIssue({ code: 'custom', path: ['reasons'], message: `has none for ${option}` })
    }
    for (const option of Object.keys(value.reasons).filter((key) => !options.includes(key))) {
      context.addIssue({ code: 'custom', path: ['reasons', option], message: 'is no option' })
    }
  })

const prediction = z.strictObject({
  ...base,
  kind: z.literal('prediction'),
  incident: id,
  measure: z.enum(['ready-replicas', 'running-pods', 'pods', 'objects-left']),
  asks: z.array(ask).min(1).superRefine(uniqueIds),
  summary: bilingual,
})

const explanation = z.strictObject({
  ...base,
  kind: z.literal('explanation'),
  lines: z.literal([1, 4], 'must be 1 or 4'),
  hint: bilingual.exactOptional(),
  modelAnswer: bilingual,
})

export const quizSchema = z.strictObject({
  questions: z
    .array(z.discriminatedUnion('kind', [multipleChoice, ordering, prediction, explanation]))
    .superRefine(uniqueIds),
}) satisfies z.ZodType<{ questions: Question[] }>
