/**
 * A chapter of the book as plain Markdown, for makers of books that know no tags of ours: the same
 * text, figures as pictures with their sizes, questions and tasks as what they ask.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Chapter, loadBook } from '../../src/book/book.ts'
import { readDrawing } from '../../src/book/drawings.ts'
import { readExercise } from '../../src/book/labs.ts'

const language = 'ja'

export interface PlainChapter {
  readonly title: string
  readonly markdown: string
  /** Pictures by file name; the text asks for them in `/figures/`. */
  readonly figures: ReadonlyMap<string, string>
}

export function plainChapter(): PlainChapter {
  const [chapter] = loadBook().chapters
  if (!chapter) throw new Error('The book has no chapter.')
  const prose = readFileSync(path.join(chapter.folder, `${language}.mdx`), 'utf8')
  const figures = chapter.figures.map(
    (figure) => [`${figure.name}.svg`, readDrawing(figure, language).svg] as const,
  )
  return {
    title: chapter.title[language],
    markdown: prose
      .replace(/<Note>\s*([\s\S]*?)\s*<\/Note>/g, (_, note) => quoted(String(note)))
      .replace(/<(?:Term|Ruby) of="[^"]*">(.*?)<\/(?:Term|Ruby)>/g, '$1')
      .replace(/<Section id="([^"]*)">/g, (_, id) => headOf(chapter, String(id)))
      .replace(/<Figure name="([^"]*)" \/>/g, (_, name) => pictureOf(chapter, String(name)))
      .replace(/<Question id="([^"]*)" \/>/g, (_, id) => questionOf(chapter, String(id)))
      .replace(/<Lab exercise="([^"]*)" \/>/g, (_, id) => taskOf(chapter, String(id)))
      .replace(/<Objectives \/>/g, listed(chapter.objectives.map(({ text }) => text[language])))
      // What only a living page can show is left out: the others carry less.
      .replace(/^<\/?[A-Z][^>]*>$/gm, '')
      .replace(/\n{3,}/g, '\n\n'),
    figures: new Map(figures),
  }
}

function quoted(text: string): string {
  return text.replace(/^/gm, '> ')
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}

function headOf({ sections }: Chapter, id: string): string {
  const section = sections.find((each) => each.id === id)
  return `## ${section?.number}. ${section?.title[language]}`
}

function pictureOf({ figures }: Chapter, name: string): string {
  const figure = figures.find((each) => each.name === name)
  if (!figure) throw new Error(`The chapter has no figure "${name}".`)
  const { svg, width } = readDrawing(figure, language)
  const height = /height="(\d+)"/.exec(svg)?.[1]
  const caption = figure.caption[language]
  return `<img src="/figures/${name}.svg" alt="${figure.title[language]}" width="${width}" height="${height}" />\n\n${caption}`
}

function questionOf({ questions }: Chapter, id: string): string {
  const question = questions.find((each) => each.id === id)
  if (!question) throw new Error(`The chapter has no question "${id}".`)
  const choices =
    question.kind === 'multiple-choice' ? question.choices.map(({ text }) => text[language]) : []
  return `**問** ${question.prompt[language]}\n\n${listed(choices)}`
}

function taskOf(chapter: Chapter, id: string): string {
  const { title, goal } = readExercise(chapter, id)
  return `**${title[language]}** ${goal[language]}`
}
