/** `quiz.yaml`: the questions of a chapter, one shape for each kind of `quizzes/question.ts`. */
import { z } from 'astro/zod'
import type { Item, Question } from '../../quizzes/question.ts'
import { bilingual, duration, id, positiveInteger, uniqueIds } from './common.ts'

const base = {
  id,
  revision: positiveInteger,
  prompt: bilingual,
  section: id,
  hint: bilingual.exactOptional(),
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

const ordering = z
  .strictObject({
    ...base,
    kind: z.literal('ordering'),
    incident: id.exactOptional(),
    items: z
      .array(
        z.strictObject({
          id,
          text: bilingual,
          because: bilingual,
          moment: id.exactOptional(),
          after: z.array(id).exactOptional(),
        }),
      )
      .min(2, 'needs at least two items')
      .superRefine(uniqueIds),
    summary: bilingual,
  })
  .superRefine(({ incident, items }, context) => {
    const ids = new Set(items.map((item) => item.id))
    items.forEach((item, index) => {
      const complain = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['items', index, key], message })
      if (incident !== undefined && item.moment === undefined)
        complain('moment', 'is missing: the incident is run for it')
      if (incident === undefined && item.after === undefined)
        complain('after', 'is missing: say what comes before, or [] for nothing')
      for (const other of item.after ?? [])
        if (!ids.has(other)) complain('after', `names "${other}", which is no item`)
    })
  })

const matching = z
  .strictObject({
    ...base,
    kind: z.literal('matching'),
    items: z
      .array(z.strictObject({ id, text: bilingual, option: id }))
      .min(2, 'needs at least two items')
      .superRefine(uniqueIds),
    options: z
      .array(z.strictObject({ id, text: bilingual, reason: bilingual }))
      .min(2, 'needs at least two options')
      .superRefine(uniqueIds),
  })
  .superRefine(({ items, options }, context) => {
    const ids = new Set(options.map((option) => option.id))
    items.forEach((item, index) => {
      if (ids.has(item.option)) return
      const message = `names "${item.option}", which is no option`
      context.addIssue({ code: 'custom', path: ['items', index, 'option'], message })
    })
  })

const accepted = z.array(z.string().trim().min(1)).min(1, 'needs at least one answer')
const blank = z.strictObject({
  id,
  answers: accepted,
  reason: bilingual,
  wrong: z
    .array(z.strictObject({ answers: accepted, reason: bilingual }))
    .min(1, 'needs at least one wrong way that is explained'),
  otherwise: bilingual,
})

const fill = z
  .strictObject({
    ...base,
    kind: z.literal('fill'),
    form: z.enum(['sentence', 'code']),
    text: bilingual,
    blanks: z.array(blank).min(1).superRefine(uniqueIds),
  })
  .superRefine(({ text, blanks }, context) => {
    for (const language of ['ja', 'en'] as const) {
      const named = Array.from(text[language].matchAll(/\{\{([^}]*)\}\}/g), ([, name]) => name)
      const wanted = blanks.map((one) => one.id)
      if (named.toSorted().join() === wanted.toSorted().join()) continue
      const message = 'must hold each blank once, as {{id}}'
      context.addIssue({ code: 'custom', path: ['text', language], message })
    }
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

const incident = z
  .strictObject({
    ...base,
    kind: z.literal('incident'),
    variants: z.array(id).min(2, 'needs at least two variants'),
    asks: z
      .array(z.strictObject({ id, after: duration, label: bilingual }))
      .min(1)
      .superRefine(uniqueIds),
    lines: z.array(z.strictObject({ moment: id, who: bilingual, does: bilingual })).min(2),
    reasons: z.record(z.string(), bilingual),
    explain: id,
  })
  .superRefine(({ asks, reasons }, context) => {
    for (const ask of asks)
      if (!reasons[ask.id])
        context.addIssue({ code: 'custom', path: ['reasons'], message: `has none for ${ask.id}` })
  })

const explanation = z.strictObject({
  ...base,
  kind: z.literal('explanation'),
  lines: z.literal([1, 4], 'must be 1 or 4'),
  modelAnswer: bilingual,
})

export const quizSchema = z.strictObject({
  questions: z
    .array(
      z.discriminatedUnion('kind', [
        multipleChoice,
        ordering,
        matching,
        fill,
        prediction,
        incident,
        explanation,
      ]),
    )
    .superRefine(uniqueIds),
}) satisfies z.ZodType<{ questions: Question[] }>

/** What an item has besides being a question. A hint is its first rung, so it must have one. */
const ofTheBank = { objective: id, concepts: z.array(id).min(1), hint: bilingual }

/** `items/*.yaml`: the item bank of a chapter. */
export const itemsSchema = z.strictObject({
  items: z
    .array(
      z.discriminatedUnion('kind', [
        multipleChoice.extend(ofTheBank),
        ordering.safeExtend(ofTheBank),
        matching.safeExtend(ofTheBank),
        fill.safeExtend(ofTheBank),
        prediction.extend(ofTheBank),
      ]),
    )
    .superRefine(uniqueIds),
}) satisfies z.ZodType<{ items: Item[] }>
