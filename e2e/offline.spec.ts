/** Without a network: the whole book after one visit; a newer one only when asked for; gone when told. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { writeServiceWorker } from '../src/commands/offline/write-service-worker.ts'
import { type RunningSite, serveSite } from '../src/commands/serve-site.ts'
import { expect, test } from './fixtures.ts'
import { LabPage } from './pages/LabPage.ts'
import { SearchDialog } from './pages/SearchDialog.ts'

test.use({ serviceWorkers: 'allow' })

const panel = (page: Page) => page.locator('#offline .offline')

async function visit(page: Page, site: RunningSite): Promise<void> {
  await page.goto(site.url)
  await expect(panel(page)).toHaveAttribute('data-offline', 'kept', { timeout: 30_000 })
}

async function keptNames(context: BrowserContext, page: Page): Promise<readonly string[]> {
  expect(context.pages()).toContain(page)
  return page.evaluate(() => caches.keys())
}

for (const [where, directory, base] of [
  ['at the root of a host', 'dist', '/'],
  ['under a sub-path', '.cache/sub-path', '/books/arubeki/'],
] as const) {
  test(`after one visit, the book needs no network (${where})`, async ({
    page,
    context,
    complaints,
  }) => {
    const site = await serveSite({ directory: path.resolve(directory), base, port: 0 })
    await visit(page, site)
    await site.close()

    await page.goto(`${site.url}kubernetes-design/#lab-keep-five-replicas`)
    await page.reload()
    const lab = new LabPage(page, 'keep-five-replicas', 'ja')
    await lab.arrive()
    // Once is enough for the largest part.
    if (base === '/') {
      await lab.wakeMonaco()
      await lab.retypeLastWord(6, '5')
    } else await lab.replace('replicas: 3', 'replicas: 5')
    await lab.apply()
    await expect(lab.passed).toBeVisible()

    const search = new SearchDialog(page)
    await lab.applyButton.focus()
    await page.keyboard.press('/')
    await search.field.fill('ロールプレ')
    await expect(search.result('control-plane').first()).toBeVisible()
    await page.keyboard.press('Escape')

    const missing = await page.goto(`${site.url}no-such-page/`)
    expect(missing?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('このページは見つかりません')

    await page.goto(`${site.url}en/glossary/`)
    await page.locator('#offline summary').click()
    await panel(page).getByRole('button', { name: 'Take it away' }).click()
    await expect(panel(page)).toHaveAttribute('data-offline', 'off')
    expect(await keptNames(context, page)).toEqual([])
    // The missing page is reported by the browser itself.
    complaints.splice(0)
  })
}

test('a newer book waits until it is asked for, and old and new never mix', async ({
  page,
  context,
}) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'arubeki-update-'))
  cpSync('dist', directory, { recursive: true })
  const site = await serveSite({ directory, base: '/', port: 0 })
  try {
    await visit(page, site)
    const other = await context.newPage()
    await other.goto(`${site.url}glossary/`)

    for (const name of ['index.html', 'glossary/index.html']) {
      const file = path.join(directory, name)
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('用語集', '新しい用語集'))
    }
    await writeServiceWorker(directory, '/')
    await page.reload()
    const notice = page.locator('[data-newer]')
    await expect(notice).toBeVisible({ timeout: 30_000 })
    await expect(page.locator('.site-nav')).not.toContainText('新しい用語集')
    await page.goto(`${site.url}glossary/`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('用語集')

    await notice.getByRole('button', { name: '読み込み直す' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('新しい用語集')
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('用語集')
    await expect(other.locator('[data-newer]')).toBeVisible()
    await other.locator('[data-newer-now]').click()
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('新しい用語集')
  } finally {
    await site.close()
    rmSync(directory, { recursive: true })
  }
})
