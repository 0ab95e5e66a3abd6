/** The test of every journey: it also fails if the page complains, and knows how to ask axe. */
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { ChapterPage } from './pages/ChapterPage.ts'
import { HomePage } from './pages/HomePage.ts'

interface Fixtures {
  /** What the page wrote to the console as an error, threw, or was forbidden to do. */
  complaints: string[]
  chapter: ChapterPage
  home: HomePage
}

export const test = base.extend<Fixtures>({
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      await use(complaints)
      expect(complaints, 'the page complained').toEqual([])
    },
    { auto: true },
  ],
  chapter: async ({ page }, use) => {
    await use(new ChapterPage(page))
  },
  home: async ({ page }, use) => {
    await use(new HomePage(page))
  },
})

/** No barrier that axe knows of, on the page or a part of it, as it is now: light, then dark. */
export async function expectAccessible(page: Page, part?: Locator): Promise<void> {
  const id = await part?.getAttribute('id')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Colours that are still on their way from one to another are nobody's contrast.
    await page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
    )
    // Only violations are told: describing all that is well takes most of the time.
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
    if (id) axe.include(`#${id}`)
    // In the dark nothing but the colours is different.
    if (colorScheme === 'dark') axe.withRules('color-contrast')
    const { violations } = await axe.analyze()
    const found = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => node.target.join(' ')),
    }))
    expect(found, colorScheme).toEqual([])
  }
}

/** Nothing sticks out to the side: the page itself never scrolls sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(excess).toBe(0)
}

export { expect }
