/** `content/changes.yaml`: what is new in the book, newest first. */
import { z } from 'astro/zod'
import { bilingual, id, uniqueIds } from './common.ts'

export const changesSchema = z
  .array(
    z.strictObject({
      /** Permanent: feed readers know an entry by it. */
      id,
      date: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date such as 2026-12-01'),
      title: bilingual,
      text: bilingual,
      /** The page it is about: a chapter's folder, `glossary`, or nothing for the home page. */
      page: id.optional(),
    }),
  )
  .min(1)
  .superRefine(uniqueIds)
