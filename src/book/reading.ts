/**
 * What is being read: the chapter and the language of a page.
 *
 * The page puts it into `Astro.locals`; the tags that authors write (`<Figure name="…" />`) find
 * it there, so that prose needs no imports and no attributes but names.
 */
import type { Language } from '../language.ts'
import type { Book, Chapter, Figure, NumberedQuestion, Section } from './book.ts'

export interface Reading {
  readonly language: Language
  readonly book: Book
  readonly chapter: Chapter
}

/** The reading of this page; outside of a chapter the tag has no meaning. */
export function readingOf(locals: { reading?: Reading }, tag: string): Reading {
  if (!locals.reading) throw new Error(`<${tag}> stands outside of a chapter`)
  return locals.reading
}

export function sectionOf(reading: Reading, id: string): Section {
  return found(reading, 'Section', id, reading.chapter.sections, (section) => section.id)
}

export function figureOf(reading: Reading, name: string): Figure {
  return found(reading, 'Figure', name, reading.chapter.figures, (figure) => figure.name)
}

export function questionOf(reading: Reading, id: string): NumberedQuestion {
  return found(reading, 'Question', id, reading.chapter.questions, (question) => question.id)
}

export function exerciseOf(reading: Reading, id: string): string {
  return found(reading, 'Lab', id, reading.chapter.exercises, (exercise) => exercise)
}

export function termOf(reading: Reading, id: string) {
  return found(reading, 'Term', id, reading.book.glossary, (term) => term.id)
}

/** The one with this name, or an error that says which names there are. */
function found<Item>(
  { chapter, language }: Reading,
  tag: string,
  wanted: string,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): Item {
  const item = items.find((candidate) => nameOf(candidate) === wanted)
  if (item !== undefined) return item
  const file = `content/chapters/${chapter.slug}/${language}.mdx`
  const known = items.map(nameOf).join(', ') || 'none'
  throw new Error(`${file}: <${tag}> asks for "${wanted}", which does not exist. Known: ${known}`)
}
