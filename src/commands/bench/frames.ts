/**
 * The main thread of a browser while thirty nodes take six hundred Pods in the playground: how long
 * its tasks are, by the thread's own clock, and how many frames a second that leaves. Read off a
 * Chromium trace. What frames came in fact depends on whatever else the machine does.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
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

/** What the page says once all are there; a busy machine is given up on after a while. */
const allReady = '600 Ready'
const patienceMs = 40_000
/** A task longer than this costs one of sixty frames a second. */
const frameMs = 1000 / 60

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
  const watched = await framesUntil(page, allReady, patienceMs)
  const ready = await page.locator('.lanes [data-lane="actual"] dd').textContent()
  await browser.stopTracing()
  await page.close()
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const tasks = busiestMain(traceEvents)
  const pictures = traceEvents.filter(({ name }) => name === 'AnimationFrame::Presentation').length
  const seconds = watched.ms / 1000
  return [
    { name: 'rollout-600-pods-longest-task', value: Math.max(0, ...tasks), unit: 'ms', budget: 50 },
    {
      name: 'rollout-600-pods-tasks-over-50-ms',
      value: tasks.filter((ms) => ms > 50).length,
      unit: 'tasks',
      budget: 0,
    },
    {
      name: 'rollout-600-pods-frames-by-thread',
      value: framesLeft(tasks, watched.ms) / seconds,
      unit: 'frames/s',
    },
    { name: 'rollout-600-pods-frames', value: watched.frames / seconds, unit: 'frames/s' },
    { name: 'rollout-600-pods-pictures-drawn', value: pictures / seconds, unit: 'frames/s' },
    { name: 'rollout-600-pods-ready', value: Number.parseInt(ready ?? '', 10), unit: 'Pods' },
  ]
}

/** Turns that the page is given to draw until it says so, as the clock on the wall counts them. */
function framesUntil(page: Page, said: string, mostMs: number) {
  return page.evaluate(
    ([wanted, most]) =>
      new Promise<{ readonly frames: number; readonly ms: number }>((resolve) => {
        const lane = document.querySelector('.lanes [data-lane="actual"] dd')
        const start = performance.now()
        let frames = 0
        const turn = () => {
          frames++
          const ms = performance.now() - start
          if (lane?.textContent === wanted || ms > most) resolve({ frames, ms })
          else requestAnimationFrame(turn)
        }
        requestAnimationFrame(turn)
      }),
    [said, mostMs] as const,
  )
}

/** Of sixty frames a second, those that no task made late. */
function framesLeft(tasks: readonly number[], watchedMs: number): number {
  const late = tasks.reduce((sum, ms) => sum + Math.floor(ms / frameMs), 0)
  return watchedMs / frameMs - late
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
