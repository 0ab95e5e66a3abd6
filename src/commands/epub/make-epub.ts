/** From the built site to an e-book: its chapters, their answers, the glossary. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Book } from '../../book/book.ts'
import type { Change } from '../../book/changes.ts'
import type { Language } from '../../language.ts'
import {
  elementsIn,
  findElement,
  type HtmlElement,
  hasClass,
  parseHtml,
} from '../html/parse-html.ts'
import { type Answer, escaped, headingOf, toXhtml } from './to-xhtml.ts'
import { type EpubPage, writeEpub } from './write-epub.ts'

const styleFile = path.join(import.meta.dirname, 'book.css')

export interface Source {
  readonly book: Book
  readonly changes: readonly Change[]
  readonly language: Language
  /** The built site, at the root of a host. */
  readonly directory: string
}

export function makeEpub({ book, changes, language, directory }: Source): Uint8Array {
  const below = language === 'en' ? 'en/' : ''
  const words = {
    ja: { answers: '答え', see: '答えを見る', chapter: (n: number) => `第${n}章` },
    en: { answers: 'Answers', see: 'See the answer', chapter: (n: number) => `Chapter ${n}` },
  }[language]
  const sources = [
    ...book.chapters.map(({ slug, number, title }) => ({
      slug,
      title: `${words.chapter(number)} ${title[language]}`,
    })),
    { slug: 'glossary', title: { ja: '用語集', en: 'Glossary' }[language] },
  ]
  const files = new Map(sources.map(({ slug }) => [`${below}${slug}/`, `${slug}.xhtml`]))
  files.set(below, 'nav.xhtml')
  const pages: EpubPage[] = []
  const answers: EpubPage[] = []
  for (const { slug, title } of sources) {
    const html = readFileSync(path.join(directory, below, slug, 'index.html'), 'utf8')
    const main = findElement(parseHtml(html).root, ({ tag }) => tag === 'main')
    if (!main) throw new Error(`${slug} has no main part`)
    const answersFile = `answers-${slug}.xhtml`
    const around = { address: `${below}${slug}/`, files, answersFile, answerWord: words.see }
    const converted = toXhtml(main, around)
    pages.push({ file: `${slug}.xhtml`, title, body: converted.body, places: placesOf(main) })
    if (converted.answers.length > 0) {
      const name = `${words.answers}: ${title}`
      const body = answersBody(name, converted.answers)
      answers.push({ file: answersFile, title: name, body, places: [] })
    }
  }
  return writeEpub({
    language,
    id: `urn:arubeki:${language}`,
    title: book.title[language],
    description: book.tagline[language],
    modified: `${changes[0]?.date ?? '2026-01-01'}T00:00:00Z`,
    style: readFileSync(styleFile, 'utf8'),
    cover: readFileSync(path.resolve('public', 'social', `home-${language}.png`)),
    pages: [...pages, ...answers],
  })
}

function placesOf(main: HtmlElement): EpubPage['places'] {
  return [...elementsIn(main)]
    .filter((element) => element.tag === 'section' && hasClass(element, 'section'))
    .map((section) => {
      const heading = findElement(section, ({ tag }) => tag === 'h2')
      return {
        id: section.attributes.get('id') ?? '',
        title: heading ? headingOf(heading) : '',
      }
    })
}

function answersBody(title: string, answers: readonly Answer[]): string {
  let section = ''
  const parts = answers.map((answer) => {
    const heading = answer.section === section ? '' : `<h2>${escaped(answer.section)}</h2>`
    section = answer.section
    return `${heading}<div class="answer" id="${answer.id}"><h3>${escaped(answer.name)}</h3>${answer.body}</div>`
  })
  return `<h1>${escaped(title)}</h1>${parts.join('\n')}`
}
