/** `content/book.yaml`: the title, and the one table of contents. */
import { z } from 'astro/zod'
import { bilingual, id, positiveInteger } from './common.ts'

export const bookSchema = z.strictObject({
  title: bilingual,
  tagline: bilingual,
  parts: z
    .array(
      z.strictObject({
        title: bilingual,
        chapters: z.array(z.strictObject({ slug: id, number: positiveInteger })).min(1),
      }),
    )
    .min(1),
})
