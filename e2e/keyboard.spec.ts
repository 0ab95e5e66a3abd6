/** Without a mouse: a whole lab and a question by keys; Tab is never caught. */
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** More presses of Tab than lie between any two things of a lab. */
const farthest = 60

async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement)
  for (let press = 0; press < farthest && !(await isThere()); press++) {
    await page.keyboard.press('Tab')
  }
  await expect(target, 'it can be reached with Tab').toBeFocused()
}

test('a lab is done by keys alone, in the plain editor', async ({ page, chapter }) => {
  await chapter.open({ editor: 'plain', anchor: 'lab-keep-five-replicas' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await tabTo(page, lab.text)
  await lab.retypeLastWord(6, 'five')
  await page.keyboard.press('Control+Enter')
  await expect(lab.problemAt(6)).toBeVisible()
  await tabTo(page, lab.problemAt(6).getByRole('button'))
  await page.keyboard.press('Enter')
  await expect(lab.text).toBeFocused()
  await page.keyboard.type('5')
  await tabTo(page, lab.applyButton)
  await page.keyboard.press('Enter')
  await lab.isJudged()
  await expect(lab.passed).toBeVisible()
  await expect(scene.readyPods).toHaveCount(5, { timeout: 20_000 })

  const pod = scene.podsOn('node-2').first()
  const name = (await pod.getAttribute('title')) ?? ''
  await tabTo(page, pod)
  await page.keyboard.press('Enter')
  await expect(scene.details).toContainText(name)
  await tabTo(page, scene.details.getByRole('button', { name: scene.texts.deletePod }))
  await page.keyboard.press('Space')
  await expect(scene.details).toContainText(scene.texts.podGone, { timeout: 20_000 })
  await tabTo(page, lab.button('reset'))
})

test('Tab goes through Monaco and out of it, forwards and back', async ({ page, chapter }) => {
  await chapter.open({ anchor: 'lab-keep-five-replicas' })
  const lab = await chapter.lab('keep-five-replicas')
  await tabTo(page, lab.text)
  await expect(lab.editor).toHaveAttribute('data-mode', 'monaco')
  const inMonaco = () =>
    lab.editor.locator('.editor-monaco').evaluate((box) => box.contains(document.activeElement))
  await expect.poll(inMonaco).toBe(true)
  const before = await lab.text.inputValue()
  await tabTo(page, lab.applyButton)
  await page.keyboard.press('Shift+Tab')
  await expect.poll(inMonaco).toBe(true)
  await page.keyboard.press('Shift+Tab')
  await expect.poll(inMonaco).toBe(false)
  await expect(lab.text).toHaveValue(before)

  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+m')
  await expect(lab.editor.getByText('Tab：字下げ')).toBeVisible()
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Tab')
  await expect(lab.text).toHaveValue(`  ${before}`)
  await page.keyboard.press('Control+m')
  await tabTo(page, lab.applyButton)
})

test('questions are answered by keys alone', async ({ page, chapter }) => {
  await chapter.open({ anchor: 'question-see-architecture' })
  const choice = await chapter.question('see-architecture')
  await tabTo(page, choice.form.locator('input').first())
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await tabTo(page, choice.form.getByRole('button', { name: choice.texts.answer }))
  await page.keyboard.press('Enter')
  await expect(choice.outcome).toContainText('正解です。')
  await tabTo(page, choice.form.getByRole('button', { name: choice.texts.retry }))

  const written = await chapter.question('check2')
  await written.field.focus()
  await page.keyboard.type('etcd です')
  await page.keyboard.press('Control+Enter')
  await expect(written.outcome).toHaveAttribute('data-head', 'complete')
  await expect(written.field).toBeFocused()
  await tabTo(page, written.form.getByRole('button', { name: written.writtenTexts.showModel }))
  await page.keyboard.press('Enter')
  await expect(written.form.locator('.quiz-comparison')).toBeVisible()
})
