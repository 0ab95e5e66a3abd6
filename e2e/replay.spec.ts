/** A recording is a few kilobytes, and means the same bytes in Node and in the browser. */
import { expect, test } from '@playwright/test'
import { build } from 'vite'
import { readScenario } from '../src/book/labs.ts'
import type { Recording } from '../src/lab/recording.ts'
import { fingerprint } from './session-fingerprint.ts'

const manifest = (replicas: number, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${image}" }] }
`

const apply = (at: number, replicas: number, image: string) =>
  ({
    at,
    action: { type: 'apply', file: 'web.yaml', manifest: manifest(replicas, image) },
  }) as const

const recording: Recording = {
  scenario: 'three-nodes',
  seed: 5,
  engine: '1',
  actions: [
    apply(0, 3, 'nginx:1.14.2'),
    { at: 20_000, action: { type: 'power-off', machine: 'node-2' } },
    { at: 400_000, action: { type: 'stop', component: 'kube-scheduler' } },
    apply(410_000, 6, 'nginx:1.16.1'),
    { at: 430_000, action: { type: 'start', component: 'kube-scheduler' } },
    { at: 440_000, action: { type: 'clock-skew', machine: 'node-1', ms: 90_000 } },
    { at: 450_000, action: { type: 'power-on', machine: 'node-2' } },
    { at: 500_000, action: { type: 'cut', machines: ['node-3', 'control-plane'] } },
  ],
}
const untilMs = 600_000

test('a recording replays to the same bytes in Node and in the browser', async ({ page }) => {
  const scenario = readScenario('three-nodes')
  expect(JSON.stringify(recording).length).toBeLessThan(4_000)
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    build: {
      write: false,
      lib: { entry: 'e2e/session-fingerprint.ts', formats: ['iife'], name: 'session' },
    },
  })
  const [bundle] = [output].flat().flatMap((one) => ('output' in one ? one.output : []))
  await page.goto('about:blank')
  await page.addScriptTag({ content: bundle?.type === 'chunk' ? bundle.code : '' })
  const there = await page.evaluate(
    ([session, start, until]) =>
      (
        globalThis as unknown as { session: { fingerprint: typeof fingerprint } }
      ).session.fingerprint(session, start, until),
    [recording, scenario, untilMs] as const,
  )
  expect(there).toMatch(/^[0-9a-f]{64}$/)
  expect(there).toBe(fingerprint(recording, scenario, untilMs))
})
