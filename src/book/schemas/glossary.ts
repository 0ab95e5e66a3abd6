/** `content/glossary.yaml`: the words of the field, each with its meaning and its source. */
import { z } from 'astro/zod'
import { bilingual, id, uniqueIds } from './common.ts'

const names = z.array(z.string().trim().min(1, 'is empty: write a name')).readonly()

export const glossarySchema = z
  .array(
    z.strictObject({
      id,
      term: bilingual,
      meaning: bilingual,
      /** Other names that are in use; the glossary shows them. */
      also: z.strictObject({ ja: names.optional(), en: names.optional() }).optional(),
      /** How learners write it besides; read in written answers, and shown nowhere. */
      heard: names.optional(),
      /** Where Kubernetes itself explains the word. */
      link: z.url('must be an address that begins with https://').optional(),
    }),
  )
  .superRefine(uniqueIds)
