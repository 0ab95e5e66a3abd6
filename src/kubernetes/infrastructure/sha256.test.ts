import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { base32, sha256, sha256Hex } from './sha256.ts'

test.each([
  '',
  'abc',
  'x'.repeat(55),
  'x'.repeat(56),
  'x'.repeat(64),
  'あるべき姿 🙂',
  'y'.repeat(1000),
])('SHA-256 agrees with the platform: %s', (text) => {
  expect(sha256Hex(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
})

test('base 32 is that of RFC 4648', () => {
  const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  expect(base32(ascii('foobar'))).toBe('MZXW6YTBOI')
  expect(base32(ascii('foob'))).toBe('MZXW6YQ')
  expect(base32(sha256('abc'))).toHaveLength(52)
})
