/** Without scripts and on paper: everything that is asked and shown can still be read. */
import { expect, test } from './fixtures.ts'

const questions = 14
const labs = ['keep-five-replicas', 'survive-node-failure', 'repair-deployment', 'zero-replicas']

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  for (const language of ['ja', 'en'] as const) {
    test(`figures, questions and labs are there to be read (${language})`, async ({
      page,
      chapter,
    }) => {
      await chapter.open({ language })
      await expect(chapter.figures).toHaveCount(4)
      await expect(page.locator('.question-static')).toHaveCount(questions)
      for (const still of await page.locator('.question-static').all()) {
        await expect(still.locator('.question-prompt')).toBeVisible()
      }
      for (const lab of labs) {
        const still = page.locator(`[data-lab="${lab}"] .lab-static`)
        await expect(still.locator('.lab-title')).toBeVisible()
        await expect(still.locator('.astro-code').first()).toContainText('kind: Deployment')
      }
      await expect(page.locator('form.quiz:visible')).toHaveCount(0)
      await expect(page.locator('.lab-live:visible')).toHaveCount(0)
    })
  }

  test('the home page shows a still cluster', async ({ page, home }) => {
    await home.open()
    await expect(page.getByRole('img', { name: /クラスタ/ })).toBeVisible()
    await expect(home.hero).toBeHidden()
    await expect(home.resume).toBeHidden()
  })
})

test('print shows figures, questions with their answers, and the tasks', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const quiz = await chapter.question('see-architecture')
  await quiz.choose('worker-takes-over')
  await chapter.lab('keep-five-replicas')
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('.question-static:visible')).toHaveCount(questions)
  await expect(page.locator('.lab-static:visible')).toHaveCount(labs.length)
  await expect(page.locator('.lab-live:visible, form.quiz:visible')).toHaveCount(0)
  await expect(page.locator('.site-header')).toBeHidden()
  await expect(chapter.figures.locator('svg:visible')).toHaveCount(4)
  const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g)
  expect(pages?.length).toBeGreaterThanOrEqual(8)
  expect(pages?.length).toBeLessThanOrEqual(40)
})
