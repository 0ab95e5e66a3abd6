/**
 * How much the HTTP face does on one core: reads and writes for each second, the slowest of a hundred
 * reads among a thousand Pods, and one change told to a hundred who watch.
 */
import { createLab } from '../../lab/lab.ts'
import type { Scenario } from '../../lab/scenario.ts'
import { onCalendar } from '../../rest/calendar.ts'
import { createRest, type RestHandler } from '../../rest/rest.ts'
import type { Figure } from './clusters.ts'

const machine = { cpu: '64', memory: '256Gi', pods: 1200 }
const scenario: Scenario = {
  id: 'one-machine',
  title: { ja: '', en: '' },
  // Nobody schedules: a thousand Pods that wait are as long to read, and sooner there.
  leaveOut: ['kube-scheduler'],
  machines: [{ name: 'control-plane', role: 'control-plane', ...machine }],
  bootMs: 30_000,
}
const pods = 'http://cluster/api/v1/namespaces/default/pods'
const watchers = 100

export async function httpFigures(): Promise<readonly Figure[]> {
  const lab = createLab({ scenario, seed: 1 })
  const rest = createRest(onCalendar(lab.backend, Date.now), {
    read: JSON.parse,
    write: JSON.stringify,
  })
  const created = await perSecond(1000, (at) => create(rest, `pod-${at}`))
  const read = await perSecond(3000, (at) => get(rest, `${pods}/pod-${at % 1000}`))
  const waits: number[] = []
  for (let at = 0; at < 1000; at++) {
    const before = performance.now()
    await get(rest, `${pods}/pod-${at}`)
    waits.push(performance.now() - before)
  }
  waits.sort((a, b) => a - b)
  return [
    { name: 'http-create-per-second', value: created, unit: '/s' },
    { name: 'http-get-per-second', value: read, unit: '/s' },
    { name: 'http-get-p99-at-1000-pods', value: waits[990] ?? 0, unit: 'ms' },
    { name: 'http-watch-100-watchers', value: await fanOut(rest), unit: 'ms' },
  ]
}

async function create(rest: RestHandler, name: string): Promise<void> {
  const spec = { containers: [{ name: 'c', image: 'nginx:1.29' }] }
  const response = await rest(
    new Request(pods, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ metadata: { name }, spec }),
    }),
  )
  if (response.status !== 201) throw new Error(await response.text())
  await response.text()
}

async function get(rest: RestHandler, address: string): Promise<void> {
  const response = await rest(new Request(address))
  if (response.status !== 200) throw new Error(await response.text())
  await response.text()
}

async function perSecond(count: number, run: (at: number) => Promise<void>): Promise<number> {
  const before = performance.now()
  for (let at = 0; at < count; at++) await run(at)
  return Math.round((1000 * count) / (performance.now() - before))
}

/** From a write to the moment when the last of them has read of it. */
async function fanOut(rest: RestHandler): Promise<number> {
  const newest = await (await rest(new Request(`${pods}?limit=1`))).json()
  const from = newest.metadata.resourceVersion
  const readers = await Promise.all(
    Array.from({ length: watchers }, async () => {
      const watch = await rest(new Request(`${pods}?watch=true&resourceVersion=${from}`))
      const reader = watch.body?.getReader()
      if (!reader) throw new Error('a watch has no body')
      return reader
    }),
  )
  const told = Promise.all(readers.map((reader) => reader.read()))
  const before = performance.now()
  await create(rest, 'news')
  await told
  const took = performance.now() - before
  for (const reader of readers) await reader.cancel()
  return took
}
