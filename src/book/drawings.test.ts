import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { languages } from '../language.ts'
import { loadBook } from './book.ts'
import { drawingFile, drawingKey, drawnKey, readDrawing, strayDrawings } from './drawings.ts'

const figures = loadBook().chapters.flatMap((chapter) => chapter.figures)
const drawings = figures.flatMap((figure) => languages.map((language) => ({ figure, language })))

test.each(drawings)(
  '$figure.name ($language) is drawn from what its source says now',
  ({ figure, language }) => {
    expect(drawnKey(figure, language), 'stale: npm run diagrams').toBe(drawingKey(figure, language))
  },
)

test.each(drawings)('$figure.name ($language) says what it shows', ({ figure, language }) => {
  const svg = readFileSync(drawingFile(figure, language), 'utf8')
  expect(svg).toContain('role="img"')
  // How much they must say is the schema's to ask.
  expect(svg).toMatch(/<title id="[^"]+">[^<]+<\/title>/)
  expect(svg).toMatch(/<desc id="[^"]+">[^<]+<\/desc>/)
  expect(svg).not.toMatch(/<style|style=|<script/)
})

// Text of 16 may shrink to 12 on a phone of 390; beyond that a reader has to scroll sideways.
test.each(drawings)('$figure.name ($language) fits a phone', ({ figure, language }) => {
  expect(readDrawing(figure, language).width).toBeLessThanOrEqual(480)
})

test('no drawing is left over from a figure that is gone', () => {
  expect(loadBook().chapters.flatMap(strayDrawings)).toEqual([])
})
