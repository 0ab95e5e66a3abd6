import { expect, test } from 'vitest'
import { inLanguage } from './in-language.ts'

test('texts stand in one language, everything else stays', () => {
  const value = {
    id: 'a',
    prompt: { ja: 'なぜ', en: 'Why' },
    choices: [{ text: { ja: 'はい', en: 'Yes' }, correct: true }],
    spec: { ja: 'x', en: 'y', other: 1 },
    none: null,
  }
  expect(inLanguage(value, 'ja')).toEqual({
    ...value,
    prompt: { ja: 'なぜ' },
    choices: [{ text: { ja: 'はい' }, correct: true }],
  })
})
