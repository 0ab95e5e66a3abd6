/**
 * The main thread of a browser while thirty nodes take six hundred Pods in the playground: how long
 * its longest task is, by the thread's own clock, and how many pictures it makes a second. Read off
 * a Chromium trace.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from '@playwright/test'
import type { Figure } from './clusters.ts'

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 600
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: nginx:1.14.2
`

/** Time that is looked at, from Apply on; the whole rollout happens in it. */
const watchedMs = 8_000

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly tid: number
  readonly pid: number
  readonly ts: number
  /** What the thread itself spent: other work of the machine does not count. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

export async function frameFigures(
  browser: Browser,
  site: string,
  folder: string,
): Promise<readonly Figure[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${site}en/playground/?editor=plain`)
  await page.locator('.playground-scenario select').selectOption('nodes-30')
  await page.locator('.tray').nth(29).waitFor()
  await page.locator('.playground textarea').first().fill(manifest)
  const file = path.join(folder, 'trace.json')
  await browser.startTracing(page, {
    path: file,
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  })
  await page.getByRole('button', { name: 'Apply this file', exact: true }).click()
  await page.waitForTimeout(watchedMs)
  const ready = await page.locator('.lanes [data-lane="actual"] dd').textContent()
  await browser.stopTracing()
  await page.close()
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const tasks = busiestMain(traceEvents)
  const frames = traceEvents.filter(({ name }) => name === 'AnimationFrame::Presentation').length
  return [
    { name: 'rollout-600-pods-longest-task', value: Math.max(0, ...tasks), unit: 'ms', budget: 50 },
    {
      name: 'rollout-600-pods-tasks-over-50-ms',
      value: tasks.filter((ms) => ms > 50).length,
      unit: 'tasks',
      budget: 0,
    },
    { name: 'rollout-600-pods-frames', value: frames / (watchedMs / 1000), unit: 'frames/s' },
    { name: 'rollout-600-pods-ready', value: Number.parseInt(ready ?? '', 10), unit: 'Pods' },
  ]
}

/**
 * Milliseconds of each task of the main thread that draws the page: a browser keeps another page's
 * process ready, whose main thread has next to nothing to do.
 */
function busiestMain(events: readonly TraceEvent[]): readonly number[] {
  const sum = (tasks: readonly number[]) => tasks.reduce((total, ms) => total + ms, 0)
  const threads = events
    .filter(({ args }) => args?.name === 'CrRendererMain')
    .map(({ pid, tid }) =>
      events
        .filter((event) => event.pid === pid && event.tid === tid && event.name === 'RunTask')
        .map(({ tdur = 0 }) => tdur / 1000),
    )
  return threads.sort((a, b) => sum(b) - sum(a))[0] ?? []
}
