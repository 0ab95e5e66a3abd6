/** The rubrics of written questions, as their authors wrote them; `quizzes` knows what they mean. */
import path from 'node:path'
import { z } from 'astro/zod'
import type { Chapter } from './book.ts'
import { contentDirectory, nameOf, readYaml } from './content-files.ts'

export interface WrittenRubric {
  /** For messages: `content/chapters/…/rubrics/check1.yaml`. */
  readonly file: string
  readonly data: unknown
}

export function readRubricFile(
  chapter: Pick<Chapter, 'folder'>,
  question: string,
  directory = contentDirectory,
): WrittenRubric {
  const file = path.join(chapter.folder, 'rubrics', `${question}.yaml`)
  return { file: nameOf(file, directory), data: readYaml(file, z.unknown(), directory) }
}
