/** The scenes of `content/scenes/`: what they say and ask, as data. Nothing is run here. */
import path from 'node:path'
import type { z } from 'astro/zod'
import { contentDirectory, readYaml } from './content-files.ts'
import { restaurantSchema } from './schemas/restaurant.ts'

export type RestaurantWords = z.infer<typeof restaurantSchema>

export function readRestaurant(directory = contentDirectory): RestaurantWords {
  return readYaml(path.join(directory, 'scenes', 'restaurant.yaml'), restaurantSchema, directory)
}
