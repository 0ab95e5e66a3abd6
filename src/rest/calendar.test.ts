import { describe, expect, it } from 'vitest'
import { basicDistribution } from '../kubernetes/basic-components.ts'
import { createCluster } from '../kubernetes/cluster.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { Request } from '../kubernetes/kube-apiserver/request.ts'
import { epochMs } from '../simulation/simulation.ts'
import { onCalendar } from './calendar.ts'

const dayMs = 24 * 60 * 60 * 1000
const machine = { cpuMilli: 2000, memoryBytes: 4e9, maxPods: 110 }

interface Shown {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string }
  readonly spec: { readonly renewTime: string }
  readonly data: unknown
  readonly items: readonly Shown[]
}

function open() {
  const cluster = createCluster({
    distribution: basicDistribution,
    seed: 1,
    machines: [{ name: 'control-plane', role: 'control-plane', ...machine }],
  })
  cluster.simulation.advance(30_000)
  const wall = { now: epochMs + 100 * dayMs + 30_000 + 700 }
  const server = {
    get now() {
      return cluster.simulation.now
    },
    handle: cluster.request,
    watch: cluster.watch,
  }
  const shown = onCalendar(server, () => wall.now)
  const request = (given: Omit<Request, 'user' | 'cause'>) =>
    ({ user: adminUser, cause: { by: 'test' }, ...given }) as Request
  const ask = (given: Omit<Request, 'user' | 'cause'>) =>
    shown.handle(request(given)).body as unknown as Shown
  return { cluster, wall, shown, request, ask }
}

const configmap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }
const inDefault = { resource: 'configmaps', namespace: 'default' } as const
const inLeases = { resource: 'leases', namespace: 'kube-node-lease' } as const

describe('times on the calendar of the client', () => {
  it('dates what goes out by it, in objects, lists and watches alike', () => {
    const { cluster, shown, request, ask } = open()
    const created = ask({ ...inDefault, verb: 'create', body: configmap }).metadata
    expect(created.creationTimestamp).toBe('2026-04-11T00:00:30Z')
    const listed = ask({ ...inDefault, verb: 'list' }).items
    expect(listed.find(({ metadata }) => metadata.name === 'a')?.metadata).toEqual(created)
    const seen: unknown[] = []
    shown.watch(request({ ...inDefault, verb: 'watch' }), ({ object }) =>
      seen.push(object.metadata),
    )
    expect(seen).toContainEqual(created)
    expect(cluster.objects('configmaps').at(-1)?.metadata.creationTimestamp).toMatch(/^2026-01-01/)
  })

  it('takes them back to where they were, in bodies and in patches of every kind', () => {
    const { cluster, ask } = open()
    const lease = ask({ ...inLeases, verb: 'get', name: 'control-plane' })
    expect(lease.spec.renewTime).toMatch(/^2026-04-11T00:00:\d\d\.\d{6}Z$/)
    const stored = () => cluster.objects('leases')[0]?.spec?.renewTime
    const at = stored()
    ask({ ...inLeases, verb: 'update', name: 'control-plane', body: lease })
    expect(stored()).toBe(at)
    const next = '2026-04-11T00:00:25.000000Z'
    const patch = (patchType: 'json' | 'merge' | 'strategic', body: unknown) =>
      ask({ ...inLeases, verb: 'patch', name: 'control-plane', body, options: { patchType } }).spec
    patch('merge', { spec: { renewTime: next } })
    expect(stored()).toBe('2026-01-01T00:00:25.000000Z')
    patch('json', [{ op: 'replace', path: '/spec/renewTime', value: lease.spec.renewTime }])
    expect(stored()).toBe(at)
  })

  it('leaves text in data alone', () => {
    const { ask } = open()
    const data = { creationTimestamp: '2026-01-01T00:00:00Z' }
    expect(ask({ ...inDefault, verb: 'create', body: { ...configmap, data } }).data).toEqual(data)
  })

  it('stands still while the clocks keep in step, and never shows the future', () => {
    const { cluster, wall, shown, ask } = open()
    const read = () => ask({ ...inDefault, verb: 'get', name: 'a' }).metadata.creationTimestamp
    const before = ask({ ...inDefault, verb: 'create', body: configmap }).metadata.creationTimestamp
    wall.now += 1200
    cluster.simulation.advance(900)
    expect(read()).toBe(before)
    cluster.simulation.advance(3_600_000)
    expect(epochMs + shown.now).toBeLessThanOrEqual(wall.now)
    expect(Date.parse(read())).toBe(Date.parse(before) - 3_600_000)
  })
})
