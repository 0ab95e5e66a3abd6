import { expect, test } from 'vitest'
import { inlineStyles } from './inline-styles.ts'

const page = (policy: string) =>
  `<head><meta content="style-src 'self'${policy};"><link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css"></head>`
const sheets: Record<string, string> = { '/a.css': 'p{margin:0}\n', '/b.css': 'i{src:url(x)}' }
const read = (address: string) => sheets[address]

test('sets stylesheets into a page that may have them inline, but not what refers to files', () => {
  const html = inlineStyles(page(" 'unsafe-inline'"), read)
  expect(html).toContain('<style>p{margin:0}</style><link rel="stylesheet" href="/b.css">')
})

test('leaves a page that may not as it is, and what is not of this site', () => {
  expect(inlineStyles(page(''), read)).toBe(page(''))
  expect(inlineStyles(page(" 'unsafe-inline'"), () => undefined)).toBe(page(" 'unsafe-inline'"))
})
