/** Time in a lab: one looks back along it, goes back in it, and loses no future by that. */
import { expect, expectAccessible, test } from './fixtures.ts'

test('the keyboard goes back through what happened, event by event, and returns to now', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await lab.apply()
  await lab.stepUntil(scene.lane('actual').filter({ hasText: scene.texts.ready(3) }))
  await lab.timeline.focus()
  await page.keyboard.press('Home')
  await expect(lab.past).toBeVisible()
  await expect(scene.pods).toHaveCount(0)
  await expect(lab.timeline).toHaveAttribute('aria-valuetext', new RegExp(lab.texts.past))
  for (let event = 0; event < 3; event++) await page.keyboard.press('ArrowRight')
  await expect(scene.pods).toHaveCount(3)
  await expect(scene.readyPods).toHaveCount(0)
  await page.keyboard.press('ArrowLeft')
  await expect(scene.pods).toHaveCount(0)
  await expectAccessible(page, lab.root)
  await page.keyboard.press('End')
  await expect(lab.past).toBeHidden()
  await expect(scene.readyPods).toHaveCount(3)
})

test('to act in the past begins another future, and the one that was left can be had again', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain', language: 'en' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await lab.apply()
  await lab.stepUntil(lab.bookmarks.filter({ hasText: 'as declared' }))
  await lab.act(scene.powerOff('node-1'))
  await lab.pause()

  await lab.bookmarks.filter({ hasText: 'as declared' }).click()
  await expect(lab.past).toBeVisible()
  await expect(scene.node('node-1').locator('.tray-dark')).toHaveCount(0)
  await scene.powerOff('node-2')
  await expect(page.getByRole('alertdialog')).toContainText('your actions: 1')
  await lab.button('goBackNo').click()
  await scene.powerOff('node-2')
  await lab.act(lab.button('goBackYes').click())
  await expect(scene.node('node-2').locator('.tray-dark')).toBeVisible()
  await expect(scene.node('node-1').locator('.tray-dark')).toHaveCount(0)
  await lab.pause()

  await page.reload()
  await lab.arrive()
  await expect(scene.node('node-2').locator('.tray-dark')).toBeVisible()
  await lab.root.getByRole('button', { name: /^Back to the other future/ }).click()
  await expect(scene.node('node-1').locator('.tray-dark')).toBeVisible()
  await expect(scene.node('node-2').locator('.tray-dark')).toHaveCount(0)
})

test('at rest nothing is dead: time can pass, and what happened can be seen once more', async ({
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await lab.apply()
  await lab.stepUntil(lab.root.getByText(lab.texts.rest))
  const before = await lab.time()
  await lab.button('quietStep').click()
  await expect.poll(() => lab.time()).toBe(before + 60_000)
  await lab.button('play').click()
  await expect(lab.past).toBeVisible()
  await expect(lab.past).toBeHidden({ timeout: 20_000 })
  await expect(lab.button('play')).toBeVisible()
})

test('a link leads to a moment, and leaves alone what the reader has', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await lab.apply()
  await lab.stepUntil(lab.bookmarks.filter({ hasText: '宣言どおり' }))
  await lab.bookmarks.filter({ hasText: '適用' }).click()
  await expect(scene.pods).toHaveCount(0)
  const moment = (await lab.timeline.getAttribute('aria-valuetext')) ?? ''
  await lab.button('share').click()
  await expect(page).toHaveURL(/#lab-keep-five-replicas=/)

  await page.reload()
  await lab.arrive()
  await expect(lab.past).toBeVisible()
  await expect(lab.timeline).toHaveAttribute('aria-valuetext', moment)
  await expect(scene.pods).toHaveCount(0)
  await lab.button('toOwn').click()
  await expect(lab.past).toBeHidden()
  await expect(scene.readyPods).toHaveCount(3)
})
