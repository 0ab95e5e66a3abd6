/** The rubric of a written question in the form that the page loads. */
import type { Chapter } from '../book/book.ts'
import { readRubricFile } from '../book/rubrics.ts'
import { compileRubric } from '../quizzes/explanation/compile.ts'
import { readRubric } from '../quizzes/explanation/read-rubric.ts'
import type { CompiledRubric } from '../quizzes/explanation/rubric.ts'
import type { ExplanationQuestion } from '../quizzes/question.ts'
import { asset } from './href.ts'

export function rubricOf(chapter: Chapter, question: ExplanationQuestion): CompiledRubric {
  const { file, data } = readRubricFile(chapter, question.id)
  return compileRubric(readRubric(data, file), question.prompt)
}

/** Where a page finds it: rubrics are large, and most readers of a page do not write. */
export function rubricAddress(chapter: Chapter, question: ExplanationQuestion): string {
  return asset(`rubrics/${chapter.slug}/${question.id}.json`)
}
