import { expect, test } from 'vitest'
import { loadBook } from './book.ts'
import { readChanges } from './changes.ts'

const changes = readChanges()

test('changes stand newest first, on days that there are', () => {
  const dates = changes.map(({ date }) => date)
  expect(dates).toEqual(dates.toSorted().reverse())
  for (const date of dates) expect(new Date(date).toISOString()).toContain(date)
})

test('changes lead to pages that there are', () => {
  const pages = [...loadBook().chapters.map(({ slug }) => slug), 'glossary', undefined]
  for (const { page } of changes) expect(pages).toContain(page)
})
