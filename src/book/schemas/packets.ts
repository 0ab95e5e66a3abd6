/** `content/scenes/packets.yaml`: what befalls a Service, and what is asked about its packets. */
import { z } from 'astro/zod'
import { bilingual, id, oneCorrect, positiveInteger, uniqueIds } from './common.ts'

const range = z.tuple([z.int(), z.int()]).exactOptional()

const choice = z.strictObject({
  id,
  text: bilingual,
  /** What would be counted after a hundred connections if this were so, from … to. */
  counts: z.strictObject({
    answered: range,
    refused: range,
    silent: range,
    targets: range,
    least: range,
    most: range,
  }),
  correct: z.literal(true).optional(),
  reason: bilingual,
})

export const packetsSchema = z.strictObject({
  title: bilingual,
  lead: bilingual,
  scenario: id,
  seed: positiveInteger,
  service: id,
  client: id,
  /** Where the client is, and whose kernel decides. */
  node: id,
  rounds: z
    .array(
      z.strictObject({
        id,
        name: bilingual,
        question: bilingual,
        actions: z.array(z.enum(['delete-pod', 'stop-kube-proxy', 'scale-to-zero'])),
        /** What the button says that lets it happen. */
        act: bilingual.exactOptional(),
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
