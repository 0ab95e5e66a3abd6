/**
 * `npm install && npm start` in this folder: Lighthouse on the built site, the median of five runs for each
 * page, on a phone and on a desk. `node measure.mjs 1 kubernetes-design/` runs once, on one page.
 */
import path from 'node:path'
import { launch } from 'chrome-launcher'
import lighthouse, { desktopConfig } from 'lighthouse'
import { findBrowser } from '../../src/commands/browser.ts'
import { serveSite } from '../../src/commands/serve-site.ts'

const runs = Number(process.argv[2] ?? 5)
const pages =
  process.argv.length > 3 ? process.argv.slice(3) : ['kubernetes-design/', 'en/kubernetes-design/']
const audits = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift']

process.chdir(path.resolve(import.meta.dirname, '..', '..'))
const browser = await findBrowser()
if (!browser) throw new Error('There is no browser here: npm test obtains one.')
const site = await serveSite({ directory: 'dist', base: '/', port: 0 })
for (const page of pages) {
  for (const device of ['phone', 'desk']) {
    const measured = []
    for (let run = 0; run < runs; run++) measured.push(await measure(site.url + page, device))
    const figures = Object.keys(measured[0]).map((name) => {
      const values = measured.map((each) => each[name]).sort((a, b) => a - b)
      return `${name} ${values[Math.floor(values.length / 2)]}`
    })
    console.log(`${page} (${device}): ${figures.join(', ')}`)
  }
}
await site.close()

async function measure(address, device) {
  const chrome = await launch({
    chromePath: browser.executablePath,
    chromeFlags: ['--headless=new', ...browser.args],
  })
  try {
    const options = {
      port: chrome.port,
      onlyCategories: ['accessibility', 'best-practices', 'performance', 'seo'],
    }
    const result = await lighthouse(address, options, device === 'desk' ? desktopConfig : undefined)
    const { categories, audits: found } = result.lhr
    for (const category of Object.values(categories)) {
      if (category.score === 1 || category.id === 'performance') continue
      for (const { id } of category.auditRefs)
        if ((found[id].score ?? 1) < 1) console.log(`  ${category.id}: ${id}: ${found[id].title}`)
    }
    return Object.fromEntries([
      ...Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)]),
      ...audits.map((id) => [id, Math.round(found[id].numericValue * 1000) / 1000]),
    ])
  } finally {
    await chrome.kill()
  }
}
