import { expect, test } from 'vitest'
import { parseInlineText, plainText } from './inline-text.ts'

test('finds code and strong text between plain text', () => {
  expect(parseInlineText('`replicas` は **あるべき姿** です')).toEqual([
    { kind: 'code', text: 'replicas' },
    { kind: 'text', text: ' は ' },
    { kind: 'strong', text: 'あるべき姿' },
    { kind: 'text', text: ' です' },
  ])
})

test('leaves marks alone that do not close, and marks inside of code', () => {
  expect(parseInlineText('a ` b ** c')).toEqual([{ kind: 'text', text: 'a ` b ** c' }])
  expect(parseInlineText('`**not strong**`')).toEqual([{ kind: 'code', text: '**not strong**' }])
})

test('drops the marks for plain text', () => {
  expect(plainText('`kubectl` が **話す** 相手')).toBe('kubectl が 話す 相手')
})
