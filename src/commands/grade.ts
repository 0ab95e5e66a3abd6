/**
 * Grades written answers in a terminal, exactly as the page does.
 *
 * In: one JSON object a line, `{"id", "q", "lang", "text"}`. Out: one a line, `{"id", "verdict",
 * "unsure", "criteria"}`. A line that cannot be read is named on stderr; the others are graded all
 * the same, and the exit code is 1.
 *
 * `npm run grade -- fingerprint`: in, a wording of a question a line; out, its fingerprint, for `copies` of a rubric.
 */
import { type Language, languages } from '../language.ts'
import { copyOf } from '../quizzes/explanation/gate.ts'
import { markExplanation } from '../quizzes/explanation/mark.ts'
import type { CompiledRubric, CriterionState, Verdict } from '../quizzes/explanation/rubric.ts'
import { normalForm } from '../quizzes/explanation/text/normalise.ts'
import { rubricsOfTheBook } from './rubrics.ts'

export interface WrittenAnswer {
  readonly id: string
  readonly q: string
  readonly lang: Language
  readonly text: string
}

export interface GradedAnswer {
  readonly id: string
  readonly verdict: Verdict
  readonly unsure: boolean
  readonly criteria: Readonly<Record<string, CriterionState>>
}

export function gradeLine(
  line: string,
  rubrics: ReadonlyMap<string, CompiledRubric>,
): GradedAnswer {
  const { id, q, lang, text } = readAnswer(line, [...rubrics.keys()])
  const { verdict, unsure, criteria } = markExplanation(rubrics.get(q)!, text, lang)
  return {
    id,
    verdict,
    unsure,
    criteria: Object.fromEntries(criteria.map((criterion) => [criterion.id, criterion.state])),
  }
}

function readAnswer(line: string, questions: readonly string[]): WrittenAnswer {
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    throw new Error('this is not JSON')
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Error('this is not a JSON object')
  }
  const answer = data as Partial<Record<keyof WrittenAnswer, unknown>>
  for (const key of ['id', 'q', 'lang', 'text'] as const) {
    if (answer[key] === undefined) throw new Error(`"${key}" is missing`)
    if (typeof answer[key] !== 'string') throw new Error(`"${key}" must be a text`)
  }
  const { id, q, lang, text } = answer as WrittenAnswer
  if (!questions.includes(q)) {
    throw new Error(
      `there is no rubric for the question "${q}"; there are: ${questions.join(', ')}`,
    )
  }
  if (!languages.includes(lang)) {
    throw new Error(`"lang" is "${lang}", but must be one of: ${languages.join(', ')}`)
  }
  return { id, q, lang, text }
}

async function main(): Promise<void> {
  const rubrics = new Map(
    Array.from(rubricsOfTheBook(), ([id, { compiled }]) => [id, compiled] as const),
  )
  process.stdin.setEncoding('utf8')
  let input = ''
  for await (const chunk of process.stdin) input += chunk
  const lines = input.replace(/^\uFEFF/, '').split(/\r?\n/)
  lines.forEach((line, index) => {
    if (line.trim() === '') return
    if (process.argv[2] === 'fingerprint') {
      process.stdout.write(`${copyOf(normalForm(line))}\n`)
      return
    }
    try {
      process.stdout.write(`${JSON.stringify(gradeLine(line, rubrics))}\n`)
    } catch (error) {
      process.stderr.write(`line ${index + 1}: ${(error as Error).message}\n`)
      process.exitCode = 1
    }
  })
}

if (import.meta.main) {
  try {
    await main()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exitCode = 1
  }
}
