/** `content/scenes/inside-node.yaml`: what befalls a Pod on its node, and what is asked about it. */
import { z } from 'astro/zod'
import { bilingual, id, oneCorrect, positiveInteger, uniqueIds } from './common.ts'

const choice = z.strictObject({
  id,
  text: bilingual,
  /** The calls that change something, in order, if this were so. */
  calls: z.array(z.string()),
  correct: z.literal(true).optional(),
  reason: bilingual,
})

export const insideNodeSchema = z.strictObject({
  title: bilingual,
  lead: bilingual,
  scenario: id,
  seeds: z.strictObject({ containerd: positiveInteger, 'cri-o': positiveInteger }),
  pod: id,
  manifest: z.string(),
  rounds: z
    .array(
      z.strictObject({
        id,
        incident: z.enum(['start', 'crash', 'delete']),
        name: bilingual,
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
