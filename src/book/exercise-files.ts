/** The files that a learner is given at the start of an exercise. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Chapter } from './book.ts'

export interface ExerciseFile {
  /** As the learner sees it: `deployment.yaml`. */
  readonly name: string
  readonly text: string
}

export function exerciseFiles(chapter: Chapter, exercise: string): ExerciseFile[] {
  const folder = path.join(chapter.folder, 'exercises', exercise, 'start')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))
}
