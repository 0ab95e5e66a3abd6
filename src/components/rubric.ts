/** The rubric of a written question in the form that the page loads. */
import { type Chapter, loadBook } from '../book/book.ts'
import { glossaryNames } from '../book/glossary-names.ts'
import { readRubricFile } from '../book/rubrics.ts'
import type { Language } from '../language.ts'
import { compileRubric, rubricWords } from '../quizzes/explanation/compile.ts'
import { readRubric } from '../quizzes/explanation/read-rubric.ts'
import type { CompiledRubric, RubricWords } from '../quizzes/explanation/rubric.ts'
import type { ExplanationQuestion } from '../quizzes/question.ts'
import type { RubricAddress } from '../widgets/quiz/use-checker.ts'
import { asset } from './href.ts'

export function rulesOf(chapter: Chapter, question: ExplanationQuestion): CompiledRubric {
  return compileRubric(sourceOf(chapter, question), question.prompt)
}

export function wordsOf(
  chapter: Chapter,
  question: ExplanationQuestion,
  language: Language,
): RubricWords {
  return rubricWords(sourceOf(chapter, question), language)
}

function sourceOf(chapter: Chapter, { id }: ExplanationQuestion) {
  const { file, data } = readRubricFile(chapter, id)
  return readRubric(data, file, glossaryNames(loadBook().glossary))
}

/** Where a page finds it: rubrics are large, and most readers of a page do not write. */
export function rubricAddress(
  { slug }: Chapter,
  { id }: ExplanationQuestion,
  language: Language,
): RubricAddress {
  return {
    rules: asset(`rubrics/${slug}/${id}.json`),
    words: asset(`rubrics/${slug}/${id}.${language}.json`),
  }
}
