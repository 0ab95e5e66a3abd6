import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { tightenPolicy } from './tighten-policy.ts'

const page = (body: string) =>
  `<head><meta charset="utf-8"><script>early()</script><meta http-equiv="content-security-policy" ` +
  `content="script-src 'self'; style-src 'self' 'unsafe-inline' ;"></head><body>${body}</body>`

test('a page without inline styles may have none', () => {
  expect(tightenPolicy(page('<p>text</p>'))).toContain("style-src 'self' ;")
})

test.each(['<p style="left:0">', '<div class="editor">', '<astro-island client="only">'])(
  'a page with %s keeps its leave',
  (body) => {
    expect(tightenPolicy(page(body))).toContain("'unsafe-inline'")
  },
)

test('the policy stands first, and names every script that stands inline', () => {
  const html = tightenPolicy(page('<script type="application/ld+json">{}</script>'))
  expect(html).toMatch(/^<head><meta charset="utf-8"><meta http-equiv/)
  expect(html.match(/http-equiv/g)).toHaveLength(1)
  const hash = createHash('sha256').update('early()').digest('base64')
  expect(html.match(/sha256-[^']+/g)).toEqual([`sha256-${hash}`])
})

test('a page without a policy stays as it is', () => {
  expect(tightenPolicy('<p>text</p>')).toBe('<p>text</p>')
})
