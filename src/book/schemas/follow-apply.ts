/** `content/scenes/follow-apply.yaml`: what is applied, and what is asked about it beforehand. */
import { z } from 'astro/zod'
import { bilingual, id, oneCorrect, positiveInteger, uniqueIds } from './common.ts'

const choice = z.strictObject({
  id,
  text: bilingual,
  /** Pods beyond those before, when kubectl has its answer. */
  pods: z.int().nonnegative().exactOptional(),
  /** Who is the first to act on what was stored; `kubelet` for any of them. */
  first: z.string().exactOptional(),
  /** Whether anything is written at all. */
  written: z.boolean().exactOptional(),
  correct: z.literal(true).optional(),
  reason: bilingual,
})

export const followApplySchema = z.strictObject({
  title: bilingual,
  lead: bilingual,
  scenario: id,
  seed: positiveInteger,
  file: z.string().endsWith('.yaml'),
  manifest: z.string(),
  rounds: z
    .array(
      z.strictObject({
        id,
        name: bilingual,
        /** How many were asked for before, if any, and are there. */
        before: positiveInteger.exactOptional(),
        replicas: positiveInteger,
        question: bilingual,
        choices: z
          .array(choice)
          .min(2, 'needs at least two choices')
          .superRefine(uniqueIds)
          .refine(...oneCorrect),
        notice: bilingual,
      }),
    )
    .min(1)
    .superRefine(uniqueIds),
})
