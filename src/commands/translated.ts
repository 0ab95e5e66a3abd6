/**
 * `npm run translated`: notes that the English of every chapter (or of those named) says what the Japanese says now.
 */
import { writeFileSync } from 'node:fs'
import { proseHash, translationFile } from '../book/translation.ts'
import { openBook } from './open-book.ts'

const named = process.argv.slice(2)
for (const { slug, folder } of openBook().chapters) {
  if (named.length > 0 && !named.includes(slug)) continue
  const note =
    '# The Japanese prose that the English was last brought in line with: npm run translated'
  writeFileSync(translationFile(folder), `${note}\nja: '${proseHash(folder)}'\n`)
  console.log(slug)
}
