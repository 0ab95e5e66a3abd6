import { expect, test } from 'vitest'
import { tightenPolicy } from './tighten-policy.ts'

const page = (body: string) =>
  `<meta content="script-src 'self'; style-src 'self' 'unsafe-inline' ;"><body>${body}</body>`

test('a page without inline styles may have none', () => {
  expect(tightenPolicy(page('<p>text</p>'))).toContain("style-src 'self' ;")
})

test.each(['<p style="left:0">', '<div class="editor">', '<astro-island client="only">'])(
  'a page with %s keeps its leave',
  (body) => {
    expect(tightenPolicy(page(body))).toContain("'unsafe-inline'")
  },
)
