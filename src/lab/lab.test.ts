import { describe, expect, it } from 'vitest'
import { readScenario } from '../book/labs.ts'
import { createLab, replay } from './lab.ts'
import { fork } from './recording.ts'

const scenario = readScenario('three-nodes')

const deployment = (replicas: number | string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
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

const apply = (manifest: string) => ({ type: 'apply', file: 'web.yaml', manifest }) as const

describe('Lab', () => {
  it('applies a manifest and tells what became of it', () => {
    const lab = createLab({ scenario, seed: 1 })
    expect(lab.time).toBe(0)
    expect(lab.act(apply(deployment(3)))).toMatchObject({
      ok: true,
      outcomes: [{ outcome: 'created', text: 'deployment.apps/web created' }],
    })
    expect(lab.act(apply(deployment(3))).outcomes[0]?.outcome).toBe('unchanged')
    expect(lab.act(apply(deployment(4))).outcomes[0]?.outcome).toBe('configured')
    expect(lab.settle()).toBe('settled')
    expect(lab.objects('pods')).toHaveLength(4)
    expect(lab.objects('deployments')[0]?.status?.readyReplicas).toBe(4)
  })

  it('keeps the last good state when the YAML is wrong, and says where', () => {
    const lab = createLab({ scenario, seed: 1 })
    lab.act(apply(deployment(2)))
    lab.settle()
    const wrong = lab.act(apply(deployment('three')))
    expect(wrong.ok).toBe(false)
    expect(wrong.diagnostics[0]).toMatchObject({ severity: 'error', range: { startLine: 6 } })
    expect(wrong.diagnostics[0]?.message.ja).toContain('整数')
    expect(lab.act(apply('apiVersion: apps/v1\n\tkind: Deployment\n')).ok).toBe(false)
    lab.settle()
    expect(lab.objects('deployments')[0]?.spec.replicas).toBe(2)
  })

  it('steps from moment to moment, and no further than to rest', () => {
    const lab = createLab({ scenario, seed: 1 })
    expect(lab.stepToMoment(600_000)).toBeUndefined()
    expect(lab.time).toBeLessThan(1_000)
    lab.act(apply(deployment(1)))
    expect(lab.stepToMoment(600_000)?.kind).toBe('replicaset-created')
    while (!lab.atRest) lab.stepToMoment(600_000)
    expect(lab.moments().map(({ kind }) => kind)).toContain('pod-ready')
    expect(lab.time).toBeLessThan(60_000)
  })

  it('refuses what is too large without recording it', () => {
    const lab = createLab({ scenario, seed: 1 })
    const result = lab.act(apply('a'.repeat(10_000_000)))
    expect(result).toMatchObject({ ok: false, diagnostics: [{ severity: 'error' }] })
    expect(lab.recording().actions).toHaveLength(0)
  })

  it('finds the moments of a node failure even when time runs in one go', () => {
    const lab = createLab({ scenario, seed: 1 })
    lab.act(apply(deployment(3)))
    lab.advance(60_000)
    const node = lab.objects('pods')[0]?.spec.nodeName ?? ''
    lab.act({ type: 'power-off', machine: node })
    lab.advance(8 * 60_000)
    const told = lab.moments().filter(({ at }) => at >= 60_000)
    const at = (kind: string) => (told.find((moment) => moment.kind === kind)?.at ?? 0) - 60_000
    expect(told[0]?.kind).toBe('power-off')
    expect(at('node-not-ready')).toBeGreaterThanOrEqual(40_000)
    expect(at('node-not-ready')).toBeLessThanOrEqual(55_100)
    expect(at('pod-deleted') - at('taint-added')).toBeGreaterThanOrEqual(300_000)
    expect(at('pod-deleted') - at('taint-added')).toBeLessThan(301_000)
    expect(at('pod-created')).toBeGreaterThan(at('pod-deleted'))
    expect(at('pod-ready')).toBeLessThan(at('pod-created') + 5_000)
  })

  it('replays a recording to the same bytes', () => {
    const lab = createLab({ scenario, seed: 4 })
    lab.act(apply(deployment(3)))
    lab.advance(12_345)
    const [pod] = lab.objects('pods')
    lab.act({ type: 'crash', namespace: 'default', pod: pod?.metadata.name ?? '' })
    lab.advance(20_000)
    lab.act({ type: 'power-off', machine: 'node-2' })
    lab.advance(400_000)
    lab.act({ type: 'delete', resource: 'pods', namespace: 'default', name: 'nobody' })
    lab.act({ type: 'power-on', machine: 'node-2' })
    lab.advance(100_000)
    const again = replay(lab.recording(), scenario, lab.time)
    const bytes = (which: typeof lab) => JSON.stringify([...which.snapshot().objects])
    expect(bytes(again)).toBe(bytes(lab))
    expect(JSON.stringify(again.moments())).toBe(JSON.stringify(lab.moments()))
    expect(JSON.stringify(lab.recording()).length).toBeLessThan(4_000)
  })

  it('looks back at any moment as it was, and forward again from there', () => {
    const lab = createLab({ scenario, seed: 2 })
    const seen = new Map<number, string>()
    const bytes = (which: ReturnType<typeof lab.snapshot>) =>
      JSON.stringify([which.time, [...which.objects], which.machines, which.stopped])
    const look = () => seen.set(lab.time, bytes(lab.snapshot()))
    lab.act(apply(deployment(2)))
    for (let slice = 0; slice < 12; slice++) {
      lab.advance(700)
      look()
    }
    lab.advance(100)
    lab.act({ type: 'power-off', machine: 'node-1' })
    lab.advance(50_000)
    look()
    const isSame = ([time, was]: [number, string]) => bytes(lab.lookBack(time)) === was
    expect([...seen].reverse().every(isSame)).toBe(true)
    expect([...seen].every(isSame)).toBe(true)
    expect(lab.time).toBe(58_500)
    const { revision } = lab
    expect(lab.objectsAt(revision)).toEqual(lab.snapshot().objects)
    expect(lab.objectsAt(1)?.size).toBe(0)
  })

  it('acts at the end of an instant, so that a session led step by step replays the same', () => {
    const lab = createLab({ scenario, seed: 3 })
    lab.act(apply(deployment(3)))
    for (let round = 2; round < 9; round++) {
      lab.stepToMoment(60_000)
      lab.act(apply(deployment(round)))
    }
    lab.advance(30_000)
    const again = replay(lab.recording(), scenario, lab.time)
    expect([...again.snapshot().objects]).toEqual([...lab.snapshot().objects])
  })

  it('forks: the same past, another future', () => {
    const lab = createLab({ scenario, seed: 4 })
    lab.act(apply(deployment(1)))
    lab.advance(20_000)
    lab.act(apply(deployment(5)))
    lab.advance(20_000)
    const other = replay(fork(lab.recording(), 19_999), scenario, 19_999)
    expect([...other.snapshot().objects]).toEqual([...lab.lookBack(19_999).objects])
    other.act({ type: 'delete', resource: 'deployments', namespace: 'default', name: 'web' })
    other.advance(60_000)
    expect(other.objects('pods')).toHaveLength(0)
  })

  it('restarts a crashed container in the same Pod', () => {
    const lab = createLab({ scenario, seed: 1 })
    lab.act(apply(deployment(1)))
    lab.settle()
    const [pod] = lab.objects('pods')
    const name = pod?.metadata.name ?? ''
    lab.act({ type: 'crash', namespace: 'default', pod: name })
    lab.advance(10_000)
    const [after] = lab.objects('pods')
    expect(after?.metadata.uid).toBe(pod?.metadata.uid)
    expect(after?.status?.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true })
  })
})
