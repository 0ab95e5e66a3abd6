import { expect, it } from 'vitest'
import { create, testCluster } from '../cluster-for-tests.ts'
import type { Etcd } from '../etcd/etcd.ts'
import { LeaseManager } from './lease-manager.ts'

it('shares a lease among what is written within a minute, a thousand objects at most', () => {
  const granted: number[] = []
  const etcd = { grant: (ttlSeconds: number) => granted.push(ttlSeconds) } as unknown as Etcd
  const leases = new LeaseManager()
  expect([0, 59_999, 60_000].map((nowMs) => leases.leaseFor(etcd, 3600, nowMs))).toEqual([1, 1, 2])
  expect(granted).toEqual([3660, 3660])
  for (let written = 1; written < 1000; written++) leases.leaseFor(etcd, 3600, 60_000)
  expect(leases.leaseFor(etcd, 3600, 60_000)).toBe(3)
})

it('lets Events go an hour after they were last heard', () => {
  const cluster = testCluster({ workers: 1 })
  const containers = [{ name: 'main', image: 'nginx:1.27' }]
  create(cluster, 'pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers },
  })
  cluster.simulation.advance(60_000)
  const about = () =>
    cluster.objects('events').filter(({ involvedObject }) => involvedObject.name === 'web')
  expect(about()).not.toHaveLength(0)
  cluster.simulation.advance(58 * 60_000, Number.POSITIVE_INFINITY)
  expect(about()).not.toHaveLength(0)
  cluster.simulation.advance(3 * 60_000)
  expect(about()).toEqual([])
})
