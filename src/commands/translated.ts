/**
 * `npm run translated`: notes that the English of every chapter (or of those named) says what the Japanese says now.
 */
import { writeFileSync } from 'node:fs'
import { loadBook } from '../book/book.ts'
import { proseHash, translationFile } from '../book/translation.ts'

const named = process.argv.slice(2)
for (const { slug, folder } of loadBook().chapters) {
  if (named.length > 0 && !named.includes(slug)) continue
  const note =
    '# The Japanese prose that the English was last brought in line with: npm run translated'
  writeFileSync(translationFile(folder), `${note}\nja: '${proseHash(folder)}'\n`)
  console.log(slug)
}
