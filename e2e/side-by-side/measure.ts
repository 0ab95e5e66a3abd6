/**
 * `npm install && npm start` in this folder: the book's chapter beside the same text carried by
 * Starlight, VitePress, Docusaurus and HonKit, measured in one run. Needs `dist/` (`npm run build`).
 *
 * A phone's processor (÷ 4) and line (1.6 Mbit/s, 150 ms), nothing cached, nothing touched. Every round visits all of them in turn, so that a
 * busy moment of this machine falls on all; what is told is the median. `npm start -- 9` asks for nine rounds.
 * Ends with 1 if any figure of the book is above one of theirs.
 */
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../../src/commands/browser.ts'
import { serveSite } from '../../src/commands/serve-site.ts'
import { carriers, carry, versionOf } from './carriers.ts'
import { plainChapter } from './chapter.ts'

const figures = ['LCP ms', 'TBT ms', 'CLS', 'kB', 'kB of JavaScript', 'requests'] as const
type Figures = Record<(typeof figures)[number], number>

/** How long a page is watched once it has loaded. */
const settleMs = 4_000
const rounds = Number(process.argv[2] ?? 5)
process.chdir(path.resolve(import.meta.dirname, '..', '..'))
const found = await findBrowser()
if (!found) throw new Error('There is no browser here: npm test obtains one.')

const chapter = plainChapter()
const sites = [{ name: 'Arubeki', directory: 'dist', page: 'kubernetes-design/' }]
for (const carrier of carriers) {
  const name = `${carrier.name} ${versionOf(carrier)}`
  console.log(`building ${name}`)
  sites.push({ name, directory: carry(carrier, chapter), page: carrier.page })
}

const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: [...found.args],
  ...(found.env ? { env: { ...found.env } } : {}),
})
const served = await Promise.all(
  sites.map(async (site) => ({
    ...site,
    server: await serveSite({ directory: site.directory, base: '/', port: 0 }),
    visits: [] as Figures[],
  })),
)
for (let round = 0; round < rounds; round++)
  for (const { server, page, visits } of served)
    visits.push(await visit(browser, server.url + page))
await browser.close()
await Promise.all(served.map(({ server }) => server.close()))

const rows = served.map(({ name, visits }) => ({ name, ...medians(visits) }))
console.table(rows)
const [ours, ...theirs] = rows
const above = figures.filter((figure) => theirs.some((row) => (ours?.[figure] ?? 0) > row[figure]))
console.log(above.length === 0 ? 'Nothing of ours is above theirs.' : `Above: ${above.join(', ')}`)
process.exitCode = above.length === 0 ? 0 : 1

function medians(visits: readonly Figures[]): Figures {
  const middle = (figure: keyof Figures) =>
    visits.map((visit) => visit[figure]).sort((a, b) => a - b)[Math.floor(visits.length / 2)] ?? 0
  return Object.fromEntries(figures.map((figure) => [figure, middle(figure)])) as Figures
}

async function visit(browser: Browser, address: string): Promise<Figures> {
  const context = await browser.newContext({
    viewport: { width: 412, height: 823 },
    deviceScaleFactor: 1.75,
    isMobile: true,
    hasTouch: true,
  })
  const tab = await context.newPage()
  const devtools = await context.newCDPSession(tab)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1024 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  })
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const kinds = new Map<string, string>()
  const bytes = { all: 0, scripts: 0 }
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength
    if (kinds.get(requestId) === 'Script') bytes.scripts += encodedDataLength
  })
  await tab.addInitScript(watch)
  await tab.goto(address, { waitUntil: 'load', timeout: 120_000 })
  // What a page still fetches and does after it has loaded counts as well.
  await tab.waitForTimeout(settleMs)
  const told = await tab.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
  await context.close()
  return {
    'LCP ms': Math.round(told.largest),
    'TBT ms': Math.round(
      told.tasks
        .filter(({ end }) => end > told.first)
        .reduce(
          (sum, { begin, end }) => sum + Math.max(0, end - Math.max(begin, told.first) - 50),
          0,
        ),
    ),
    CLS: Math.round(told.shift * 1000) / 1000,
    kB: Math.round(bytes.all / 100) / 10,
    'kB of JavaScript': Math.round(bytes.scripts / 100) / 10,
    requests: kinds.size,
  }
}

interface Seen {
  first: number
  largest: number
  shift: number
  readonly tasks: { readonly begin: number; readonly end: number }[]
}

/** Runs in the page, before anything of its own. */
function watch(): void {
  const seen: Seen = { first: 0, largest: 0, shift: 0, tasks: [] }
  Object.assign(globalThis, { seen })
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    })
  observe('paint', ({ name, startTime }) => {
    if (name === 'first-contentful-paint') seen.first = startTime
  })
  observe('largest-contentful-paint', ({ startTime }) => {
    seen.largest = startTime
  })
  observe('layout-shift', (entry) => {
    seen.shift += (entry as PerformanceEntry & { value: number }).value
  })
  observe('longtask', ({ startTime, duration }) => {
    seen.tasks.push({ begin: startTime, end: startTime + duration })
  })
}
