/** What axe can see: every page, the states of labs and questions; light and dark, wide and narrow. */
import { expect, expectAccessible, test } from './fixtures.ts'

const pages = ['kubernetes-design/', 'glossary/', 'accessibility/', 'practice/', 'review/']

for (const address of [...pages, 'en/', ...pages.map((page) => `en/${page}`)]) {
  test(`/${address} has no barriers`, async ({ page }) => {
    await page.goto(address)
    await expectAccessible(page)
  })
}

test('the home page has no barriers, its cluster whole, broken or healed', async ({
  page,
  home,
}) => {
  await home.open()
  await expect(home.scene.readyPods).toHaveCount(3)
  await expectAccessible(page)
  await home.scene.powerOff('node-3')
  await expect(home.readOn).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
})

test('a lab has no barriers: at first, with a mistake, when something is missed', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  await expectAccessible(page, lab.root)
  await lab.replace('replicas: 3', 'replicas: three')
  await lab.apply()
  await expect(lab.problemAt(6)).toBeVisible()
  await expectAccessible(page, lab.root)
  await lab.replace('replicas: three', 'replicas: 4')
  await lab.apply()
  await expect(lab.missed).toBeVisible()
  await lab.stepUntil(lab.scene.podsThatAre('ContainerCreating'))
  await expectAccessible(page, lab.root)
})

test('a lab has no barriers: solved, a Pod selected, a node lost, as a table', async ({
  page,
  chapter,
}) => {
  await chapter.open({ editor: 'plain' })
  const lab = await chapter.lab('keep-five-replicas')
  const { scene } = lab
  await lab.useSolution()
  await lab.apply()
  await expect(lab.passed).toBeVisible()
  await lab.stepUntil(scene.readyPods.nth(4))
  await scene.select(scene.podsOn('node-1').first())
  await expectAccessible(page, lab.root)
  await lab.act(scene.powerOff('node-2'))
  await lab.stepUntil(scene.podsThatAre('Terminating'))
  await lab.root.getByRole('button', { name: scene.texts.table }).click()
  await expectAccessible(page, lab.root)
})

test('the editor with suggestions has no barriers', async ({ page, chapter }) => {
  await chapter.open()
  const lab = await chapter.lab('keep-five-replicas')
  await lab.wakeMonaco()
  await lab.retypeLastWord(6, 'three')
  await page.keyboard.press('Control+Enter')
  await expect(lab.problemAt(6)).toBeVisible()
  await expectAccessible(page, lab.root)
})

test('questions have no barriers once answered', async ({ page, chapter }) => {
  await chapter.open()
  const wrong = await chapter.question('see-architecture')
  await wrong.choose('worker-takes-over')
  await expectAccessible(page, wrong.root)
  const numbers = await chapter.question('predict-node-failure')
  await numbers.predict([5, 5, 5])
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
