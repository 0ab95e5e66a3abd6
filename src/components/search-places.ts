/**
 * From a query to places in the book. Pagefind finds words and their beginnings; a Japanese reader
 * also types the middle of a word, so where no place holds the query as it stands, all are read.
 */
export interface SearchEngine {
  search(query: string): Promise<{ readonly results: readonly Found[] }>
  /** Everything that can be found, in one piece. */
  all(): Promise<readonly Fragment[]>
}

export interface Found {
  data(): Promise<Fragment>
}

export interface Fragment {
  readonly url: string
  readonly content: string
  readonly meta: Readonly<Record<string, string>>
}

export interface Place {
  readonly url: string
  readonly title: string
  readonly page: string
  readonly section: string
  readonly excerpt: readonly { readonly text: string; readonly hit: boolean }[]
}

/** Full-width letters, half-width katakana and capitals are the same to a reader. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

export async function placesFor(
  query: string,
  engine: SearchEngine,
  most: number,
): Promise<readonly Place[]> {
  const wanted = plain(query).split(/\s+/).filter(Boolean)
  const [first] = wanted
  if (first === undefined) return []
  const { results } = await engine.search(wanted.join(' '))
  const likely = await Promise.all(results.slice(0, 3 * most).map((found) => found.data()))
  let held = likely.filter((fragment) => holds(fragment, wanted))
  if (held.length === 0) {
    const all = await engine.all()
    held = all.filter((fragment) => holds(fragment, wanted))
  }
  const rank = (fragment: Fragment) => rankOf(fragment, wanted)
  return held
    .map((fragment, order) => ({ fragment, order, rank: rank(fragment) }))
    .sort((a, b) => b.rank - a.rank || a.order - b.order)
    .slice(0, most)
    .map(({ fragment }) => placeOf(fragment, wanted))
}

function holds({ content, meta }: Fragment, wanted: readonly string[]): boolean {
  const text = plain(`${meta['title']} ${content}`)
  return wanted.every((word) => text.includes(word))
}

/** A title says more than a text, and the word of the glossary more than a place that uses it. */
function rankOf({ meta }: Fragment, wanted: readonly string[]): number {
  const title = plain(meta['title'] ?? '')
  if (title === wanted.join(' ')) return 3
  if (wanted.every((word) => title.includes(word))) return meta['kind'] === 'text' ? 2 : 1
  return 0
}

const before = 24
const length = 90

function placeOf({ url, content: whole, meta }: Fragment, wanted: readonly string[]): Place {
  // The title stands above the excerpt, which goes on from there.
  const title = (meta['title'] ?? '').normalize('NFKC')
  const content = whole.startsWith(title) ? whole.slice(title.length).trim() : whole
  // NFKC keeps the length of what this book writes, and where it does not, the marks are a little off.
  const text = plain(content)
  const hits = wanted.map((word) => text.indexOf(word)).filter((at) => at >= 0)
  const from = Math.max(0, Math.min(...hits, text.length) - before)
  const start = hits.length === 0 ? 0 : from
  const shown = content.slice(start, start + length)
  const excerpt = marked(shown, wanted)
  return {
    url,
    title: meta['title'] ?? '',
    page: meta['page'] ?? '',
    section: meta['section'] ?? '',
    excerpt: [
      ...(start > 0 ? [{ text: '…', hit: false }] : []),
      ...excerpt,
      ...(start + length < content.length ? [{ text: '…', hit: false }] : []),
    ],
  }
}

/** A text cut where the wanted words begin and end. */
export function marked(
  text: string,
  wanted: readonly string[],
): { readonly text: string; readonly hit: boolean }[] {
  const words = [...wanted].sort((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(words.join('|'), 'giu')
  const parts: { text: string; hit: boolean }[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), hit: false })
    parts.push({ text: match[0], hit: true })
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at), hit: false })
  return parts
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
