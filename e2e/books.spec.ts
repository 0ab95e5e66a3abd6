/** The e-books that are made from the site, and what is printed from it. */
import path from 'node:path'
import { loadBook } from '../src/book/book.ts'
import { readChanges } from '../src/book/changes.ts'
import { epubProblems } from '../src/commands/epub/check-epub.ts'
import { makeEpub } from '../src/commands/epub/make-epub.ts'
import { expect, test } from './fixtures.ts'

for (const language of ['ja', 'en'] as const) {
  test(`the e-book is one (${language})`, () => {
    const directory = path.resolve('dist')
    const bytes = makeEpub({ book: loadBook(), changes: readChanges(), language, directory })
    expect(epubProblems(bytes)).toEqual([])
    expect(bytes.length).toBeLessThan(2_000_000)
  })
}

test('on paper the answers stand at the end, and go when printing is over', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const answers = page.locator('.answers')
  await expect(answers.getByRole('heading', { level: 2 })).toHaveText('答え')
  const folded = page.locator('.section :is(.question-answer, .lab-solution)')
  await expect(answers.locator('.answer')).toHaveCount(await folded.count())
  await expect(folded.first()).toBeHidden()
  await expect(answers).toContainText('kubelet')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await expect(answers).toHaveCount(0)
  await expect(folded.first()).toBeVisible()
})
