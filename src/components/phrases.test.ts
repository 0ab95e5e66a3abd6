import { expect, test } from 'vitest'
import { phrasesOf, withBreaks } from './phrases.ts'

test('a heading breaks between phrases, never within one', () => {
  expect(phrasesOf('手順を伝えるか、姿を伝えるか')).toEqual([
    '手順を',
    '伝えるか、',
    '姿を',
    '伝えるか',
  ])
})

test('tags stay whole, and the text is the same', () => {
  const html = 'Pod を <code>kubectl apply</code> で作る'
  const broken = withBreaks(html)
  expect(broken).toContain('<code>')
  expect(broken.replaceAll('<wbr>', '')).toBe(html)
})
