/**
 * `npm run bench`: the figures the book is held to, measured; `-- --json` prints one JSON line each,
 * `-- --large` adds the largest clusters (minutes, and many gigabytes).
 *
 * A figure over its budget is shown as such and fails nothing: tests never time.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { build } from 'vite'
import { loadBook } from '../book/book.ts'
import { readExercise, readScenario } from '../book/labs.ts'
import { grade } from '../grading/grade.ts'
import { createLab, replay } from '../lab/lab.ts'
import { clusterFigures, type Figure } from './bench/clusters.ts'
import { frameFigures } from './bench/frames.ts'
import { httpFigures } from './bench/http-face.ts'
import { markingFigures } from './bench/marking.ts'
import { obtainBrowser } from './browser.ts'
import { buildSite } from './build-site.ts'
import { editorWeight, openAndRest, weightOf } from './page-weight.ts'
import { serveSite } from './serve-site.ts'

const json = process.argv.includes('--json')
const scenario = readScenario('three-nodes')
const [chapter] = loadBook().chapters
if (!chapter) throw new Error('the book has no chapter')
const exercise = readExercise(chapter, 'repair-deployment')
const [file] = exercise.solution
if (!file) throw new Error('the exercise has no solution')

/** Milliseconds of CPU that a piece of work takes. */
function cpuMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** The median of fifteen runs after five that warm up. */
function median(work: () => void): number {
  for (let run = 0; run < 5; run++) work()
  const times = Array.from({ length: 15 }, () => cpuMs(work)).sort((a, b) => a - b)
  return times[7] ?? 0
}

/** One keystroke's work: the 3-replica Deployment, applied to a fresh cluster and judged. */
const judge = () => {
  const [seed = 1] = exercise.graded.seeds
  grade({ ...exercise.graded, seeds: [seed] }, scenario, { files: [file] })
}
const judgeUnderAllSeeds = () => {
  grade(exercise.graded, scenario, { files: [file] })
}

show({ name: 'keystroke-to-verdict-cold', value: cpuMs(judge), unit: 'ms' })
show({ name: 'keystroke-to-verdict', value: median(judge), unit: 'ms', budget: 50 })
show({ name: 'keystroke-to-verdict-all-seeds', value: median(judgeUnderAllSeeds), unit: 'ms' })

const lab = createLab({ scenario, seed: 1 })
lab.act({ type: 'apply', file: file.name, manifest: file.text })
lab.advance(60_000)
lab.act({ type: 'power-off', machine: 'node-2' })
lab.advance(540_000)
const recording = lab.recording()
show({
  name: 'replay-node-failure',
  value: median(() => {
    replay(recording, scenario, 600_000)
  }),
  unit: 'ms',
  budget: 100,
})

for (const figure of await clusterFigures({ large: process.argv.includes('--large') })) show(figure)
for (const figure of await httpFigures()) show(figure)

const basicEngine = await bundled('src/commands/bench/basic-engine.ts')
const fullEngine = await bundled('src/commands/bench/full-engine.ts')
show({ name: 'engine', value: basicEngine, unit: 'kB', budget: 60 })
show({ name: 'engine-with-all-kinds', value: fullEngine, unit: 'kB', budget: 90 })
show({ name: 'lab-worker', value: await bundled('src/widgets/lab/lab.worker.ts'), unit: 'kB' })

const matcher = await bundled('src/quizzes/kinds/explanation.ts')
for (const figure of markingFigures(matcher)) show(figure)

const directory = mkdtempSync(path.join(tmpdir(), 'arubeki-bench-'))
try {
  rmSync(path.resolve('node_modules', '.vite'), { recursive: true, force: true })
  rmSync(path.resolve('node_modules', '.astro'), { recursive: true, force: true })
  const started = performance.now()
  const { ok, output } = await buildSite({ directory, base: '/' })
  if (!ok) throw new Error(output)
  show({ name: 'cold-build', value: (performance.now() - started) / 1000, unit: 's' })
  show({
    name: 'chapter-js-before-interaction',
    value: await scriptsOf('kubernetes-design/'),
    unit: 'kB',
    budget: 30,
  })
  await weigh('kubernetes-design/')
} finally {
  rmSync(directory, { recursive: true, force: true })
}

/** Kilobytes of a module with all it imports, minified and compressed. */
async function bundled(entry: string): Promise<number> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundle) =>
    'output' in bundle ? bundle.output : [],
  )
  const sizes = outputs.map((chunk) => (chunk.type === 'chunk' ? gzipSync(chunk.code).length : 0))
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}

/** What a page weighs in all before anybody touches it, and what the editor adds on demand. */
async function weigh(page: string): Promise<void> {
  const site = await serveSite({ directory, base: '/', port: 0 })
  const browser = await launch()
  try {
    const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const weight = await weightOf(tab, new URL(page, site.url).href)
    const all = weight.html + weight.css + weight.js
    show({ name: 'chapter-html', value: weight.html, unit: 'kB' })
    show({ name: 'chapter-css', value: weight.css, unit: 'kB' })
    show({ name: 'chapter-before-interaction', value: all, unit: 'kB', budget: 100 })
    show({ name: 'chapter-layout-shift', value: weight.shift * 1000, unit: '‰', budget: 0 })
    show({ name: 'editor-on-demand', value: await editorWeight(tab), unit: 'kB', budget: 1100 })
    for (const figure of await frameFigures(browser, site.url, directory)) show(figure)
  } finally {
    await browser.close()
    await site.close()
  }
}

async function launch(): Promise<Browser> {
  const { executablePath, args, env } = await obtainBrowser()
  return chromium.launch({ executablePath, args: [...args], ...(env ? { env: { ...env } } : {}) })
}

/** Kilobytes of compressed script that a page loads while nobody touches it. */
async function scriptsOf(page: string): Promise<number> {
  const site = await serveSite({ directory, base: '/', port: 0 })
  const browser = await launch()
  try {
    const tab = await browser.newPage()
    const loaded = new Set<string>()
    tab.on('response', (response) => {
      if (response.request().resourceType() === 'script') loaded.add(response.url())
    })
    await openAndRest(tab, new URL(page, site.url).href)
    const scripts = new Set([...loaded].map((url) => path.basename(new URL(url).pathname)))
    const folder = path.join(directory, '_astro')
    const names = readdirSync(folder).filter((name) => scripts.has(name))
    const inline = await tab.locator('script:not([src])').allTextContents()
    const texts = [...names.map((name) => readFileSync(path.join(folder, name))), ...inline]
    return texts.reduce((sum, text) => sum + gzipSync(text).length, 0) / 1000
  } finally {
    await browser.close()
    await site.close()
  }
}

function show({ name, value, unit, budget }: Figure): void {
  const rounded = Math.round(value * 10) / 10
  const ok = budget === undefined || rounded <= budget
  if (json) console.log(JSON.stringify({ name, value: rounded, unit, budget, ok }))
  else {
    const limit = budget === undefined ? '' : `  (budget ${budget}${ok ? '' : ', OVER'})`
    console.log(`${name.padEnd(34)}${String(rounded).padStart(8)} ${unit}${limit}`)
  }
}
