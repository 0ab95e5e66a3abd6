/** The restaurant of section 1: drawn, told to whoever does not see it, whole on a phone. */
import { expect, expectNoSidewaysScroll, test } from './fixtures.ts'

for (const [language, said] of [
  ['ja', /伝票/],
  ['en', /ticket/],
] as const)
  test(`the two ways to order are seen, heard and fit a phone (${language})`, async ({
    page,
    chapter,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await chapter.open({ language })
    const drawings = page.locator('.restaurant svg')
    await expect(drawings).toHaveCount(2)
    await expect(drawings.last()).toHaveAccessibleDescription(said)
    await drawings.last().scrollIntoViewIfNeeded()
    const sticksOut = await drawings.evaluateAll((all) =>
      all.flatMap((svg) => {
        const frame = svg.getBoundingClientRect()
        return Array.from(svg.querySelectorAll('text'))
          .filter((text) => {
            const { left, right } = text.getBoundingClientRect()
            return left < frame.left || right > frame.right
          })
          .map((text) => text.textContent)
      }),
    )
    expect(sticksOut).toEqual([])
    await expectNoSidewaysScroll(page)
  })
