/** Taking components away, by keyboard: predict, switch off, act, watch, switch on, say its job. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'
import { TakeAwayPage } from './pages/TakeAwayPage.ts'

test('without the Scheduler Pods wait; it comes back, they start, and its job is asked', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  const scene = new TakeAwayPage(page, 'control-plane')
  await scene.arrive()
  await scene.opened()
  const { root, next, switches } = scene
  await next.press('Enter')
  await expect(switches.first()).toHaveAttribute('aria-checked', 'true')
  await scene.predict(1)
  await switches.first().press('Enter')
  await expect(switches.first()).toHaveAttribute('aria-checked', 'false')
  await next.press('Enter')
  await expect(scene.log).toContainText('deployment.apps/web configured')
  await next.press('Enter')
  await scene.stepUntil(scene.outcome)
  await expect(scene.outcome).toHaveAttribute('data-outcome', 'true')
  await expect(root.locator('.take-away-homeless li')).toHaveCount(2)
  await expectAccessible(page, root)
  await switches.first().press('Enter')
  await expect(switches.first()).toHaveAttribute('aria-checked', 'true')
  await next.press('Enter')
  const role = root.locator('form.predict')
  await scene.stepUntil(role)
  await expect(root.locator('.take-away-homeless')).toHaveCount(0)
  await role.getByRole('radio').nth(1).press('Space')
  await role.getByRole('radio').nth(1).press('Enter')
  await expect(root.locator('.predict[data-outcome="false"]')).toBeVisible()
  await page.reload()
  await scene.arrive()
  await scene.opened()
  await expect(root.locator('.predict-mine')).toBeVisible()
})

test('on a phone: old rules go on without kube-proxy, and some requests fail (en)', async ({
  page,
  chapter,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await chapter.open({ language: 'en' })
  const scene = new TakeAwayPage(page, 'worker-node')
  await scene.arrive()
  await scene.opened()
  const { root, next } = scene
  await scene.takeUp(1)
  await scene.opened()
  await scene.predict(0)
  await next.press('Enter')
  await next.press('Enter')
  await expect(scene.log).toContainText('deleted')
  await next.press('Enter')
  const ask = root.locator('.stage-bar').getByRole('button', { name: /Ask the Service/ })
  await scene.stepUntil(ask)
  await ask.press('Enter')
  await expect(scene.log).toContainText('19 of 30 were answered')
  await expect(scene.outcome).toHaveAttribute('data-outcome', 'false')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, root)
})
