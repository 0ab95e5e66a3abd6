/** On a slow line: what the reader does before the page's scripts are there is not lost. */
import { expect, test } from './fixtures.ts'
import { chapterAddress } from './pages/ChapterPage.ts'

test('choices, words and presses made before a question is alive count', async ({
  page,
  chapter,
}) => {
  let arrive = () => {}
  const scripts = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route(/_astro\/.*\.js$/, async (route) => {
    await scripts
    await route.continue()
  })
  await page.goto(chapterAddress.ja, { waitUntil: 'commit' })
  const choice = page.locator('[data-question="see-declarative"]')
  const written = page.locator('[data-question="check2"]')
  await choice.locator('input[value="stored-state"]').check()
  await choice.getByRole('button', { name: '答える' }).click()
  await written.getByRole('textbox').fill('etcdです。')
  await written.getByRole('button', { name: '確かめる' }).click()
  await expect(page).toHaveURL(/\/kubernetes-design\/$/)

  arrive()
  const alive = await chapter.question('see-declarative')
  await alive.press(alive.texts.answer)
  await expect(alive.outcome).toContainText('正解です。')
  const aliveToo = await chapter.question('check2')
  await expect(aliveToo.field).toHaveValue('etcdです。')
  await aliveToo.press(aliveToo.writtenTexts.check)
  await expect(aliveToo.outcome).toHaveAttribute('data-head', 'complete')
})
