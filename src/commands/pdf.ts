/**
 * `npm run pdf`: each chapter in each language as a PDF in `books/`, printed by a browser from the built site:
 * bookmarks, page numbers, and a structure that screen readers can follow.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { shortTitle } from '../book/book.ts'
import { languages } from '../language.ts'
import { obtainBrowser } from './browser.ts'
import { buildIfStale } from './build-site.ts'
import { openBook } from './open-book.ts'
import { serveSite } from './serve-site.ts'

const book = openBook()
const directory = path.resolve('dist')
const folder = path.resolve('books')
mkdirSync(folder, { recursive: true })
const built = await buildIfStale({ base: '/', directory })
if (!built.ok) throw new Error(built.output)

const site = await serveSite({ directory, base: '/', port: 0 })
const { executablePath, args, env } = await obtainBrowser()
const browser = await chromium.launch({
  executablePath,
  args: [...args],
  ...(env ? { env: { ...env } } : {}),
})
const context = await browser.newContext({ serviceWorkers: 'block' })
const tab = await context.newPage()
for (const language of languages) {
  for (const { slug, title } of book.chapters) {
    const page = language === 'en' ? `en/${slug}/` : `${slug}/`
    await tab.goto(new URL(page, site.url).href, { waitUntil: 'networkidle' })
    // The printing itself tells the page too late to gather its answers.
    await tab.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const name = `arubeki-${slug}-${language}.pdf`
    await tab.pdf({
      path: path.join(folder, name),
      format: 'A4',
      margin: { top: '18mm', bottom: '20mm', left: '18mm', right: '18mm' },
      printBackground: true,
      outline: true,
      tagged: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer(shortTitle(book.title[language]), title[language]),
    })
    console.log(`books/${name}`)
  }
}
await browser.close()
await site.close()

function footer(name: string, chapter: string): string {
  const style =
    'font: 8px sans-serif; color: #565b62; width: 100%; margin: 0 18mm; display: flex; justify-content: space-between'
  return `<div style="${style}"><span>${name} — ${chapter}</span><span class="pageNumber"></span></div>`
}
