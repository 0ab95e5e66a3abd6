/** The race of section 1: open both shops, predict, break, see who mends what. */
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.ts'
import { RacePage } from './pages/RacePage.ts'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('both shops are opened by hand; asked again, the left refuses and the right is unchanged', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  const race = new RacePage(page, 'ja')
  await race.arrive()
  for (let line = 1; line <= 3; line++) await race.button(race.texts.typeNext(line, 3)).click()
  await race.button(race.texts.apply).click()
  await race.stepUntil(race.choices.first())
  await race.runs(3, 3)
  await race.predict(0)
  await race.main.click()
  await race.stepToTheEnd()
  await expect(race.outcome).toHaveAttribute('data-outcome', 'false')
  await expect(race.left).toContainText('is already in use by container')
  await expect(race.right).toContainText('deployment.apps/web unchanged')
  await race.runs(3, 3)
})

test('on a phone, by keyboard: nobody types at night, and only the right heals (en)', async ({
  page,
  chapter,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await chapter.open({ language: 'en' })
  const race = new RacePage(page, 'en')
  await race.arrive()
  await race.root.locator('.rounds button').nth(3).focus()
  await page.keyboard.press('Enter')
  await race.choices.nth(2).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(race.main).toHaveText('Close the laptop and let night fall')
  await race.main.press('Enter')
  await race.stepToTheEnd()
  await expect(race.outcome).toHaveAttribute('data-outcome', 'true')
  await race.runs(1, 3)
  await expect(race.right).toContainText('Terminating')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page, race.root)

  await race.button(race.texts.open).press('Enter')
  const command = race.left.getByRole('textbox')
  await expect(command).toHaveValue('docker -H ssh://host-1 start web-1')
  await command.press('Enter')
  await race.runs(2, 3)
  await command.fill('docker -H ssh://host-2 ps')
  await command.press('Enter')
  await expect(race.left).toContainText('Connection timed out')
})

test('with --restart the left heals a crash, but not a host that is gone', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  const race = new RacePage(page, 'ja')
  await race.arrive()
  await race.takeUp(4)
  await race.predict(1)
  await race.main.click()
  await race.stepToTheEnd()
  await race.runs(2, 3)
  await expect(race.left).toContainText('--restart always')
  await race.button(race.texts.powerOnOf('host-2')).click()
  await race.runs(3, 3)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the race is told', async ({ page, chapter }) => {
    await chapter.open({ language: 'en' })
    const { root } = new RacePage(page, 'en')
    await expect(root.locator('.stage-static')).toContainText('docker -H ssh://host-1 run')
    await expect(root.locator('.stage-static li')).toHaveCount(5)
    await expect(root.locator('.race')).toBeHidden()
  })
})
