/** `figures/figures.yaml`: what is said about each figure, to those who see it and who do not. */
import { z } from 'astro/zod'
import { bilingual, id, textOf } from './common.ts'

export const figuresSchema = z.array(
  z.strictObject({
    /** The Mermaid sources are `<name>.ja.mmd` and `<name>.en.mmd`. */
    name: id,
    /** Under the figure. */
    caption: bilingual,
    /** The short name that a screen reader says. */
    title: textOf(4, 'name what the figure shows'),
    /** What the figure shows, in full, for those who cannot see it. */
    description: textOf(40, 'say everything that the figure says'),
  }),
)
