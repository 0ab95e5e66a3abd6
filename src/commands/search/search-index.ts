/**
 * Writes the search index into a built site: Pagefind's, with records of our own, so that a result
 * is a place in the book and not a page. Only what our dialog loads is kept.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { close, createIndex } from 'pagefind'
import { languages } from '../../language.ts'
import type { BuiltPage } from '../finish-site.ts'
import { recordsOf } from './search-records.ts'

/** Pagefind's own interfaces, which this book does not use. */
const leftOut = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\./

/** Addresses in it are below the base, with a slash: the page that searches knows the base. */
export async function writeSearchIndex(
  directory: string,
  pages: readonly BuiltPage[],
): Promise<void> {
  const { index, errors } = await createIndex({ keepIndexUrl: false })
  if (!index) throw new Error(errors.join('\n'))
  try {
    const records = pages.flatMap(({ file, address }) =>
      recordsOf(readFileSync(file, 'utf8'), `/${address}`),
    )
    for (const { url, language, content, meta } of records) {
      const { errors } = await index.addCustomRecord({ url, language, content, meta: { ...meta } })
      if (errors.length > 0) throw new Error(`${url}: ${errors.join(', ')}`)
    }
    const target = path.join(directory, 'pagefind')
    rmSync(target, { recursive: true, force: true })
    const { files } = await index.getFiles()
    for (const file of files.filter((each) => !leftOut.test(each.path))) {
      const to = path.join(target, file.path)
      mkdirSync(path.dirname(to), { recursive: true })
      writeFileSync(to, file.content)
    }
    // Pagefind finds words by their beginnings; for the middle of a word, all is read through.
    for (const language of languages) {
      const texts = records.filter((record) => record.language === language)
      const short = texts.map(({ url, content, meta }) => ({ url, content, meta }))
      writeFileSync(path.join(target, `texts-${language}.json`), JSON.stringify(short))
    }
  } finally {
    await close()
  }
}
