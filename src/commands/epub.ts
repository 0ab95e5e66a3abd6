/** `npm run epub`: the book as an e-book, one file for each language, in `books/`; checked before it is kept. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readChanges } from '../book/changes.ts'
import { languages } from '../language.ts'
import { buildIfStale } from './build-site.ts'
import { epubProblems } from './epub/check-epub.ts'
import { makeEpub } from './epub/make-epub.ts'
import { openBook } from './open-book.ts'

const directory = path.resolve('dist')
const folder = path.resolve('books')
const book = openBook()
const built = await buildIfStale({ base: '/', directory })
if (!built.ok) throw new Error(built.output)
mkdirSync(folder, { recursive: true })
for (const language of languages) {
  const bytes = makeEpub({ book, changes: readChanges(), language, directory })
  const problems = epubProblems(bytes)
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
  const name = `arubeki-${language}.epub`
  writeFileSync(path.join(folder, name), bytes)
  console.log(`books/${name}  ${Math.round(bytes.length / 1000)} kB`)
}
