/** The first five seconds: break a node, see the difference, see it heal, read on. */
import { expect, test } from './fixtures.ts'

for (const { language, healed, notReady, readOn } of [
  {
    language: 'ja',
    healed: '元に戻りました。',
    notReady: 'node-2の沈黙に気づいた',
    readOn: 'なぜこうなるのかを読む',
  },
  {
    language: 'en',
    healed: 'It is whole again',
    notReady: 'noticed the silence of node-2',
    readOn: 'Read why',
  },
] as const) {
  test(`a broken cluster heals before one's eyes (${language})`, async ({
    page,
    home,
    chapter,
  }) => {
    await home.open(language)
    const { scene } = home
    await expect(scene.nodes).toHaveCount(3)
    await expect(scene.readyPods).toHaveCount(3)
    await expect(scene.lane('difference')).toHaveText(scene.texts.none)
    const [lost = ''] = await scene
      .podsOn('node-2')
      .evaluateAll((pods) => pods.map((pod) => pod.getAttribute('title') ?? ''))

    await scene.powerOff('node-2')
    await expect(scene.node('node-2')).toContainText(scene.texts.powerless)
    await expect(scene.lane('difference')).toHaveText(scene.texts.missing(1), { timeout: 15_000 })
    await expect(scene.node('node-2')).toContainText('NotReady')

    await expect(home.status).toContainText(healed, { timeout: 30_000 })
    await expect(scene.readyPods).toHaveCount(3)
    await expect(scene.podsOn('node-2')).toHaveText([/Terminating/])
    await expect(scene.pod(lost)).toContainText('Terminating')
    await expect(scene.lane('difference')).toHaveText(scene.texts.none)
    await expect(home.story.filter({ hasText: notReady })).toHaveCount(1)

    await expect(home.readOn).toHaveText(readOn)
    await home.readOn.click()
    await expect(page).toHaveURL(/kubernetes-design\/#control-plane$/)
    await expect(
      chapter.section('control-plane').getByRole('heading', { level: 2 }),
    ).toBeInViewport()
  })
}

test('with less motion time goes from picture to picture; the story can be had once more', async ({
  page,
  home,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await home.open()
  await home.scene.powerOff('node-1')
  await expect(home.again).toBeVisible({ timeout: 45_000 })
  const moving = await page.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  )
  expect(moving).toBe(0)
  await home.again.click()
  await expect(home.story).toHaveCount(0)
  await expect(home.scene.readyPods).toHaveCount(3)
})
