import { expect, test } from 'vitest'
import { robotsFile, sitemapFile } from './sitemap.ts'

test('a page stands with its sister in the other language', () => {
  const map = sitemapFile('https://example.org/books/', ['', 'en/', 'glossary/'])
  expect(map.match(/<loc>[^<]+<\/loc>/g)).toEqual([
    '<loc>https://example.org/books/</loc>',
    '<loc>https://example.org/books/en/</loc>',
    '<loc>https://example.org/books/glossary/</loc>',
  ])
  expect(map.match(/hreflang="en" href="https:\/\/example\.org\/books\/en\/"/g)).toHaveLength(2)
})

test('without an address of its own, a site has no sitemap to name', () => {
  expect(robotsFile(undefined)).toBe('User-agent: *\nAllow: /\n')
  expect(robotsFile('https://example.org/b/')).toContain(
    'Sitemap: https://example.org/b/sitemap.xml',
  )
})
