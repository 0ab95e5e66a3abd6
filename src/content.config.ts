/** Tells Astro where the prose is. What else a chapter consists of is read by `book/book.ts`. */
import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'

export const collections = {
  /** Ids are `<chapter>/<language>`: `kubernetes-design/ja`. Titles stand in `chapter.yaml`. */
  prose: defineCollection({
    loader: glob({
      base: './content/chapters',
      pattern: '*/{ja,en}.mdx',
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
    }),
    schema: z.strictObject({}),
  }),
}
