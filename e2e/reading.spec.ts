/** Reading: from the home page into the chapter, between languages, in the dark, on a phone. */
import { gzipSync } from 'node:zlib'
import { expect, expectNoSidewaysScroll, test } from './fixtures.ts'

const phone = { width: 390, height: 844 }

test('leads from the home page to a section of the chapter', async ({ page, chapter }) => {
  await page.goto('')
  await expect(page).toHaveTitle('あるべき姿：動かして学ぶ Kubernetes')
  await page.getByRole('link', { name: 'コントロールプレーンの中' }).click()
  await expect(page).toHaveURL(/\/kubernetes-design\/#control-plane$/)
  await expect(chapter.section('control-plane').getByRole('heading', { level: 2 })).toBeInViewport()
})

test('shows four numbered figures that say what they show', async ({ page, chapter }) => {
  await chapter.open()
  await expect(chapter.figures).toHaveCount(4)
  for (const [index, figure] of (await chapter.figures.all()).entries()) {
    await expect(figure.locator('figcaption')).toContainText(`図5-${index + 1}`)
    const drawing = figure.getByRole('img')
    await expect(drawing).toHaveAccessibleName(/.{8,}/)
    await expect(drawing.locator('desc')).not.toBeEmpty()
  }
  const controlPlane = page.locator('[data-figure="control-plane"]')
  await expect(controlPlane.locator('[data-node="kube-apiserver"]')).toBeVisible()
  await expect(controlPlane.locator('[data-edge="kube-apiserver etcd"]')).toHaveCount(1)
})

test('keeps the place when the language changes', async ({ page, chapter }) => {
  await chapter.open()
  await chapter.section('worker-node').scrollIntoViewIfNeeded()
  await page.locator('[data-figure="worker-node"]').scrollIntoViewIfNeeded()
  await page.mouse.wheel(0, 400)
  await expect(chapter.here).toHaveAttribute('href', '#worker-node')
  await expect(chapter.otherLanguage).toHaveAttribute('href', /\/en\/kubernetes-design\/#.+$/)
  const address = await chapter.otherLanguage.getAttribute('href')
  await page.goto(address ?? '')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(chapter.here).toHaveAttribute('href', '#worker-node')
})

test('keeps light and dark as chosen, from the first frame on', async ({ page, chapter }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await chapter.open()
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await paper()
  await expect(chapter.themeSwitch).toHaveAccessibleName(/自動/)
  await chapter.themeSwitch.click()
  await expect(chapter.themeSwitch).toHaveAccessibleName(/明るい/)
  expect(await paper()).toBe(light)
  await chapter.themeSwitch.click()
  await expect(chapter.themeSwitch).toHaveAccessibleName(/暗い/)
  expect(await paper()).not.toBe(light)
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      document.body.dataset['themeAtFirst'] = document.documentElement.dataset['theme'] ?? ''
    })
  })
  await page.reload()
  await expect(page.locator('body')).toHaveAttribute('data-theme-at-first', 'dark')
  expect(await paper()).not.toBe(light)
})

test('opens the card of a word, and closes it with Escape', async ({ page, chapter }) => {
  await chapter.open()
  const word = page.getByRole('button', { name: 'etcd', exact: true })
  const card = page.locator('#term-etcd')
  await expect(card).toBeHidden()
  await word.click()
  await expect(card).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(card).toBeHidden()
  await page.mouse.move(0, 0)
  await word.hover()
  await expect(card).toBeVisible()
  await card.getByRole('link').click()
  await expect(page).toHaveURL(/\/glossary\/#etcd$/)
  await expect(page.locator('#etcd')).toBeInViewport()
})

test('can be walked through by keyboard alone', async ({ page, chapter }) => {
  await chapter.open()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: '本文へ' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#main')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.locator('#main :focus')).toBeVisible()
})

test('fits a phone: nothing sticks out, figures stay readable', async ({ page, chapter }) => {
  await page.setViewportSize(phone)
  await chapter.open()
  await expectNoSidewaysScroll(page)
  const sizes = await chapter.figures.locator('svg').evaluateAll((drawings) =>
    (drawings as SVGSVGElement[]).map((drawing) => {
      const text = drawing.querySelector('.drawing-node text')
      const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width
      return text ? Number.parseFloat(getComputedStyle(text).fontSize) * scale : 0
    }),
  )
  expect(sizes).toHaveLength(4)
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12)

  // Labs and questions come alive when they are reached; they must fit, too.
  for (const live of await page.locator('.lab, .question').all()) {
    await live.scrollIntoViewIfNeeded()
    await expect(live.locator('astro-island')).not.toHaveAttribute('ssr')
    await expectNoSidewaysScroll(page)
  }

  const open = page.getByRole('button', { name: 'この章の目次' })
  await expect(chapter.contents).toBeHidden()
  await open.click()
  await expect(chapter.contents).toBeVisible()
  await chapter.contents.getByRole('link', { name: 'まとめ' }).click()
  await expect(chapter.contents).toBeHidden()
  await expect(chapter.section('summary')).toBeInViewport()
})

for (const [address, language, words] of [
  ['no-such-page/', 'ja', 'このページは見つかりません'],
  ['en/no-such-page/', 'en', 'This page does not exist'],
] as const) {
  test(`helps on at ${address}`, async ({ page, complaints }) => {
    const response = await page.goto(address)
    expect(response?.status()).toBe(404)
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
    await page.getByRole('main').getByRole('link').nth(1).click()
    await expect(page).toHaveURL(
      language === 'en' ? /\/en\/kubernetes-design\/$/ : /(?<!en)\/kubernetes-design\/$/,
    )
    // The browser reports the missing page itself.
    complaints.splice(0, 1)
  })
}

test('loads little before the reader touches anything', async ({ page, chapter }) => {
  const scripts: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.push(response.body().then((body) => gzipSync(body).length))
    }
  })
  await chapter.open()
  await page.waitForLoadState('networkidle')
  const inline = await page.locator('script:not([src])').allTextContents()
  const bytes = [...(await Promise.all(scripts)), ...inline.map((text) => gzipSync(text).length)]
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(30_000)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the chapter is all there, and answers can be looked up', async ({ page, chapter }) => {
    await chapter.open()
    await expect(chapter.section('check')).toBeVisible()
    const question = page.locator('[data-question="check2"]')
    const answer = question.locator('details')
    await expect(answer.locator('p').first()).toBeHidden()
    await answer.locator('summary').click()
    await expect(answer.locator('p').first()).toBeVisible()
    await expect(page.locator('[data-theme-switch]')).toBeHidden()
  })
})
