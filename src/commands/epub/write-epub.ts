/** Puts an e-book together: EPUB 3, one language, the same bytes for the same book. */
import { strToU8, type Zippable, zipSync } from 'fflate'
import type { Language } from '../../language.ts'
import { escaped } from './to-xhtml.ts'

export interface EpubPage {
  /** `kubernetes-design.xhtml` */
  readonly file: string
  readonly title: string
  readonly body: string
  /** Places that the contents list names. */
  readonly places: readonly { readonly id: string; readonly title: string }[]
}

export interface Epub {
  readonly language: Language
  readonly id: string
  readonly title: string
  readonly description: string
  /** `2026-12-01T00:00:00Z` */
  readonly modified: string
  readonly style: string
  readonly cover: Uint8Array
  readonly pages: readonly EpubPage[]
}

export function writeEpub(book: Epub): Uint8Array {
  const text = (content: string) => [strToU8(content), { level: 9 as const, mtime }] as const
  const files: Record<string, readonly [Uint8Array, { level: 0 | 9; mtime: Date }]> = {
    // First and stored as it is, so that a reader knows the file by its first bytes.
    mimetype: [strToU8('application/epub+zip'), { level: 0, mtime }],
    'META-INF/container.xml': text(container),
    'EPUB/package.opf': text(packageFile(book)),
    'EPUB/nav.xhtml': text(navFile(book)),
    'EPUB/style.css': text(book.style),
    'EPUB/cover.png': [book.cover, { level: 0, mtime }],
    'EPUB/cover.xhtml': text(
      page(book, book.title, '<img class="cover" src="cover.png" alt=""/>', ' epub:type="cover"'),
    ),
  }
  for (const { file, title, body } of book.pages)
    files[`EPUB/${file}`] = text(page(book, title, body))
  return zipSync(files as unknown as Zippable)
}

/** The earliest time that a zip can hold: the files' own times would make each book another. */
const mtime = new Date(1980, 0, 1, 12)

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
`

function page({ language }: Epub, title: string, body: string, attributes = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head><title>${escaped(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body${attributes}>${body}</body>
</html>
`
}

function packageFile(book: Epub): string {
  const { language, pages } = book
  const items = pages.map(({ file, body }, index) => {
    const svg = body.includes('<svg') ? ' properties="svg"' : ''
    return `    <item id="page-${index}" href="${file}" media-type="application/xhtml+xml"${svg}/>`
  })
  const spine = pages.map((_, index) => `    <itemref idref="page-${index}"/>`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${language}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">${book.id}</dc:identifier>
    <dc:title>${escaped(book.title)}</dc:title>
    <dc:language>${language}</dc:language>
    <dc:description>${escaped(book.description)}</dc:description>
    <meta property="dcterms:modified">${book.modified}</meta>
    <meta property="schema:accessMode">textual</meta>
    <meta property="schema:accessMode">visual</meta>
    <meta property="schema:accessModeSufficient">textual</meta>
    <meta property="schema:accessibilityFeature">alternativeText</meta>
    <meta property="schema:accessibilityFeature">structuralNavigation</meta>
    <meta property="schema:accessibilityHazard">none</meta>
    <meta property="schema:accessibilitySummary">${accessibility[language]}</meta>
    <meta name="cover" content="cover-image"/>
  </metadata>
  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="style" href="style.css" media-type="text/css"/>
    <item id="cover-image" href="cover.png" media-type="image/png" properties="cover-image"/>
    <item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
${items.join('\n')}
  </manifest>
  <spine>
    <itemref idref="cover"/>
    <itemref idref="nav"/>
${spine.join('\n')}
  </spine>
</package>
`
}

const accessibility: Readonly<Record<Language, string>> = {
  ja: '図にはすべて説明があり、見出しから目次でたどれます。',
  en: 'Every figure has a description, and every heading is in the table of contents.',
}

function navFile(book: Epub): string {
  const heading = { ja: '目次', en: 'Contents' }[book.language]
  const entry = ({ file, title, places }: EpubPage) => {
    const below = places.map(
      ({ id, title }) => `<li><a href="${file}#${encodeURI(id)}">${escaped(title)}</a></li>`,
    )
    const list = below.length > 0 ? `<ol>${below.join('')}</ol>` : ''
    return `<li><a href="${file}">${escaped(title)}</a>${list}</li>`
  }
  const list = book.pages.map(entry).join('\n')
  const body = `<nav epub:type="toc" id="toc"><h1>${heading}</h1><ol>\n${list}\n</ol></nav>`
  return page(book, heading, body)
}
