import { describe, expect, test } from 'vitest'
import { findElement, hasClass, isElement, parseHtml } from './parse-html.ts'

describe('a page', () => {
  const { root, problems } = parseHtml(
    '<!doctype html><html lang="ja"><body><!-- <p> --><p class="a b">1 &lt; 2&#x3042;<br>x</p>' +
      '<script>if (1 < 2) "</p>"</script><svg><path d="M0" /></svg></body></html>',
  )

  test('is a tree with its text decoded', () => {
    expect(problems).toEqual([])
    const paragraph = findElement(root, (element) => hasClass(element, 'b'))
    expect(paragraph?.children.map((child) => (isElement(child) ? child.tag : child))).toEqual([
      '1 < 2あ',
      'br',
      'x',
    ])
  })

  test('leaves scripts unread', () => {
    const script = findElement(root, ({ tag }) => tag === 'script')
    expect(script?.children).toEqual(['if (1 < 2) "</p>"'])
    expect(findElement(root, ({ tag }) => tag === 'path')?.attributes.get('d')).toBe('M0')
  })
})

test.each([
  [
    '<div>\n<p>x</div>',
    [
      'line 2: </div> closes <p> of line 2',
      'line 1: <div> is not closed',
      'line 2: <p> is not closed',
    ],
  ],
  ['<p id="a" id="b"></p>', ['line 1: the attribute id stands twice']],
])('tells what is wrong with %j', (html, problems) => {
  expect(parseHtml(html).problems).toEqual(problems)
})
