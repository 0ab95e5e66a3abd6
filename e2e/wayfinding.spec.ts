/** Finding one's way: the search, the keys, the links on headings, where one stopped. */
import { expect, expectAccessible, test } from './fixtures.ts'
import { SearchDialog } from './pages/SearchDialog.ts'

for (const [where, variable] of [
  ['at the root of a host', 'SITE_URL'],
  ['under a sub-path', 'SUB_PATH_URL'],
] as const) {
  test(`finds places in both languages, by keys alone (${where})`, async ({ page }) => {
    await page.goto(process.env[variable] ?? '')
    const search = new SearchDialog(page)
    await page.keyboard.press('/')
    await expect(search.field).toBeFocused()
    for (const [query, anchor] of [
      ['kube-proxy', 'kube-proxy'],
      ['ｋｕｂｅｌｅｔ', 'kubelet'],
      ['ロールプレ', 'control-plane'],
      ['宣言的モデル', 'declarative-model'],
      ['deployed only', ''],
    ] as const) {
      await search.field.fill(query)
      if (anchor === '') await expect(search.results).toHaveCount(0)
      else await expect(search.result(anchor).first()).toBeVisible()
    }
    await expect(search.status).toHaveText('見つかりませんでした。別の言葉で探してください。')
    await search.field.fill('コントロールプレーンの中')
    await expect(search.results.first()).toContainText('第5章 Kubernetesの登場と設計思想')
    await page.keyboard.press('ArrowDown')
    await expect(search.results.first()).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${process.env[variable]}kubernetes-design/#control-plane`)
    await expect(search.root).toBeHidden()
  })
}

test('search and list of keys have no barriers; single letters can be switched off', async ({
  page,
  chapter,
}) => {
  await chapter.open({ language: 'en' })
  const search = new SearchDialog(page)
  await page.keyboard.press('Control+k')
  await search.field.fill('scheduler')
  await expect(search.results.first()).toBeVisible()
  await expectAccessible(page, search.root)
  await page.keyboard.press('Escape')
  await expect(search.root).toBeHidden()

  await page.keyboard.press('?')
  const help = page.locator('dialog#help')
  await expect(help).toBeVisible()
  await expectAccessible(page, help)
  await help.getByLabel('Use single-letter keys').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(search.root).toBeHidden()
  await page.reload()
  await page.keyboard.press('?')
  await expect(help).toBeHidden()
  await page.keyboard.press('Control+k')
  await expect(search.root).toBeVisible()
})

test('j and k walk through the sections, each heading is its own link', async ({
  page,
  chapter,
}) => {
  await chapter.open()
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/#declarative-model$/)
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/#architecture$/)
  await expect(chapter.section('architecture').locator('h2 a')).toBeFocused()
  await page.keyboard.press('k')
  await expect(page).toHaveURL(/#declarative-model$/)
  await chapter.section('control-plane').locator('h3 a').first().click()
  await expect(page).toHaveURL(/#api-server/)
  await page.locator('#question-see-architecture .deep-link').click()
  await expect(page).toHaveURL(/#question-see-architecture$/)
})

test('back in a chapter, the contents say where to go on', async ({ page, chapter }) => {
  await chapter.open({ anchor: 'worker-node' })
  await expect(chapter.here).toHaveAttribute('href', '#worker-node')
  await page.goto('')
  await chapter.open()
  await expect(chapter.tickOf('worker-node')).toContainText('続きはここから')
  await page.getByRole('link', { name: /^続き：/ }).click()
  await expect(chapter.section('worker-node')).toBeInViewport()
})
