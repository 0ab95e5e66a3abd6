/** What is new in the book, newest first. */
import path from 'node:path'
import type { z } from 'astro/zod'
import { contentDirectory, readYaml } from './content-files.ts'
import { changesSchema } from './schemas/changes.ts'

export type Change = z.infer<typeof changesSchema>[number]

export function readChanges(directory = contentDirectory): readonly Change[] {
  return readYaml(path.join(directory, 'changes.yaml'), changesSchema, directory)
}
