/** `content/scenes/restaurant.yaml`: the words of the illustrated pair. */
import { z } from 'astro/zod'
import { bilingual } from './common.ts'

/** What stands around a drawing, and what is said to those who do not see it. */
const picture = { title: bilingual, caption: bilingual, description: bilingual }

export const restaurantSchema = z.strictObject({
  imperative: z.strictObject({
    ...picture,
    steps: z.tuple([bilingual, bilingual, bilingual]),
    mishap: bilingual,
    asks: bilingual,
    you: bilingual,
  }),
  declarative: z.strictObject({
    ...picture,
    order: bilingual,
    slip: bilingual,
    wanted: bilingual,
    looks: bilingual,
    again: bilingual,
    torn: bilingual,
  }),
})
