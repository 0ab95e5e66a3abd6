import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { headersFile, headersOf, htaccessFile, nginxFile, vercelFile } from './site-headers.ts'

test('what carries a hash in its name may be kept for good, all else is asked for anew', () => {
  expect(headersOf('_astro/Page.abc.css')['cache-control']).toContain('immutable')
  expect(headersOf('index.html')['cache-control']).toBe('no-cache')
  expect(headersOf('sw.js')['cache-control']).toBe('no-cache')
  expect(headersOf('_astro/Page.abc.css')['x-content-type-options']).toBe('nosniff')
})

test('the files of hosts know the base', () => {
  expect(headersFile('/books/')).toMatch(/^\/books\/\*\n {2}cache-control: no-cache\n/)
  expect(headersFile('/books/')).toContain('\n/books/_astro/*\n  ! cache-control\n')
  expect(htaccessFile('/books/')).toMatch(/^ErrorDocument 404 \/books\/404\.html\n/)
})

test.each([
  ['src/commands/hosting/nginx.conf', nginxFile()],
  ['src/commands/hosting/vercel.json', vercelFile()],
])('%s says what our own server says', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text)
})
