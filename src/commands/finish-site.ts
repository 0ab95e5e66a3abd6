/**
 * What is made from a site's pages once they are built: the search index, the files that hosts and
 * search engines read, and, last of all, the worker that keeps the whole for times without a network.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { robotsFile, sitemapFile } from './found/sitemap.ts'
import { inlineStyles } from './hosting/inline-styles.ts'
import { headersFile, htaccessFile } from './hosting/site-headers.ts'
import { tightenPolicy } from './hosting/tighten-policy.ts'
import { writeServiceWorker } from './offline/write-service-worker.ts'
import { writeSearchIndex } from './search/search-index.ts'

export interface BuiltSite {
  readonly base: string
  readonly directory: string
}

export interface BuiltPage {
  readonly file: string
  /** Below the base: `''`, `en/glossary/`. */
  readonly address: string
}

export async function finishSite({ base, directory }: BuiltSite): Promise<void> {
  const below = base.endsWith('/') ? base : `${base}/`
  const pages = pagesIn(directory)
  const styles = (address: string) =>
    address.startsWith(below)
      ? readFileSync(path.join(directory, address.slice(below.length)), 'utf8')
      : undefined
  for (const { file } of [...pages, { file: path.join(directory, '404.html') }]) {
    const strict = tightenPolicy(withoutIslandStyle(readFileSync(file, 'utf8')))
    writeFileSync(file, inlineStyles(strict, styles))
  }
  await writeSearchIndex(directory, pages)
  const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text)
  const site = process.env['ARUBEKI_SITE']
  const addresses = pages.map(({ address }) => address)
  if (site) write('sitemap.xml', sitemapFile(new URL(below, site).href, addresses))
  write('robots.txt', robotsFile(site && new URL(below, site).href))
  write('_headers', headersFile(below))
  write('.htaccess', htaccessFile(below))
  await writeServiceWorker(directory, below)
}

/** Astro's own rule for islands stands in `styles/still.css`. */
function withoutIslandStyle(html: string): string {
  return html.replace(/<style>astro-island[^<]*\{display:contents\}<\/style>/g, '')
}

function pagesIn(directory: string): readonly BuiltPage[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'index.html')
    .sort()
    .map((name) => {
      const folder = path.dirname(name).split(path.sep).join('/')
      return { file: path.join(directory, name), address: folder === '.' ? '' : `${folder}/` }
    })
}
