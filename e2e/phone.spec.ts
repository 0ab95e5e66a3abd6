/** A phone: 390 by 844, fingers. Tabs, room to press, nothing sticks out; both languages. */
import type { Locator } from '@playwright/test'
import { expect, expectNoSidewaysScroll, test } from './fixtures.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

const fingerPx = 44

/** Things to press that are smaller than a finger. */
async function tooSmall(root: Locator): Promise<string[]> {
  return root
    .locator('button, select, summary, label:has(input), a.button')
    .evaluateAll((controls, least) => {
      return controls
        .filter((control) => control.checkVisibility())
        .map((control) => ({ control, box: control.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < least || box.width < least))
        .map(({ control, box }) => {
          const name = control.getAttribute('aria-label') ?? control.textContent?.trim()
          return `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`
        })
    }, fingerPx)
}

for (const language of ['ja', 'en'] as const) {
  test(`a lab is done with fingers (${language})`, async ({ page, chapter }) => {
    await chapter.open({ language })
    const lab = await chapter.lab('keep-five-replicas').catch(() => undefined)
    expect(lab, 'the lab opens on the tab with the YAML').toBeDefined()
    if (!lab) return
    await expect(lab.editor).toHaveAttribute('data-mode', 'plain')
    await lab.replace('replicas: 3', 'replicas: 5')
    expect(await tooSmall(lab.root)).toEqual([])
    await lab.applyButton.tap()
    await lab.isJudged()
    await expect(lab.tab('cluster')).toHaveAttribute('aria-pressed', 'true')
    await expect(lab.root.locator('.lab-said')).toContainText(lab.texts.allPassed)
    await lab.show('yaml')
    await expect(lab.passed).toBeVisible()

    await lab.show('cluster')
    await expect(lab.text).toBeHidden()
    await expect(lab.chip('five-ready')).toBeVisible()
    await expect(lab.scene.readyPods).toHaveCount(5, { timeout: 20_000 })
    expect(await tooSmall(lab.root)).toEqual([])
    await expectNoSidewaysScroll(page)
    await lab.scene.readyPods.first().tap()
    await expect(lab.scene.details).toBeVisible()
    expect(await tooSmall(lab.root)).toEqual([])
    await lab.scene.details.getByRole('button', { name: lab.scene.texts.deletePod }).tap()
    await expect(lab.scene.details).toContainText(lab.scene.texts.podGone, { timeout: 20_000 })

    await lab.button('stepBack').tap()
    await expect(lab.scene.root.locator('xpath=..')).toHaveAttribute('data-past')
    expect(await tooSmall(lab.root)).toEqual([])
    await lab.button('toNow').tap()

    await lab.show('time')
    await expect(lab.events.first()).toBeVisible()
    expect(await tooSmall(lab.root)).toEqual([])
    await expectNoSidewaysScroll(page)
    await lab.button('reset').tap()
    await expect(lab.events).toHaveCount(0)
  })

  test(`questions are answered with fingers (${language})`, async ({ page, chapter }) => {
    await chapter.open({ language })
    const choice = await chapter.question('see-kube-proxy')
    expect(await tooSmall(choice.root)).toEqual([])
    await choice.form.locator('label').first().tap()
    await choice.form.getByRole('button', { name: choice.texts.answer }).tap()
    await expect(choice.outcome).toBeVisible()

    const order = await chapter.question('check1-order')
    expect(await tooSmall(order.root)).toEqual([])
    const [first] = await order.order
    await order.form.locator('[data-handle="down"]').first().tap()
    expect((await order.order)[1]).toBe(first)

    const prediction = await chapter.question('predict-node-failure')
    expect(await tooSmall(prediction.root)).toEqual([])
    const written = await chapter.question('check2')
    await written.explain(language === 'ja' ? 'etcdです。' : 'It is etcd.')
    await expect(written.outcome).toHaveAttribute('data-head', 'complete')
    expect(await tooSmall(written.root)).toEqual([])
    await expectNoSidewaysScroll(page)
  })
}

test('the home page can be broken with a finger', async ({ page, home }) => {
  await home.open()
  await expect(home.scene.readyPods).toHaveCount(3)
  await expectNoSidewaysScroll(page)
  expect(await tooSmall(page.locator('.hero'))).toEqual([])
  await home.scene.plug('node-1').tap()
  await expect(home.readOn).toBeVisible({ timeout: 30_000 })
  await expectNoSidewaysScroll(page)
  expect(await tooSmall(page.locator('.hero'))).toEqual([])
})

test('the row of keys writes YAML without closing the keyboard', async ({ page, chapter }) => {
  await chapter.open({ language: 'en' })
  const lab = await chapter.lab('keep-five-replicas')
  const key = (name: string) =>
    lab.editor.locator('.editor-row').getByRole('button', { name, exact: true })
  await lab.text.fill('spec:\nreplicas')
  await key('Colon').tap()
  await expect(lab.text).toBeFocused()
  await key('Indent').tap()
  await expect(lab.text).toHaveValue('spec:\n  replicas: ')
  await page.keyboard.type('5')
  await expect(lab.text).toHaveValue('spec:\n  replicas: 5')
  await key('Indent less').tap()
  await expect(lab.text).toHaveValue('spec:\nreplicas: 5')
  await page.keyboard.press('Control+z')
  await expect(lab.text).toHaveValue('spec:\n  replicas: 5')
})
