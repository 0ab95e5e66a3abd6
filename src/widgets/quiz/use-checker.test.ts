import { expect, test } from 'vitest'
import { readWrittenAnswer } from './use-checker.ts'

test.each([
  [{ text: 'etcd', overruled: { a: 'met', b: 'not_met' } }],
  [{ text: 'etcd', overruled: {} }],
])('a stored answer is read back: %j', (stored) => {
  expect(readWrittenAnswer(stored)).toEqual(stored)
})

test.each([
  [{ text: 'etcd' }, { text: 'etcd', overruled: {} }],
  [
    { text: 'etcd', overruled: { a: 'perfect', b: 'met' } },
    { text: 'etcd', overruled: { b: 'met' } },
  ],
  [
    { text: 'etcd', overruled: null },
    { text: 'etcd', overruled: {} },
  ],
  [{ text: 5 }, undefined],
  [null, undefined],
  ['etcd', undefined],
])('one of another form is mended or left: %j', (stored, expected) => {
  expect(readWrittenAnswer(stored)).toEqual(expected)
})
