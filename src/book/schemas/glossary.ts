/** `content/glossary.yaml`: the words of the field, each with its meaning and its source. */
import { z } from 'astro/zod'
import { bilingual, id, uniqueIds } from './common.ts'

export const glossarySchema = z
  .array(
    z.strictObject({
      id,
      term: bilingual,
      meaning: bilingual,
      /** Where Kubernetes itself explains the word. */
      link: z.url('must be an address that begins with https://').optional(),
    }),
  )
  .superRefine(uniqueIds)
