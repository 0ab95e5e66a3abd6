/**
 * Reads the HTML of our own pages into a tree, for what is made of them: the search index, the
 * e-book, and the proof that they are well formed.
 *
 * *Leaves out:* the leniency of browsers. An element that is not closed, or closed out of turn, is a
 * problem and is reported with its line.
 */
export interface HtmlElement {
  readonly tag: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: HtmlNode[]
  /** Where its tag begins. */
  readonly line: number
}

export type HtmlNode = HtmlElement | string

export interface ParsedHtml {
  readonly root: HtmlElement
  readonly problems: readonly string[]
}

const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))
/** What stands in these is text to the last letter. */
const raw = new Set(['script', 'style', 'textarea', 'title'])

const markup =
  /<!--[\s\S]*?-->|<!doctype[^>]*>|<\/([a-zA-Z][\w:-]*)\s*>|<([a-zA-Z][\w:-]*)((?:\s+[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*)\s*(\/?)>/gi

export function isElement(node: HtmlNode): node is HtmlElement {
  return typeof node !== 'string'
}

export function isEmptyElement(tag: string): boolean {
  return empty.has(tag)
}

/** With `xml`, as an e-book is read: nothing is empty unless it says so, and names have a case. */
export function parseHtml(html: string, { xml = false } = {}): ParsedHtml {
  const root: HtmlElement = { tag: '#document', attributes: new Map(), children: [], line: 1 }
  const open: HtmlElement[] = [root]
  const problems: string[] = []
  const lineAt = lineCounter(html)
  const here = () => open.at(-1) ?? root
  const say = (text: string) => {
    if (text !== '') here().children.push(decode(text))
  }
  let at = 0
  markup.lastIndex = 0
  for (let match = markup.exec(html); match; match = markup.exec(html)) {
    say(html.slice(at, match.index))
    at = markup.lastIndex
    const [, closing, opening, attributes = '', slash] = match
    const line = lineAt(match.index)
    if (closing !== undefined) {
      const tag = closing
      if (here().tag === tag) open.pop()
      else problems.push(`line ${line}: </${tag}> closes <${here().tag}> of line ${here().line}`)
    } else if (opening !== undefined) {
      const tag = opening
      const element: HtmlElement = {
        tag,
        attributes: attributesOf(attributes, line, problems),
        children: [],
        line,
      }
      here().children.push(element)
      if ((!xml && empty.has(tag)) || slash === '/') continue
      if (!xml && raw.has(tag)) {
        const end = html.toLowerCase().indexOf(`</${tag}`, at)
        const text = html.slice(at, end < 0 ? html.length : end)
        if (text !== '')
          element.children.push(tag === 'title' || tag === 'textarea' ? decode(text) : text)
        at = html.indexOf('>', end) + 1
        markup.lastIndex = at
      } else open.push(element)
    }
  }
  say(html.slice(at))
  for (const { tag, line } of open.slice(1)) problems.push(`line ${line}: <${tag}> is not closed`)
  return { root, problems }
}

function attributesOf(source: string, line: number, problems: string[]): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name = '', double, single, bare] of source.matchAll(
    /([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g,
  )) {
    if (attributes.has(name)) problems.push(`line ${line}: the attribute ${name} stands twice`)
    attributes.set(name, decode(double ?? single ?? bare ?? ''))
  }
  return attributes
}

function lineCounter(text: string): (offset: number) => number {
  let at = 0
  let line = 1
  return (offset) => {
    for (
      let next = text.indexOf('\n', at);
      next >= 0 && next < offset;
      next = text.indexOf('\n', at)
    ) {
      line += 1
      at = next + 1
    }
    return line
  }
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (decimal) return String.fromCodePoint(Number(decimal))
    return named[name] ?? whole
  })
}

/** Every element below a node, in the order of the page. */
export function* elementsIn(node: HtmlElement): Generator<HtmlElement> {
  for (const child of node.children) {
    if (!isElement(child)) continue
    yield child
    yield* elementsIn(child)
  }
}

export function hasClass(element: HtmlElement, name: string): boolean {
  return (element.attributes.get('class') ?? '').split(/\s+/).includes(name)
}

/** The first element below a node that is wanted. */
export function findElement(
  node: HtmlElement,
  wanted: (element: HtmlElement) => boolean,
): HtmlElement | undefined {
  for (const element of elementsIn(node)) if (wanted(element)) return element
  return undefined
}
