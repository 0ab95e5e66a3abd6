/**
 * Reads files of `content/` and says in a sentence what is wrong with them.
 *
 * Paths in messages are relative to the project, keys are written as one would say them aloud:
 * `content/book.yaml: parts[0].chapters[1].number must be a whole number`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'astro/zod'
import { parseContentYaml } from './content-yaml.ts'

/** The writer's mistake: the message names file, key and what to do. */
export class ContentError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`The content cannot be read:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ContentError'
    this.problems = problems
  }
}

/** Commands, tests and the build all run from the project's folder. */
export const contentDirectory = path.resolve('content')

/** `/…/content/book.yaml` → `content/book.yaml`, also for a content folder elsewhere. */
export function nameOf(file: string, directory: string): string {
  return path.join('content', path.relative(directory, file)).split(path.sep).join('/')
}

/** The file's data in the schema's shape; throws a `ContentError` otherwise. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  directory = contentDirectory,
): z.infer<Schema> {
  const name = nameOf(file, directory)
  if (!existsSync(file)) throw new ContentError([`${name}: the file is missing`])
  const data = parsed(readFileSync(file, 'utf8'), name)
  const result = schema.safeParse(data)
  if (result.success) return result.data
  throw new ContentError(result.error.issues.map((issue) => `${name}: ${sentenceOf(issue)}`))
}

function parsed(text: string, name: string): unknown {
  try {
    return parseContentYaml(text, name)
  } catch (error) {
    throw new ContentError([(error as Error).message])
  }
}

/** The names of the folders in a folder, in order; none if it does not exist. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  const key = keyOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    const where = key === '' ? '' : ` under ${key}`
    return `does not know the key ${issue.keys.map((name) => `"${name}"`).join(', ')}${where}`
  }
  return key === '' ? issue.message : `${key} ${lowerFirst(issue.message)}`
}

function keyOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`,
    )
    .join('')
}

function lowerFirst(message: string): string {
  return message
    .replace(/^Invalid input: /, '')
    .replace(/^([A-Z])(?=[a-z])/, (letter) => letter.toLowerCase())
}
