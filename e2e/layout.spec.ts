/** Every page in every width: the narrowest phone, text at 200 %, the system's own colours. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, expectNoSidewaysScroll, test } from './fixtures.ts'

const pages = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((name) => path.basename(name) === 'index.html')
  .map((name) =>
    name
      .split(path.sep)
      .join('/')
      .replace(/index\.html$/, ''),
  )
  .sort()

for (const [name, viewport] of [
  ['a phone of 360 pixels', { width: 360, height: 740 }],
  ['a window of 1280 pixels at 200 %', { width: 640, height: 400 }],
] as const) {
  test(`no page sticks out of ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport)
    for (const address of pages) {
      await test.step(address, async () => {
        await page.goto(address)
        await expectNoSidewaysScroll(page)
      })
    }
  })
}

test('in the colours of the system, ticks and the place can still be told', async ({
  page,
  chapter,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await chapter.open({ anchor: 'control-plane' })
  await expect(chapter.here).toHaveCSS('text-decoration-line', 'underline')
  const colours = await chapter.tickOf('control-plane').evaluate((entry) => {
    entry.dataset['tick'] = 'done'
    const of = (part: string) => getComputedStyle(entry.querySelector(part) ?? entry)
    return [of('.tick-ring').fill, of('.tick-mark').stroke]
  })
  expect(colours[0]).not.toBe(colours[1])
})
