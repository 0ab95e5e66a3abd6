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

/** Zod's issue as a sentence about a key: `parts[0].title.ja is missing`. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const key = keyOf(issue.path)
  const about = (said: string) => (key === '' ? `the file ${said}` : `${key} ${said}`)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const names = issue.keys.map((name) => `"${name}"`).join(', ')
      return `does not know the key ${names}${key === '' ? '' : ` under ${key}`}`
    }
    case 'invalid_type': {
      const received = /received (\w+)$/.exec(issue.message)?.[1]
      if (received === undefined) return about(issue.message)
      if (received === 'undefined') return about('is missing')
      return about(`must be ${wordFor(issue.expected)}, and is ${wordFor(received)}`)
    }
    case 'invalid_value':
      return about(`must be one of ${issue.values.map(String).join(', ')}`)
    case 'invalid_union':
      return about(issue.discriminator ? 'is none of the kinds that there are' : issue.message)
    default:
      return about(issue.message)
  }
}

/** A type by the name that a writer of YAML knows it by. */
function wordFor(type: string): string {
  const words: Record<string, string> = {
    array: 'a list',
    boolean: 'true or false',
    int: 'a whole number',
    null: 'empty',
    number: 'a number',
    object: 'a set of keys',
    record: 'a set of keys',
    string: 'a text',
  }
  return words[type] ?? type
}

function keyOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`,
    )
    .join('')
}
