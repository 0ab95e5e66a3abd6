/** What axe can see: every page, in both languages, light and dark, wide and narrow. */
import { expectAccessible, test } from './fixtures.ts'

const pages = ['', 'kubernetes-design/', 'glossary/']

for (const colorScheme of ['light', 'dark'] as const) {
  for (const address of [...pages, ...pages.map((page) => `en/${page}`)]) {
    test(`/${address} has no barriers (${colorScheme})`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(address)
      await expectAccessible(page)
    })
  }
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
