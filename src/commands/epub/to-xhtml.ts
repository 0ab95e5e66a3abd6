/**
 * A page of the site as a page of an e-book: XHTML without scripts, each interactive by its still version,
 * answers taken out to stand at the end, links leading to where things are in the e-book.
 */
import {
  elementsIn,
  findElement,
  type HtmlElement,
  type HtmlNode,
  hasClass,
  isElement,
} from '../html/parse-html.ts'

export interface Answer {
  readonly id: string
  /** The question's or the task's name. */
  readonly name: string
  readonly section: string
  readonly body: string
}

export interface Converted {
  readonly body: string
  readonly answers: readonly Answer[]
}

export interface Surroundings {
  /** The page's own address below the base, and the file that it becomes. */
  readonly address: string
  /** Addresses below the base, by the file that each becomes. */
  readonly files: ReadonlyMap<string, string>
  /** Where the answers of this page will stand. */
  readonly answersFile: string
  readonly answerWord: string
}

const dropped = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'nav',
  'astro-island',
  'dialog',
  'link',
  'meta',
  'form',
  'input',
])
const droppedClasses = [
  'needs-script',
  'deep-link',
  'lab-still',
  'read-bar',
  'objectives-how',
  'term-card',
]
/** Attributes that mean something only where scripts run, or that XHTML does not know. */
const lost =
  /^(?:data-(?!node|edge|role|line|kind|right|key)|popover|tabindex$|client$|inputmode$|enterkeyhint$)/

export function toXhtml(root: HtmlElement, around: Surroundings): Converted {
  const answers: Answer[] = []
  const write = (node: HtmlNode): string => {
    if (!isElement(node)) return escaped(node)
    if (dropped.has(node.tag) || droppedClasses.some((name) => hasClass(node, name))) return ''
    if (node.tag === 'details') return takeOut(node)
    const inner = () => node.children.map(write).join('')
    if (node.tag === 'button') return hasClass(node, 'term') ? term(node, inner()) : ''
    if (node.tag === 'a') return link(node, inner(), around)
    if (node.tag === 'svg') return element(node, inner(), { xmlns: 'http://www.w3.org/2000/svg' })
    return element(node, inner())
  }
  const term = (node: HtmlElement, inner: string) => {
    const word = (node.attributes.get('popovertarget') ?? '').replace(/^term-/, '')
    const glossary = around.files.get(
      around.address.startsWith('en/') ? 'en/glossary/' : 'glossary/',
    )
    return glossary ? `<a class="term" href="${glossary}#${word}">${inner}</a>` : inner
  }
  const takeOut = (node: HtmlElement) => {
    const owner = ownerOf(root, node)
    if (!owner) return ''
    const id = `answer-${owner.attributes.get('id') ?? answers.length}`
    const section = sectionAround(root, owner)
    const rest = node.children.filter((child) => !isElement(child) || child.tag !== 'summary')
    answers.push({
      id,
      name: owner.attributes.get('aria-label') ?? '',
      section,
      body: rest.map(write).join(''),
    })
    return `<p class="to-answer"><a href="${around.answersFile}#${id}">${around.answerWord}</a></p>`
  }
  return { body: root.children.map(write).join(''), answers }
}

function ownerOf(root: HtmlElement, details: HtmlElement): HtmlElement | undefined {
  let owner: HtmlElement | undefined
  for (const element of elementsIn(root)) {
    const { attributes } = element
    if (!attributes.has('data-question') && !attributes.has('data-lab')) continue
    if (findElement(element, (inner) => inner === details)) owner = element
  }
  return owner
}

function sectionAround(root: HtmlElement, wanted: HtmlElement): string {
  for (const element of elementsIn(root)) {
    if (!hasClass(element, 'section')) continue
    if (!findElement(element, (inner) => inner === wanted)) continue
    const heading = findElement(element, ({ tag }) => tag === 'h2')
    return heading ? headingOf(heading) : ''
  }
  return ''
}

/** A heading as a line of text: its number, a space, its words. */
export function headingOf(heading: HtmlElement): string {
  const read = (node: HtmlNode): string =>
    isElement(node) ? node.children.map(read).join('') : node
  return heading.children
    .map((child) => read(child).replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(' ')
}

function link(node: HtmlElement, inner: string, { address, files }: Surroundings): string {
  const href = node.attributes.get('href') ?? ''
  if (/^https?:/.test(href)) return element(node, inner, { href })
  if (href.startsWith('#')) return element(node, inner, { href: encodeURI(decodeURI(href)) })
  const to = new URL(href, `https://book.invalid/${address}`)
  const file = files.get(to.pathname.slice(1))
  // What the e-book does not have is said, and leads nowhere.
  return file ? element(node, inner, { href: `${file}${to.hash}` }) : inner
}

function element(
  { tag, attributes }: HtmlElement,
  inner: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const kept = [...attributes].filter(([name]) => !lost.test(name) && !(name in more))
  const all = [...kept, ...Object.entries(more)]
    .map(([name, value]) => ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`)
    .join('')
  return inner === '' ? `<${tag}${all}/>` : `<${tag}${all}>${inner}</${tag}>`
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
