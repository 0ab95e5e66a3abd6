/** What search engines ask a host for: the list of pages, each with its sister in the other language. */
import { languages } from '../../language.ts'

/** `site` is the address of the home page, with a closing slash; `addresses` are below it. */
export function sitemapFile(site: string, addresses: readonly string[]): string {
  const known = new Set(addresses)
  const urls = addresses.map((address) => {
    const japanese = address.replace(/^en\//, '')
    const links = languages
      .map((language) => ({ language, to: language === 'en' ? `en/${japanese}` : japanese }))
      .filter(({ to }) => known.has(to))
      .map(({ language, to }) => {
        const href = new URL(to, site).href
        return `    <xhtml:link rel="alternate" hreflang="${language}" href="${href}"/>`
      })
    return ['  <url>', `    <loc>${new URL(address, site).href}</loc>`, ...links, '  </url>'].join(
      '\n',
    )
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n')
}

/** A sitemap needs full addresses, so there is one only where the site's own is known. */
export function robotsFile(site: string | undefined): string {
  const map = site ? [`Sitemap: ${new URL('sitemap.xml', site).href}`] : []
  return ['User-agent: *', 'Allow: /', ...map, ''].join('\n')
}
