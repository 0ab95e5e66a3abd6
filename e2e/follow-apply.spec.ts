/** One apply, followed by keyboard: forward, back, the figures lit, the fields that changed. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'
import { StagePage } from './pages/StagePage.ts'

test('from the request to the status: each step lights the figures and shows its fields', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  const scene = new StagePage(page, 'follow-apply')
  await scene.arrive()
  const { root, buttons } = scene
  const now = root.locator('.follow-now')
  await scene.predict(0)
  for (let step = 0; step < 3; step++) await buttons.first().press('Enter')
  await expect(now).toContainText('deployment.apps/web created')
  await expect(root.locator('[data-node="etcd"][data-light="acting"]')).toBeVisible()
  await buttons.first().press('Enter')
  await buttons.first().press('Enter')
  await expect(now).toContainText('ReplicaSet')
  await expect(now.locator('.follow-fields')).toContainText('spec.replicas')
  await buttons.nth(1).press('Enter')
  await expect(now.locator('.follow-fields')).toHaveCount(0)
  await expectAccessible(page, root)
  await buttons.nth(2).press('Enter')
  await expect(scene.outcome).toHaveAttribute('data-outcome', 'false')
  await expect(now).toContainText('status.readyReplicas')
})

test('on a phone: the same again writes nothing, and one figure shows at a time (en)', async ({
  page,
  chapter,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await chapter.open({ language: 'en' })
  const scene = new StagePage(page, 'follow-apply')
  await scene.arrive()
  await scene.takeUp(2)
  await scene.predict(1)
  await scene.buttons.first().press('Enter')
  await expect(scene.root.locator('.live-figure svg').first()).toBeVisible()
  await scene.buttons.first().press('Enter')
  await expect(scene.root.locator('.follow-now')).toContainText('deployment.apps/web unchanged')
  await expect(scene.root.locator('.live-figure svg').first()).toBeHidden()
  await expect(scene.outcome).toHaveAttribute('data-outcome', 'true')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, scene.root)
})
