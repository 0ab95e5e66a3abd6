/** What a page weighs: compressed bytes by kind, before anybody touches it and after an editor is opened. */
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'

export interface Weight {
  /** Kilobytes, compressed one by one as a host would. */
  readonly html: number
  readonly css: number
  readonly js: number
  readonly other: number
  readonly requests: number
  /** The layout's own movements, as browsers count them. */
  readonly shift: number
}

/** A network that is idle tells little: while a long page is laid out, nothing is asked for. */
const afterLoadMs = 1_500

/** Loads a page and waits until nothing more comes by itself. */
export async function openAndRest(tab: Page, address: string): Promise<void> {
  await tab.goto(address, { waitUntil: 'load' })
  await tab.waitForTimeout(afterLoadMs)
  await tab.waitForLoadState('networkidle')
}

/** What a page weighs once it rests. */
export async function weightOf(tab: Page, address: string): Promise<Weight> {
  const counted = count(tab)
  await tab.addInitScript(() => {
    const record = globalThis as { shifted?: number }
    record.shifted = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        record.shifted = (record.shifted ?? 0) + entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await openAndRest(tab, address)
  const shift = await tab.evaluate(() => (globalThis as { shifted?: number }).shifted ?? 0)
  return { ...(await counted()), shift }
}

/** Kilobytes that come when the YAML editor with suggestions is opened. */
export async function editorWeight(tab: Page): Promise<number> {
  const lab = tab.locator('.lab').first()
  await lab.scrollIntoViewIfNeeded()
  await lab.locator('.lab-live[data-phase="ready"]').waitFor()
  await tab.waitForLoadState('networkidle')
  const counted = count(tab)
  await lab.locator('.editor textarea').first().click()
  await lab.locator('.editor[data-mode="monaco"]').first().waitFor()
  await tab.waitForLoadState('networkidle')
  const { css, js, other } = await counted()
  return css + js + other
}

function count(tab: Page): () => Promise<Omit<Weight, 'shift'>> {
  const loading: Promise<{ kind: 'html' | 'css' | 'js' | 'other'; size: number }>[] = []
  tab.on('response', (response) => {
    const type = response.headers()['content-type'] ?? ''
    const kind = /html/.test(type)
      ? 'html'
      : /css/.test(type)
        ? 'css'
        : /javascript/.test(type)
          ? 'js'
          : 'other'
    const size = response.body().then(
      (body) => ({ kind, size: gzipSync(body).length / 1000 }) as const,
      () => ({ kind, size: 0 }) as const,
    )
    loading.push(size)
  })
  return async () => {
    const loaded = await Promise.all(loading)
    const sum = (wanted: string) =>
      loaded.reduce((total, { kind, size }) => total + (kind === wanted ? size : 0), 0)
    return {
      html: sum('html'),
      css: sum('css'),
      js: sum('js'),
      other: sum('other'),
      requests: loaded.length,
    }
  }
}
