/** Inside a node: the kubelet's calls, one by one, with either runtime. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'

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
    const scene = page.locator('#scene-inside-node')
    await scene.scrollIntoViewIfNeeded()
    const [next, back, end] = [0, 1, 2].map((nth) => scene.locator('.stage-bar button').nth(nth))
    await scene.locator('.rounds button').nth(1).click()
    await next?.dispatchEvent('click')
    await expect(scene.locator('.node-steps li')).toHaveCount(0)

    const choices = scene.locator('form.predict')
    await choices.getByRole('radio').nth(2).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    for (let step = 0; step < 5; step++) await next?.press('Enter')
    const steps = scene.locator('.node-steps li')
    await expect(steps).toHaveCount(5)
    await expect(steps.last()).toContainText('CreateContainer')
    await expect(scene.locator('.node-container[data-state="created"]')).toBeVisible()
    const id = await scene.locator('.node-container small').last().textContent()
    expect(id).toMatch(/^containerd:\/\/[0-9a-f]{12}…$/)
    await scene.getByRole('radio', { name: 'CRI-O' }).check()
    await expect(steps.last()).toContainText('CreateContainer')
    await expect(scene.locator('.node-container small').last()).toHaveText(/^cri-o:\/\//)
    await back?.press('Enter')
    await expect(steps).toHaveCount(4)
    await end?.press('Enter')
    await expect(scene.locator('.predict')).toHaveAttribute('data-outcome', 'true')
    await expect(scene.locator('.node-container')).toHaveCount(2)
    await expectNoSidewaysScroll(page)
    if (language === 'en') await expectAccessible(page, scene)
  })
