/**
 * What can be found: every section, sub-section, figure, question, lab and word of the book, read off
 * the built pages, each with its own address.
 */
import type { Language } from '../../language.ts'
import {
  elementsIn,
  findElement,
  type HtmlElement,
  type HtmlNode,
  hasClass,
  isElement,
  parseHtml,
} from '../html/parse-html.ts'

export interface SearchRecord {
  readonly url: string
  readonly language: Language
  readonly content: string
  readonly meta: {
    readonly title: string
    /** `第5章 Kubernetesの登場と設計思想`, or the page's name. */
    readonly page: string
    /** The section that it stands in; the same as the title for a section itself. */
    readonly section: string
    readonly kind: 'text' | 'figure' | 'question' | 'lab' | 'term'
  }
}

/** Parts of a page that say again what is said elsewhere, or that give an answer away. */
const leftOut = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'nav',
  'astro-island',
  'details',
  'dialog',
  'rt',
  'rp',
])
const leftOutClasses = [
  'needs-script',
  'deep-link',
  'glossary-link',
  'lab-still',
  'section-kind',
  'section-number',
]

/** The records of a page, which lives at `address`; none for a page without a main part. */
export function recordsOf(html: string, address: string): readonly SearchRecord[] {
  const { root } = parseHtml(html)
  const page = findElement(root, ({ tag }) => tag === 'html')
  const main = findElement(root, ({ tag }) => tag === 'main')
  const heading = main && findElement(main, ({ tag }) => tag === 'h1')
  if (!page || !main || !heading) return []
  const language = page.attributes.get('lang') === 'en' ? 'en' : 'ja'
  const crumb = findElement(main, (element) => element.attributes.get('aria-current') === 'page')
  const title = textOf(heading)
  const chapter = findElement(main, (element) => element.attributes.has('data-chapter'))
  const name = chapter && crumb ? `${textOf(crumb)} ${title}` : title
  const found: Draft[] = [{ anchor: '', title, section: title, kind: 'text', text: [] }]
  // Elsewhere questions come in heaps, for practice; whoever searches wants what explains.
  collect(main, found, title, chapter ? [] : ['question'])
  return found
    .map((draft) => ({ ...draft, content: plainWidths(draft.text.join(' ')) }))
    .filter(({ content, kind, title }) => content !== '' && (kind !== 'text' || title !== ''))
    .map(({ anchor, title, section, kind, content }) => ({
      url: anchor === '' ? address : `${address}#${anchor}`,
      language,
      content,
      meta: { title, page: name, section, kind },
    }))
}

/** Full-width letters and half-width katakana as they are looked for. */
function plainWidths(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

interface Draft {
  readonly anchor: string
  readonly title: string
  readonly section: string
  readonly kind: SearchRecord['meta']['kind']
  readonly text: string[]
}

/** Walks on through the text; whatever has an address of its own begins a new record. */
function collect(
  node: HtmlElement,
  found: Draft[],
  section: string,
  without: readonly string[],
): void {
  let current = found.at(-1)
  for (const child of node.children) {
    if (!isElement(child)) {
      current?.text.push(child)
      continue
    }
    if (isLeftOut(child) || without.some((name) => hasClass(child, name))) continue
    const begun = begin(child, section)
    if (begun?.kind === 'text') {
      found.push(begun)
      current = begun
      if (child.tag === 'h3') continue
      collect(child, found, begun.section, without)
    } else if (begun) {
      begun.text.push(textOf(child))
      found.push(begun)
    } else if (hasAddresses(child)) {
      collect(child, found, section, without)
      current = found.at(-1)
    } else current?.text.push(textOf(child), ' ')
    // What follows a figure or a question goes on with the text before it.
    if (begun && begun.kind !== 'text' && current) {
      const again = { ...current, text: [] }
      found.push(again)
      current = again
    }
  }
}

function hasAddresses(element: HtmlElement): boolean {
  for (const inner of elementsIn(element)) if (begin(inner, '')) return true
  return false
}

function begin(element: HtmlElement, section: string): Draft | undefined {
  const { tag, attributes } = element
  const anchor = attributes.get('id') ?? ''
  const draft = (kind: Draft['kind'], title: string, of = section): Draft => ({
    anchor,
    title,
    section: of,
    kind,
    text: [],
  })
  if (anchor === '') return undefined
  if (tag === 'section' && hasClass(element, 'section')) {
    const heading = findElement(element, ({ tag }) => tag === 'h2')
    const title = heading ? textOf(heading) : ''
    return draft('text', title, title)
  }
  if (tag === 'h3') return draft('text', textOf(element))
  if (attributes.has('data-figure')) {
    const caption = findElement(element, ({ tag }) => tag === 'figcaption')
    return draft('figure', caption ? textOf(caption) : '')
  }
  if (attributes.has('data-question')) {
    return draft('question', attributes.get('aria-label') ?? '')
  }
  if (attributes.has('data-lab')) return draft('lab', attributes.get('aria-label') ?? '')
  const word =
    tag === 'div'
      ? element.children.find((child) => isElement(child) && child.tag === 'dt')
      : undefined
  if (word && isElement(word)) return draft('term', textOf(word))
  return undefined
}

function isLeftOut(element: HtmlElement): boolean {
  return leftOut.has(element.tag) || leftOutClasses.some((name) => hasClass(element, name))
}

const blocks = new Set(
  'p li div section ul ol dl dt dd h1 h2 h3 h4 tr td th figcaption pre br article header'.split(
    ' ',
  ),
)

/** The text of a node as one reads it; blocks are parted by a space, `<wbr>` by nothing. */
export function textOf(node: HtmlNode): string {
  return read(node).replace(/\s+/g, ' ').trim()
}

function read(node: HtmlNode): string {
  if (!isElement(node)) return node
  if (isLeftOut(node)) return ''
  const text = node.children.map(read).join('')
  return blocks.has(node.tag) ? ` ${text} ` : text
}
