/** RSS: what is new in the book. Without the site's own address, links are relative to the host. */
import type { APIRoute } from 'astro'
import { loadBook } from '../../book/book.ts'
import { readChanges } from '../../book/changes.ts'
import { absolute, href } from '../../components/href.ts'
import { languagePaths } from '../../components/languages.ts'
import type { Language } from '../../language.ts'

export const getStaticPaths = languagePaths

export const GET: APIRoute<{ readonly language: Language }> = ({ props: { language } }) => {
  const { title, tagline } = loadBook()
  const link = (page?: string) => {
    const address = href(language, page)
    return escaped(absolute(address) ?? address)
  }
  const items = readChanges().flatMap((change) => [
    '    <item>',
    `      <title>${escaped(change.title[language])}</title>`,
    `      <link>${link(change.page)}</link>`,
    `      <guid isPermaLink="false">arubeki:${language}:${change.id}</guid>`,
    `      <pubDate>${new Date(change.date).toUTCString()}</pubDate>`,
    `      <description>${escaped(change.text[language])}</description>`,
    '    </item>',
  ])
  const feed = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0">',
    '  <channel>',
    `    <title>${escaped(title[language])}</title>`,
    `    <link>${link()}</link>`,
    `    <description>${escaped(tagline[language])}</description>`,
    `    <language>${language}</language>`,
    ...items,
    '  </channel>',
    '</rss>',
    '',
  ]
  return new Response(feed.join('\n'))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
