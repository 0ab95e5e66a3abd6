/**
 * `npm run social`: the pictures that links to the book show elsewhere, one for each page and language, drawn
 * in a browser and kept in `public/social/`. A build needs no browser for them.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { shortTitle } from '../book/book.ts'
import { languages } from '../language.ts'
import { obtainBrowser } from './browser.ts'
import { openBook } from './open-book.ts'

const folder = path.resolve('public', 'social')
const book = openBook()
const pages = [
  {
    name: 'home',
    kicker: { ja: 'インタラクティブな教科書', en: 'An interactive textbook' },
    title: { ja: '壊してみてください。', en: 'Go on, break it.' },
    text: book.tagline,
  },
  ...book.chapters.map(({ slug, number, title, description }) => ({
    name: slug,
    kicker: { ja: `第${number}章`, en: `Chapter ${number}` },
    title,
    text: description,
  })),
  {
    name: 'glossary',
    kicker: { ja: 'Kubernetes の言葉', en: 'The words of Kubernetes' },
    title: { ja: '用語集', en: 'Glossary' },
    text: {
      ja: 'この本に出てくる用語を、短い言葉で説明します。',
      en: 'The words that this book uses, each explained in brief.',
    },
  },
]

mkdirSync(folder, { recursive: true })
const { executablePath, args, env } = await obtainBrowser()
const browser = await chromium.launch({
  executablePath,
  args: [...args],
  ...(env ? { env: { ...env } } : {}),
})
const tab = await browser.newPage({ viewport: { width: 1200, height: 630 } })
for (const language of languages) {
  for (const { name, kicker, title, text } of pages) {
    const words = { kicker: kicker[language], title: title[language], text: text[language] }
    await tab.setContent(card(language, { ...words, book: shortTitle(book.title[language]) }))
    await tab.screenshot({ path: path.join(folder, `${name}-${language}.png`) })
  }
}
await browser.close()
console.log(`${pages.length * languages.length} pictures in public/social/`)

/** Three nodes with their Pods, one of them only declared: what the whole book is about. */
function card(lang: string, words: Readonly<Record<string, string>>): string {
  const pod = (x: number, there: boolean) =>
    there
      ? `<rect x="${x}" y="70" width="64" height="64" rx="10" fill="#e6f2ea" stroke="#1e7145" stroke-width="3"/>`
      : `<rect x="${x}" y="70" width="64" height="64" rx="10" fill="none" stroke="#b23a0e" stroke-width="3" stroke-dasharray="9 7"/>`
  const node = (x: number, there: boolean) =>
    `<rect x="${x}" y="30" width="200" height="130" rx="12" fill="#fff" stroke="#d9d5c9" stroke-width="2"/>${pod(x + 68, there)}`
  return `<!doctype html><html lang="${lang}"><style>
    body { margin: 0; background: #fbfaf5; color: #22262b; font-family: "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif }
    main { box-sizing: border-box; height: 630px; padding: 64px 80px 0; border-top: 12px solid #165e83; display: flex; flex-direction: column }
    p { margin: 0; color: #565b62; font-size: 28px; line-height: 1.55; max-width: 1000px }
    h1 { margin: 14px 0 20px; font-size: 66px; line-height: 1.3; font-weight: 600; word-break: auto-phrase; text-wrap: balance }
    b { color: #22262b; letter-spacing: .06em }
    footer { margin-top: auto; display: flex; align-items: end; justify-content: space-between; padding-bottom: 34px; font-size: 30px }
  </style><main><p>${words['kicker']}</p><h1>${words['title']}</h1><p>${words['text']}</p>
  <footer><b>${words['book']}</b><svg width="680" height="180" viewBox="0 0 680 180">${node(0, true)}${node(230, false)}${node(460, true)}</svg></footer></main></html>`
}
