/** `content/chapters/<slug>/chapter.yaml`: what the chapter is called, promises and consists of. */
import { z } from 'astro/zod'
import { bilingual, id, uniqueIds } from './common.ts'

export const sectionKinds = ['see', 'do', 'check', 'summary'] as const

export const chapterSchema = z.strictObject({
  title: bilingual,
  description: bilingual,
  objectives: z
    .array(
      z.strictObject({
        id,
        text: bilingual,
        /** Ids of questions and exercises; whoever has done one of them well has shown it. */
        provenBy: z.array(id).min(1, 'needs at least one question or exercise'),
      }),
    )
    .min(1)
    .superRefine(uniqueIds),
  sections: z
    .array(z.strictObject({ id, kind: z.enum(sectionKinds), title: bilingual }))
    .min(1)
    .superRefine(uniqueIds),
})
