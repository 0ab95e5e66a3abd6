/**
 * `npm test`: everything that must hold before a change lands, and the count at the end.
 *
 * Stages: types, style, content, unit tests, build, end-to-end tests in a browser. A stage that fails does
 * not keep the later ones from running, except that a site that was not built cannot be read.
 * `npm test -- storm` runs only the unit tests whose file name contains the word.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { loadBook } from '../book/book.ts'
import { obtainBrowser } from './browser.ts'
import { buildSite } from './build-site.ts'

interface Count {
  readonly passed: number
  readonly failed: number
}

const reports = path.resolve('.cache', 'reports')
const filters = process.argv.slice(2)
const counts: Count[] = []
mkdirSync(reports, { recursive: true })

if (filters.length > 0) {
  await stage('unit tests', () => unitTests(filters))
} else {
  await stage('types', () => one(node('typescript/bin/tsc')))
  await stage('types of the cluster', () => one(node('typescript/bin/tsc', '-p', 'src/kubernetes')))
  await stage('types of pages', () => one(run(process.execPath, ['src/commands/check-pages.ts'])))
  await stage('style', () => one(node('@biomejs/biome/bin/biome', 'check')))
  // Before the tests, so that a writer's mistake is told once and plainly.
  await stage('content', async () => ({ passed: loadBook().chapters.length, failed: 0 }))
  await stage('unit tests', () => unitTests([]))
  const built = await stage('build', buildBoth)
  if (built.failed === 0) await stage('end-to-end tests', endToEndTests)
}

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function stage(name: string, work: () => Promise<Count>): Promise<Count> {
  console.log(`\n── ${name}`)
  const started = performance.now()
  let count: Count = { passed: 0, failed: 1 }
  try {
    count = await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`── ${name}: ${count.passed} passed, ${count.failed} failed (${seconds} s)\n`)
  counts.push(count)
  return count
}

async function unitTests(names: readonly string[]): Promise<Count> {
  const report = path.join(reports, 'unit.json')
  rmSync(report, { force: true })
  const ok = await node(
    'vitest/vitest.mjs',
    'run',
    '--dir',
    'src',
    // A suite over tables that are not part of the project may find none, and then claims nothing.
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...names,
  )
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'))
  // A file that could not even be loaded has no failed test in it, yet it failed.
  const unloaded = testResults.filter(
    (file: { status: string; assertionResults: readonly { status: string }[] }) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return honest({ passed: numPassedTests, failed: numFailedTests + unloaded.length }, ok)
}

/** The site at the root of a host, and once more under a sub-path, as the tests will read it. */
async function buildBoth(): Promise<Count> {
  const sites = [
    { base: '/', directory: path.resolve('dist') },
    { base: '/books/arubeki/', directory: path.resolve('.cache', 'sub-path') },
  ]
  let count: Count = { passed: 0, failed: 0 }
  for (const site of sites) {
    const { ok, output } = await buildSite(site)
    if (!ok) console.error(output)
    count = { passed: count.passed + Number(ok), failed: count.failed + Number(!ok) }
  }
  return count
}

async function endToEndTests(): Promise<Count> {
  const browser = await obtainBrowser()
  console.log(`${browser.source}: ${path.relative('.', browser.executablePath)}`)
  const report = path.join(reports, 'end-to-end.json')
  rmSync(report, { force: true })
  const ok = await run(
    process.execPath,
    [
      path.resolve('node_modules', '@playwright', 'test', 'cli.js'),
      'test',
      '--config=e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  )
  const { stats } = JSON.parse(readFileSync(report, 'utf8'))
  return honest({ passed: stats.expected, failed: stats.unexpected + stats.flaky }, ok)
}

/** A runner that says it failed has failed, and so has one that found nothing to run. */
function honest(count: Count, ok: boolean): Count {
  const silent = count.failed === 0 && (!ok || count.passed === 0)
  return silent ? { ...count, failed: 1 } : count
}

async function one(work: Promise<boolean>): Promise<Count> {
  const ok = await work
  return { passed: Number(ok), failed: Number(!ok) }
}

/** Runs a program of `node_modules` with the Node that runs this. */
function node(program: string, ...args: string[]): Promise<boolean> {
  return run(process.execPath, [path.resolve('node_modules', program), ...args])
}

function run(program: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code === 0))
  })
}
