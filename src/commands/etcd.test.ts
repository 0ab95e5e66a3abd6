/**
 * A real etcd and ours answer the same. Where there is no etcd to start, that is said, and nothing
 * is compared; Debian has it as the package etcd-server.
 */
import { expect, test } from 'vitest'
import { compareEtcds } from './etcd/compare-etcds.ts'
import { createOurEtcd } from './etcd/our-etcd.ts'
import { hasEtcd, startRealEtcd } from './etcd/real-etcd.ts'

test('a real etcd gives the same answers, revisions and events', { timeout: 60_000 }, async () => {
  if (!hasEtcd()) {
    console.log('There is no etcd on this machine: ours was compared with nothing.')
    return
  }
  const real = await startRealEtcd()
  try {
    const seed = Math.floor(Date.now() / 1000) % 1_000_000
    expect(await compareEtcds(real, { seed, questions: 300 }), `seed ${seed}`).toEqual([])
  } finally {
    await real.stop()
  }
})

test('keys go with their lease, under one revision', () => {
  const etcd = createOurEtcd()
  etcd.ask({ ask: 'grant', ttlSeconds: 60 })
  const { lease } = etcd.world()
  for (const put of ['/registry/events/b', '/registry/events/a'])
    etcd.ask({ ask: 'write', step: { put, value: 'v', lease } })
  etcd.pass(59_999)
  expect(etcd.world().revision).toBe(3)
  etcd.pass(1)
  expect(etcd.world().revision).toBe(4)
  expect(etcd.events.slice(2)).toMatchObject([
    { type: 'delete', key: '/registry/events/a', modRevision: 4 },
    { type: 'delete', key: '/registry/events/b', modRevision: 4 },
  ])
  expect(etcd.ask({ ask: 'revoke', lease })).toHaveProperty('error')
})

test('a refused transaction changes nothing', () => {
  const etcd = createOurEtcd()
  const put = { put: 'x', value: 'v' }
  const twice = { ask: 'transaction', compare: [], success: [put, put], failure: [] } as const
  expect(etcd.ask(twice)).toHaveProperty('error')
  const unleased = { ask: 'write', step: { ...put, lease: 9 } } as const
  expect(etcd.ask(unleased)).toHaveProperty('error')
  expect(etcd.world().revision).toBe(1)
})
