/** Every link and every file of the site leads somewhere, at the root of a host and below it. */
import { type APIRequestContext, expect, test } from '@playwright/test'

interface Found {
  /** Pages by address, with the ids that anchors may lead to. */
  readonly pages: Map<string, Set<string>>
  readonly broken: string[]
}

for (const [where, variable] of [
  ['at the root of a host', 'SITE_URL'],
  ['under a sub-path', 'SUB_PATH_URL'],
] as const) {
  test(`every link and file leads somewhere ${where}`, async ({ request }) => {
    const site = process.env[variable] ?? ''
    const { pages, broken } = await walk(request, site)
    expect(broken).toEqual([])
    expect([...pages.keys()].map((page) => page.slice(site.length)).sort()).toEqual([
      '',
      'accessibility/',
      'en/',
      'en/accessibility/',
      'en/glossary/',
      'en/kubernetes-design/',
      'glossary/',
      'kubernetes-design/',
    ])
  })
}

async function walk(request: APIRequestContext, site: string): Promise<Found> {
  const pages = new Map<string, Set<string>>()
  const files = new Set<string>()
  const anchors: { from: string; to: URL }[] = []
  const broken: string[] = []
  const waiting = [site]
  for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
    if (pages.has(page)) continue
    const response = await request.get(page, { maxRedirects: 0 })
    if (response.status() !== 200) {
      broken.push(`${page} answers ${response.status()}`)
      continue
    }
    const html = await response.text()
    pages.set(page, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '')))
    for (const [, tag = '', address = ''] of html.matchAll(
      /<(\w+)[^>]*\s(?:href|src)="([^"]+)"/g,
    )) {
      const to = new URL(address.replaceAll('&amp;', '&'), page)
      if (to.origin !== new URL(site).origin) continue
      if (!to.href.startsWith(site)) broken.push(`${page} leads out of the site: ${address}`)
      else if (to.pathname.endsWith('.xml')) files.add(to.href)
      else if (tag === 'a') anchors.push({ from: page, to })
      else files.add(to.href)
      if (tag === 'a' && !to.pathname.endsWith('.xml')) waiting.push(to.href.replace(/#.*$/, ''))
    }
  }
  for (const file of files) {
    if (pages.has(file)) continue
    const { status } = await request.get(file).then((response) => ({ status: response.status() }))
    if (status !== 200) broken.push(`${file} answers ${status}`)
  }
  for (const { from, to } of anchors) {
    const id = decodeURIComponent(to.hash.slice(1))
    const ids = pages.get(to.href.replace(/#.*$/, ''))
    if (id !== '' && !ids?.has(id))
      broken.push(`${from} leads to ${to.href}, where there is no such place`)
  }
  return { pages, broken }
}
