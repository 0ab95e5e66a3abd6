/** The way of a packet through kube-proxy's rules, by keyboard. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'
import { StagePage } from './pages/StagePage.ts'

test('a packet shows its rules and draws, a hundred spread, the same again each time', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  const scene = new StagePage(page, 'packets')
  await scene.arrive()
  const { root, buttons } = scene
  await buttons.first().press('Enter')
  await expect(root.locator('[data-way]')).toHaveCount(0)
  await scene.predict(0)
  await buttons.first().press('Enter')
  await expect(root.locator('[data-way="taken"]').first()).toBeVisible()
  await expect(root.locator('.draw').first()).toBeVisible()
  const way = await root.locator('.packet-last').textContent()
  await root.getByRole('checkbox').press('Space')
  await expect(root.locator('.chain code').first()).toContainText('-A KUBE-SERVICES')
  await buttons.nth(1).press('Enter')
  await expect(scene.outcome).toHaveAttribute('data-outcome', 'false')
  const counts = await root.locator('.tally b').allTextContents()
  expect(counts.map((text) => Number.parseInt(text, 10)).reduce((a, b) => a + b)).toBe(100)
  await scene.takeUp(0)
  await scene.predict(1)
  await buttons.first().press('Enter')
  await expect(root.locator('.packet-last')).toHaveText(way ?? '')
})

test('on a phone: without kube-proxy old rules go on, and a new Pod gets nothing (en)', async ({
  page,
  chapter,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await chapter.open({ language: 'en' })
  const scene = new StagePage(page, 'packets')
  await scene.arrive()
  const { root, buttons } = scene
  await scene.takeUp(3)
  await scene.predict(0)
  await buttons.first().press('Enter')
  await buttons.nth(1).press('Enter')
  await expect(scene.outcome).toHaveAttribute('data-outcome', 'true')
  const gone = root.locator('.packet-pods li[data-alive="false"]')
  await expect(gone.locator('.tally b')).toHaveText(/^[1-9]\d×$/)
  const unknown = root.locator('.packet-pods li').filter({ hasText: 'in no rule' })
  await expect(unknown.locator('.tally b')).toHaveText('0×')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, root)
})
