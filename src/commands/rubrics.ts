/** Every rubric of the book, compiled, with the question that it belongs to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseContentYaml } from '../book/content-yaml.ts'
import { glossaryNames } from '../book/glossary-names.ts'
import type { Bilingual } from '../language.ts'
import { compileRubric } from '../quizzes/explanation/compile.ts'
import { readRubric } from '../quizzes/explanation/read-rubric.ts'
import type { CompiledRubric, RubricSource } from '../quizzes/explanation/rubric.ts'

export interface BookRubric {
  readonly source: RubricSource
  readonly compiled: CompiledRubric
  readonly prompt: Bilingual
  readonly modelAnswer: Bilingual
}

type Glossary = Parameters<typeof glossaryNames>[0]

interface WrittenQuestion {
  readonly id: string
  readonly kind: string
  readonly prompt: Bilingual
  readonly modelAnswer: Bilingual
}

const chaptersDirectory = path.resolve(import.meta.dirname, '../../content/chapters')

/** By question id; throws a sentence with file and key where a rubric is wrong. */
export function rubricsOfTheBook(directory = chaptersDirectory): Map<string, BookRubric> {
  const found = new Map<string, BookRubric>()
  const glossary = path.join(directory, '../glossary.yaml')
  const names = glossaryNames(
    parseContentYaml(readFileSync(glossary, 'utf8'), 'content/glossary.yaml') as Glossary,
  )
  for (const chapter of readdirSync(directory).sort()) {
    const folder = path.join(directory, chapter, 'rubrics')
    if (!existsSync(folder)) continue
    const questions = writtenQuestions(path.join(directory, chapter, 'quiz.yaml'))
    for (const name of readdirSync(folder).sort()) {
      const file = path.join(folder, name)
      const shown = `content/chapters/${chapter}/rubrics/${name}`
      const source = readRubric(parseContentYaml(readFileSync(file, 'utf8'), shown), shown, names)
      const question = questions.find(({ id }) => id === source.id)
      if (!question) throw new Error(`${shown}: quiz.yaml has no written question "${source.id}"`)
      const { prompt, modelAnswer } = question
      found.set(source.id, { source, compiled: compileRubric(source, prompt), prompt, modelAnswer })
    }
  }
  return found
}

function writtenQuestions(file: string): WrittenQuestion[] {
  const data = parseContentYaml(readFileSync(file, 'utf8'), file)
  const { questions } = data as { questions: WrittenQuestion[] }
  return questions.filter(({ kind }) => kind === 'explanation')
}
