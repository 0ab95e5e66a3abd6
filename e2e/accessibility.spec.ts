/** What axe can see: every page and the states of labs and questions, light and dark, both widths. */
import { expect, expectAccessible, test } from './fixtures.ts'

const pages = ['', 'kubernetes-design/', 'glossary/']
const schemes = ['light', 'dark'] as const

for (const colorScheme of schemes) {
  for (const address of [...pages, ...pages.map((page) => `en/${page}`)]) {
    test(`/${address} has no barriers (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(address)
      await expectAccessible(page)
    })
  }

  test(`a lab has no barriers in any state (${colorScheme})`, async ({ page, chapter }) => {
    await page.emulateMedia({ colorScheme })
    await chapter.open({ editor: 'plain' })
    const lab = await chapter.lab('keep-five-replicas')
    const { scene } = lab
    const isAccessible = () => expectAccessible(page, lab.root)
    await isAccessible()
    await lab.replace('replicas: 3', 'replicas: three')
    await lab.apply()
    await expect(lab.problemAt(6)).toBeVisible()
    await isAccessible()
    await lab.replace('replicas: three', 'replicas: 4')
    await lab.apply()
    await expect(lab.missed).toBeVisible()
    await lab.stepUntil(scene.podsThatAre('ContainerCreating'))
    await isAccessible()
    await lab.replace('replicas: 4', 'replicas: 5')
    await lab.apply()
    await expect(lab.passed).toBeVisible()
    await lab.stepUntil(scene.readyPods.nth(4))
    await scene.select(scene.podsOn('node-1').first())
    await isAccessible()
    await scene.powerOff('node-2')
    await isAccessible()
    await lab.stepUntil(scene.podsThatAre('Terminating'))
    await lab.root.getByRole('button', { name: scene.texts.table }).click()
    await lab.useSolution()
    await isAccessible()
  })

  test(`the editor with suggestions has no barriers (${colorScheme})`, async ({
    page,
    chapter,
  }) => {
    await page.emulateMedia({ colorScheme })
    await chapter.open()
    const lab = await chapter.lab('keep-five-replicas')
    await lab.wakeMonaco()
    await lab.retypeLastWord(6, 'three')
    await page.keyboard.press('Control+Enter')
    await expect(lab.problemAt(6)).toBeVisible()
    await expectAccessible(page, lab.root)
  })

  test(`questions have no barriers once answered (${colorScheme})`, async ({ page, chapter }) => {
    await page.emulateMedia({ colorScheme })
    await chapter.open()
    const wrong = await chapter.question('see-architecture')
    await wrong.choose('worker-takes-over')
    await expectAccessible(page, wrong.root)
    const numbers = await chapter.question('predict-node-failure')
    await numbers.predict([5, 5, 5])
    await expectAccessible(page, numbers.root)
    await numbers.press(numbers.texts.compare)
    await expectAccessible(page, numbers.root)
    const order = await chapter.question('check1-order')
    await order.press(order.texts.orderCheck)
    await expectAccessible(page, order.root)
    const written = await chapter.question('check1')
    await written.explain('SchedulerがPodを作り、Controller Managerがノードを選びます。')
    await written.compareWithModel()
    await expectAccessible(page, written.root)
  })

  test(`a cluster broken and healed has no barriers (${colorScheme})`, async ({ page, home }) => {
    await page.emulateMedia({ colorScheme })
    await home.open()
    await home.scene.powerOff('node-3')
    await expectAccessible(page)
    await expect(home.readOn).toBeVisible({ timeout: 30_000 })
    await expectAccessible(page)
  })
}

test('the chapter has no barriers on a phone, nor has its contents list', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('kubernetes-design/')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'この章の目次' }).click()
  await expectAccessible(page)
})

test('the page for missing addresses has no barriers', async ({ page, complaints }) => {
  await page.goto('no-such-page/')
  await expectAccessible(page)
  complaints.splice(0, 1)
})
