/**
 * The drawings of figures: Mermaid sources, and the SVG rendered from each.
 *
 * Rendering needs a browser, so it is done once by the author (`npm run diagrams`) and kept beside
 * the source. Each SVG carries the key of what it was made from; a drawing whose key is not the
 * source's is stale, and a test says so.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Language, languages } from '../language.ts'
import type { Chapter, Figure } from './book.ts'

/** Raised whenever the way of rendering changes, so that every drawing is made anew. */
export const drawingVersion = 2

/** The size of a drawing's text in its own units; drawings shrink until this looks like 12 px. */
export const drawingTextSize = 16

export interface Drawing {
  readonly svg: string
  /** In the drawing's own units, which are CSS pixels when it is not shrunk. */
  readonly width: number
}

export function drawingSource(figure: Figure, language: Language): string {
  return path.join(figure.folder, `${figure.name}.${language}.mmd`)
}

export function drawingFile(figure: Figure, language: Language): string {
  return path.join(figure.folder, `${figure.name}.${language}.svg`)
}

/** What a drawing depends on: its source, its words for screen readers, the way of rendering. */
export function drawingKey(figure: Figure, language: Language): string {
  const source = readFileSync(drawingSource(figure, language), 'utf8').replaceAll('\r\n', '\n')
  const { title, description } = figure
  return createHash('sha256')
    .update(JSON.stringify([drawingVersion, source, title[language], description[language]]))
    .digest('hex')
    .slice(0, 16)
}

/** The key that a drawing says it was made from; nothing if there is no drawing. */
export function drawnKey(figure: Figure, language: Language): string | undefined {
  const file = drawingFile(figure, language)
  if (!existsSync(file)) return undefined
  return /data-key="([0-9a-f]+)"/.exec(readFileSync(file, 'utf8'))?.[1]
}

export function readDrawing(figure: Figure, language: Language): Drawing {
  const file = drawingFile(figure, language)
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: npm run diagrams draws it from the Mermaid source`)
  }
  const svg = readFileSync(file, 'utf8').trim()
  return { svg, width: Number(/ width="(\d+)"/.exec(svg)?.[1] ?? 0) }
}

/** SVG files of a chapter that belong to no figure: left over from one that is gone. */
export function strayDrawings(chapter: Chapter): string[] {
  const folder = path.join(chapter.folder, 'figures')
  if (!existsSync(folder)) return []
  const wanted = chapter.figures.flatMap((figure) =>
    languages.map((language) => drawingFile(figure, language)),
  )
  return readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => path.join(folder, name))
    .filter((file) => !wanted.includes(file))
}
