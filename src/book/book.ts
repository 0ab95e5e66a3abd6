/**
 * The book as data: parts, chapters, figures, questions and glossary, read from `content/`.
 *
 * It reads with `node:fs`, so the build, the tests and the commands see the same book. Whatever
 * does not fit together is reported at once, each problem with its file and key.
 */
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'astro/zod'
import type { Bilingual } from '../language.ts'
import type { Item, Question } from '../quizzes/question.ts'
import { problemsOfChapter, problemsOfProse } from './chapter-problems.ts'
import { ContentError, contentDirectory, foldersIn, readYaml } from './content-files.ts'
import { type Tag, tagsOf, tasksIn } from './prose.ts'
import { bookSchema } from './schemas/book.ts'
import { chapterSchema } from './schemas/chapter.ts'
import { figuresSchema } from './schemas/figures.ts'
import { glossarySchema } from './schemas/glossary.ts'
import { itemsSchema, quizSchema } from './schemas/quiz.ts'

type ChapterFile = z.infer<typeof chapterSchema>

export type Objective = ChapterFile['objectives'][number]
/** A section with its place in the chapter: 1, 2, … */
export type Section = ChapterFile['sections'][number] & {
  readonly number: number
  /** Ids of the questions and exercises that stand in its text, in order. */
  readonly tasks: readonly string[]
}
export type SectionKind = Section['kind']
/** A figure with its number in the book (`5-1`) and the folder of its drawings. */
export type Figure = z.infer<typeof figuresSchema>[number] & {
  readonly number: string
  readonly folder: string
}
export type Term = z.infer<typeof glossarySchema>[number]
/** A question with its number where it stands: the second of three in its section of the prose. */
export type NumberedQuestion = Question & { readonly number: number; readonly among: number }

export interface Chapter {
  /** The folder's name and the address: `kubernetes-design`. */
  readonly slug: string
  readonly number: number
  readonly part: Bilingual
  readonly folder: string
  readonly title: Bilingual
  readonly description: Bilingual
  readonly objectives: readonly Objective[]
  readonly sections: readonly Section[]
  readonly figures: readonly Figure[]
  readonly questions: readonly NumberedQuestion[]
  /** The item bank: more questions, for practice and review. */
  readonly items: readonly Item[]
  /** Ids of the exercises, which are the names of their folders. */
  readonly exercises: readonly string[]
}

export interface Part {
  readonly title: Bilingual
  readonly chapters: readonly Chapter[]
}

export interface Book {
  readonly title: Bilingual
  readonly tagline: Bilingual
  readonly parts: readonly Part[]
  /** Every chapter in reading order. */
  readonly chapters: readonly Chapter[]
  readonly glossary: readonly Term[]
}

let kept: { readonly signature: string; readonly book: Book } | undefined

/** The book of the project. Kept for a whole build; while writing, read again after a change. */
export function loadBook(): Book {
  if (kept && process.env['NODE_ENV'] === 'production') return kept.book
  const signature = signatureOf(contentDirectory)
  if (kept?.signature !== signature) kept = { signature, book: readBook(contentDirectory) }
  return kept.book
}

/** The book's name without what follows it: あるべき姿：動かして学ぶ Kubernetes → あるべき姿. */
export function shortTitle(title: string): string {
  return title.split(/[：:]/, 1)[0]?.trim() ?? title
}

/** Reads a whole content folder; throws one `ContentError` that lists every problem. */
export function readBook(directory: string): Book {
  const file = readYaml(path.join(directory, 'book.yaml'), bookSchema, directory)
  const problems: string[] = []
  const parts = file.parts.map((part) => ({
    title: part.title,
    chapters: part.chapters.flatMap((entry) =>
      collecting(problems, () => [readChapter(directory, entry, part.title)]),
    ),
  }))
  const glossary = collecting(problems, () =>
    readYaml(path.join(directory, 'glossary.yaml'), glossarySchema, directory),
  )
  const listed = file.parts.flatMap((part) => part.chapters.map((chapter) => chapter.slug))
  for (const slug of foldersIn(path.join(directory, 'chapters'))) {
    if (!listed.includes(slug)) {
      problems.push(`content/book.yaml: does not list the chapter "${slug}", whose folder exists`)
    }
  }
  const chapters = parts.flatMap((part) => part.chapters)
  if (glossary.length > 0)
    for (const chapter of chapters) problems.push(...problemsOfProse(chapter, glossary, directory))
  if (problems.length > 0) throw new ContentError(problems)
  const { title, tagline } = file
  return { title, tagline, parts, chapters, glossary }
}

function readChapter(
  directory: string,
  entry: { slug: string; number: number },
  part: Bilingual,
): Chapter {
  const { slug, number } = entry
  const folder = path.join(directory, 'chapters', slug)
  const file = readYaml(path.join(folder, 'chapter.yaml'), chapterSchema, directory)
  const figures = readIfThere(
    path.join(folder, 'figures', 'figures.yaml'),
    figuresSchema,
    directory,
  )
  const quiz = readIfThere(path.join(folder, 'quiz.yaml'), quizSchema, directory)
  const tags = tagsOf(folder, 'ja')
  const chapter: Chapter = {
    slug,
    number,
    part,
    folder,
    ...file,
    sections: file.sections.map((section, index) => ({
      ...section,
      number: index + 1,
      tasks: tasksIn(tags, section.id),
    })),
    figures: (figures ?? []).map((figure, index) => ({
      ...figure,
      number: `${number}-${index + 1}`,
      folder: path.join(folder, 'figures'),
    })),
    questions: numbered(quiz?.questions ?? [], tags),
    items: readItems(folder, directory),
    exercises: foldersIn(path.join(folder, 'exercises')),
  }
  const problems = problemsOfChapter(chapter, directory)
  if (problems.length > 0) throw new ContentError(problems)
  return chapter
}

/** Every file of `items/`, in the order of their names. */
function readItems(folder: string, directory: string): readonly Item[] {
  const items = path.join(folder, 'items')
  const names = existsSync(items) ? readdirSync(items).sort() : []
  return names.flatMap((name) => readYaml(path.join(items, name), itemsSchema, directory).items)
}

/** Numbers questions by where the prose asks them; `section` only says what to read again. */
function numbered(questions: readonly Question[], tags: readonly Tag[]): NumberedQuestion[] {
  const ids = new Set(questions.map(({ id }) => id))
  const asked = tags
    .filter(({ name }) => name === 'Section')
    .map(({ of }) => tasksIn(tags, of).filter((id) => ids.has(id)))
  return questions.map((question) => {
    const around = asked.find((section) => section.includes(question.id)) ?? []
    return { ...question, number: around.indexOf(question.id) + 1, among: around.length }
  })
}

function readIfThere<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  directory: string,
): z.infer<Schema> | undefined {
  return existsSync(file) ? readYaml(file, schema, directory) : undefined
}

/** Goes on after a `ContentError`, so that a writer sees all problems at once. */
function collecting<Item>(problems: string[], read: () => Item[]): Item[] {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    problems.push(...error.problems)
    return []
  }
}

/** Changes whenever a file of the folder does. */
function signatureOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${name}:${statSync(path.join(folder, name)).mtimeMs}`)
    .join('|')
}
