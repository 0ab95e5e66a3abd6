/** Inside a node: the kubelet's calls, one by one, with either runtime. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'
import { StagePage } from './pages/StagePage.ts'

for (const [language, width] of [
  ['ja', 1440],
  ['en', 390],
] as const)
  test(`a container crashes: predict, walk through the calls, switch the runtime (${language})`, async ({
    page,
    chapter,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    await chapter.open({ language })
    const scene = new StagePage(page, 'inside-node')
    await scene.arrive()
    const { root } = scene
    const [next, back, end] = [0, 1, 2].map((nth) => scene.buttons.nth(nth))
    await scene.takeUp(1)
    await next?.press('Enter')
    await expect(root.locator('.node-steps li')).toHaveCount(0)
    await scene.predict(2)
    for (let step = 0; step < 5; step++) await next?.press('Enter')
    const steps = root.locator('.node-steps li')
    await expect(steps).toHaveCount(5)
    await expect(steps.last()).toContainText('CreateContainer')
    await expect(root.locator('.node-container[data-state="created"]')).toBeVisible()
    const id = root.locator('.node-container small').last()
    await expect(id).toHaveText(/^containerd:\/\/[0-9a-f]{12}…$/)
    await root.getByRole('radio', { name: 'CRI-O' }).press('Space')
    await expect(steps.last()).toContainText('CreateContainer')
    await expect(id).toHaveText(/^cri-o:\/\//)
    await back?.press('Enter')
    await expect(steps).toHaveCount(4)
    await end?.press('Enter')
    await expect(scene.outcome).toHaveAttribute('data-outcome', 'true')
    await expect(root.locator('.node-container')).toHaveCount(2)
    await expectNoSidewaysScroll(page)
    if (language === 'en') await expectAccessible(page, root)
  })
