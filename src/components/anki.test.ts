import { expect, test } from 'vitest'
import { loadBook } from '../book/book.ts'
import { languages } from '../language.ts'
import { ankiCsv } from './anki.ts'

test.each(languages)('every item and every word is one line of three cells (%s)', (language) => {
  const book = loadBook()
  const lines = ankiCsv(book, language).trimEnd().split('\n')
  const notes = lines.filter((line) => !line.startsWith('#'))
  const items = book.chapters.reduce((sum, chapter) => sum + chapter.items.length, 0)
  expect(notes).toHaveLength(items + book.glossary.length)
  for (const note of notes) expect(note).toMatch(/^"(?:[^"]|"")+","(?:[^"]|"")+","(?:[^"]|"")+"$/)
  expect(lines.join('')).not.toMatch(/undefined|\[object/)
})
