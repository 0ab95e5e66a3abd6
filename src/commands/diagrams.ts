/**
 * `npm run diagrams`: draws the figures whose Mermaid source, words or way of drawing has changed,
 * and keeps each SVG beside its source. The site and its build never load Mermaid.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import type { Figure } from '../book/book.ts'
import {
  drawingFile,
  drawingKey,
  drawingSource,
  drawingTextSize,
  drawnKey,
  strayDrawings,
} from '../book/drawings.ts'
import { type Language, languages } from '../language.ts'
import { obtainBrowser } from './browser.ts'
import { layOut } from './diagram-page.ts'
import { drawFigure } from './diagram-svg.ts'
import { openBook } from './open-book.ts'

/** Boxes are as wide as their text in this font; without it Japanese would be measured as tofu. */
const font = 'Noto Sans JP Variable'
const fontStyles = '/@fontsource-variable/noto-sans-jp/index.css'

interface Task {
  readonly figure: Figure
  readonly language: Language
}

const book = openBook()
const tasks: Task[] = book.chapters.flatMap((chapter) =>
  chapter.figures.flatMap((figure) => languages.map((language) => ({ figure, language }))),
)
for (const stray of book.chapters.flatMap(strayDrawings)) {
  rmSync(stray)
  console.log(`removed ${path.relative('.', stray)}: no figure has this name`)
}
const stale = tasks.filter(
  ({ figure, language }) => drawnKey(figure, language) !== drawingKey(figure, language),
)
if (stale.length === 0) console.log(`All ${tasks.length} drawings are up to date.`)
else await drawAll(stale)

async function drawAll(stale: readonly Task[]): Promise<void> {
  const found = await obtainBrowser()
  const server = await serveModules()
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: [...found.args],
    ...(found.env ? { env: { ...found.env } } : {}),
  })
  try {
    const page = await browser.newPage()
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await page.goto(`http://127.0.0.1:${port}/`)
    await page.addScriptTag({ url: '/mermaid/dist/mermaid.min.js' })
    for (const task of stale) await draw(page, task)
  } finally {
    await browser.close()
    server.close()
  }
}

async function draw(page: Page, { figure, language }: Task): Promise<void> {
  const source = readFileSync(drawingSource(figure, language), 'utf8')
  const textSize = drawingTextSize
  const laidOut = await page.evaluate(layOut, { source, font, textSize })
  const svg = drawFigure(laidOut, {
    name: figure.name,
    title: figure.title[language],
    description: figure.description[language],
    key: drawingKey(figure, language),
    textSize,
  })
  const file = drawingFile(figure, language)
  writeFileSync(file, svg)
  const size = /width="(\d+)" height="(\d+)"/.exec(svg)?.slice(1).join(' by ')
  console.log(`drew ${path.relative('.', file)}, ${size}`)
}

/** Serves `node_modules` to the drawing browser, and one page to draw in. */
function serveModules(): Promise<Server> {
  const root = path.resolve('node_modules')
  const types: Record<string, string> = {
    '.css': 'text/css',
    '.js': 'text/javascript',
    '.woff2': 'font/woff2',
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">` +
          `<link rel="stylesheet" href="${fontStyles}"><body></body>`,
      )
      return
    }
    const file = path.join(root, decodeURIComponent(pathname))
    if (!file.startsWith(root + path.sep) || !existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    const type = types[path.extname(file)] ?? 'application/octet-stream'
    response.setHeader('content-type', type).end(readFileSync(file))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}
