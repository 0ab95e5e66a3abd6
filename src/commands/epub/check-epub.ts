/**
 * Whether an e-book is one: what the EPUB 3 standard asks of its container, its package and its pages, as far
 * as this book uses it. *Leaves out:* whatever this book never does (scripts, media overlays, encryption).
 */
import { strFromU8, unzipSync } from 'fflate'
import { elementsIn, findElement, type HtmlElement, parseHtml } from '../html/parse-html.ts'

/** Every way in which it is not; none for a good book. */
export function epubProblems(bytes: Uint8Array): readonly string[] {
  const problems: string[] = firstEntryProblems(bytes)
  const files = unzipSync(bytes)
  const text = (name: string) => {
    const content = files[name]
    if (!content) problems.push(`${name} is missing`)
    return content ? strFromU8(content) : ''
  }
  const read = (name: string): HtmlElement => {
    const { root, problems: found } = parseHtml(text(name), { xml: true })
    problems.push(...found.map((problem) => `${name}, ${problem}`))
    return root
  }
  const container = read('META-INF/container.xml')
  const rootfile = findElement(container, ({ tag }) => tag === 'rootfile')
  const path = rootfile?.attributes.get('full-path') ?? ''
  const folder = path.replace(/[^/]*$/, '')
  const pack = read(path)
  const all = [...elementsIn(pack)]
  problems.push(...metadataProblems(all))

  const items = all.filter(({ tag }) => tag === 'item')
  const hrefs = new Map(
    items.map(({ attributes }) => [attributes.get('id'), attributes.get('href') ?? '']),
  )
  if (hrefs.size !== items.length) problems.push('two items share an id')
  const listed = new Set([...hrefs.values()].map((href) => folder + href))
  for (const name of listed)
    if (!files[name]) problems.push(`the manifest names ${name}, which is not there`)
  for (const name of Object.keys(files)) {
    const outside = name === 'mimetype' || name.startsWith('META-INF/') || name === path
    if (!outside && !listed.has(name)) problems.push(`${name} is not in the manifest`)
  }
  const spine = all.filter(({ tag }) => tag === 'itemref')
  if (spine.length === 0) problems.push('the spine is empty')
  for (const { attributes } of spine) {
    const id = attributes.get('idref')
    if (!hrefs.has(id)) problems.push(`the spine names ${id}, which the manifest does not have`)
  }
  const nav = items.find(({ attributes }) => attributes.get('properties') === 'nav')
  if (!nav) problems.push('there is no navigation document')

  const pages = new Map<string, HtmlElement>()
  for (const { attributes } of items) {
    if (attributes.get('media-type') !== 'application/xhtml+xml') continue
    const name = folder + attributes.get('href')
    const page = read(name)
    pages.set(name, page)
    const hasSvg = findElement(page, ({ tag }) => tag === 'svg') !== undefined
    const saysSvg = attributes.get('properties')?.includes('svg') === true
    if (hasSvg !== saysSvg) problems.push(`${name}: the manifest is wrong about its drawings`)
  }
  for (const [name, page] of pages) problems.push(...pageProblems(name, page, pages, files))
  return problems
}

function firstEntryProblems(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const name = strFromU8(bytes.subarray(30, 38))
  const content = strFromU8(bytes.subarray(38, 58))
  const isFirst = view.getUint32(0, true) === 0x04034b50 && name === 'mimetype'
  const isStored = view.getUint16(8, true) === 0 && view.getUint16(28, true) === 0
  if (isFirst && isStored && content === 'application/epub+zip') return []
  return ['mimetype is not the first file, stored as it is']
}

function metadataProblems(all: readonly HtmlElement[]): string[] {
  const wanted = ['dc:identifier', 'dc:title', 'dc:language']
  const missing = wanted.filter((tag) => !all.some((element) => element.tag === tag))
  const modified = all.find(({ attributes }) => attributes.get('property') === 'dcterms:modified')
  const time = String(modified?.children[0] ?? '')
  return [
    ...missing.map((tag) => `the package has no ${tag}`),
    ...(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) ? [] : ['dcterms:modified is no time']),
  ]
}

function pageProblems(
  name: string,
  page: HtmlElement,
  pages: ReadonlyMap<string, HtmlElement>,
  files: Readonly<Record<string, Uint8Array>>,
): string[] {
  const problems: string[] = []
  const ids = idsOf(page)
  if (ids.size !== [...elementsIn(page)].filter(({ attributes }) => attributes.has('id')).length)
    problems.push(`${name}: an id stands twice`)
  for (const { tag, attributes, line } of elementsIn(page)) {
    if (/^(?:script|iframe|form|input|button|astro-island)$/.test(tag))
      problems.push(`${name}, line ${line}: <${tag}> does not belong into an e-book`)
    for (const attribute of ['href', 'src']) {
      const value = attributes.get(attribute)
      if (value === undefined || /^https?:/.test(value)) continue
      const [file = '', anchor = ''] = value.split('#')
      const target = file === '' ? name : name.replace(/[^/]*$/, '') + file
      if (!files[target])
        problems.push(`${name}, line ${line}: leads to ${target}, which is not there`)
      else if (anchor !== '' && !idsOf(pages.get(target)).has(decodeURIComponent(anchor)))
        problems.push(`${name}, line ${line}: leads to ${value}, where there is no such place`)
    }
  }
  return problems
}

const known = new WeakMap<HtmlElement, ReadonlySet<string>>()

function idsOf(page: HtmlElement | undefined): ReadonlySet<string> {
  if (!page) return new Set()
  const ids =
    known.get(page) ??
    new Set([...elementsIn(page)].flatMap(({ attributes }) => attributes.get('id') ?? []))
  known.set(page, ids)
  return ids
}
