import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isTranslationBehind, proseHash, translationFile } from './translation.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'arubeki-translation-'))
afterAll(() => rmSync(folder, { recursive: true }))
const write = (prose: string) => writeFileSync(path.join(folder, 'ja.mdx'), prose)

test('a translation is behind once the words have changed', () => {
  write('<Section id="a">\n\n姿を伝えます。\n\n</Section>')
  expect(isTranslationBehind(folder)).toBe(false)
  writeFileSync(translationFile(folder), `ja: '${proseHash(folder)}'\n`)
  expect(isTranslationBehind(folder)).toBe(false)
  write('<Section id="a">\n\n姿を\n伝えます。\n')
  expect(isTranslationBehind(folder)).toBe(true)
})

test('a figure more, or a line broken elsewhere, changes no words', () => {
  write('姿を 伝えます。')
  const before = proseHash(folder)
  write('姿を\n伝えます。\n\n<Figure name="x" />\n')
  expect(proseHash(folder)).toBe(before)
})
