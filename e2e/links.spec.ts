/** Every link and every file of the site leads somewhere, at the root of a host and below it. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { type APIRequestContext, expect, test } from '@playwright/test'

interface Found {
  /** Pages by address, with the ids that anchors may lead to. */
  readonly pages: Map<string, Set<string>>
  readonly broken: string[]
}

for (const [where, variable, directory] of [
  ['at the root of a host', 'SITE_URL', 'dist'],
  ['under a sub-path', 'SUB_PATH_URL', '.cache/sub-path'],
] as const) {
  test(`every link and file leads somewhere, and every page is led to ${where}`, async ({
    request,
  }) => {
    const site = process.env[variable] ?? ''
    const { pages, broken } = await walk(request, site)
    expect(broken).toEqual([])
    const reached = [...pages.keys()].map((page) => page.slice(site.length)).sort()
    expect(reached).toEqual(builtPages(directory))
    for (const page of ['', 'en/', 'glossary/', 'kubernetes-design/', 'en/kubernetes-design/'])
      expect(reached).toContain(page)
  })
}

/** The addresses of all pages that were built, below the base. */
function builtPages(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'index.html')
    .map((name) =>
      name
        .split(path.sep)
        .join('/')
        .replace(/index\.html$/, ''),
    )
    .sort()
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
      else if (isFile(to)) files.add(to.href)
      else if (tag === 'a') anchors.push({ from: page, to })
      else files.add(to.href)
      if (tag === 'a' && !isFile(to)) waiting.push(to.href.replace(/#.*$/, ''))
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

/** Feeds, cards and the like are linked to as pages are, but are none. */
function isFile({ pathname }: URL): boolean {
  return /\.\w+$/.test(pathname)
}
