/** What becomes of a machine's ills: a slow disk, a full one, a wrong clock, a process too hungry. */
import { expect, test } from 'vitest'
import { conditionOf, isConditionTrue } from './api/conditions.ts'
import { msOf } from './api/time.ts'
import {
  create,
  deployment,
  minutes,
  nodeIsReady,
  podsOf,
  readyPods,
  seconds,
  testCluster,
} from './cluster-for-tests.ts'

function startUpMs(slowness: number): number {
  const cluster = testCluster({ workers: 1 })
  cluster.slowDisk('node-1', slowness)
  create(cluster, 'deployments', deployment({ replicas: 1 }))
  const from = cluster.simulation.now
  while (readyPods(cluster).length < 1) cluster.simulation.advance(100)
  return cluster.simulation.now - from
}

test('a slow disk takes its time over images and containers', () => {
  expect(startUpMs(10)).toBeGreaterThan(5 * startUpMs(1))
})

test('a full disk is pressure: no new Pods there, until there is room', () => {
  const cluster = testCluster({ workers: 2 })
  expect(cluster.fillDisk('node-1', true)).toBe(true)
  expect(cluster.fillDisk('node-1', true)).toBe(false)
  cluster.simulation.advance(seconds(30))
  const node = () => cluster.objects('nodes').find(({ metadata }) => metadata.name === 'node-1')
  expect(isConditionTrue(node()?.status?.conditions, 'DiskPressure')).toBe(true)
  expect(node()?.spec.taints?.map(({ key }) => key)).toEqual(['node.kubernetes.io/disk-pressure'])
  create(cluster, 'deployments', deployment({ replicas: 4 }))
  cluster.simulation.advance(seconds(30))
  expect(readyPods(cluster).map(({ spec }) => spec.nodeName)).toEqual(Array(4).fill('node-2'))
  cluster.fillDisk('node-1', false)
  // What was said stands for five minutes more.
  cluster.simulation.advance(seconds(200))
  expect(isConditionTrue(node()?.status?.conditions, 'DiskPressure')).toBe(true)
  cluster.simulation.advance(seconds(130))
  expect(isConditionTrue(node()?.status?.conditions, 'DiskPressure')).toBe(false)
  expect(node()?.spec.taints).toBeUndefined()
})

test('a clock that is wrong dates what its machine writes, and fells no node', () => {
  const cluster = testCluster()
  cluster.skewClock('node-2', minutes(60))
  cluster.simulation.advance(minutes(6))
  const node = cluster.objects('nodes').find(({ metadata }) => metadata.name === 'node-2')
  const beat = conditionOf(node?.status?.conditions, 'Ready')?.lastHeartbeatTime
  expect(msOf(beat)).toBeGreaterThan(cluster.simulation.now + minutes(50))
  expect(nodeIsReady(cluster, 'node-2')).toBe(true)
})

test('a process that takes too much memory is killed by the kernel and started again', () => {
  const cluster = testCluster()
  create(cluster, 'deployments', deployment({ replicas: 1 }))
  cluster.simulation.advance(seconds(20))
  const [pod] = podsOf(cluster)
  expect(cluster.exhaustMemory(pod?.metadata.uid ?? '')).toBe(true)
  cluster.simulation.advance(seconds(20))
  const [status] = podsOf(cluster)[0]?.status?.containerStatuses ?? []
  expect(status).toMatchObject({
    ready: true,
    restartCount: 1,
    lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
  })
})

test('a part that is started while its process is away runs once that is back', () => {
  const cluster = testCluster()
  cluster.stop('kube-controller-manager')
  cluster.start('replicaset-controller')
  cluster.start('kube-controller-manager')
  create(cluster, 'deployments', deployment({ replicas: 2 }))
  cluster.simulation.advance(seconds(30))
  expect(readyPods(cluster)).toHaveLength(2)
})
