import { expect, it } from 'vitest'
import {
  create,
  minutes,
  patch,
  podsOf,
  readyPods,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'
import { keeper } from '../kinds-for-tests.ts'

it('puts a Pod on each node that can take it, replaces it, and rolls one node at a time', () => {
  const cluster = testCluster({ workers: 2 })
  create(cluster, 'daemonsets', keeper('DaemonSet', 'agent'))
  cluster.simulation.advance(seconds(20))
  const nodesOf = () =>
    podsOf(cluster, 'agent')
      .map(({ spec }) => spec.nodeName)
      .sort()
  // The control plane repels what does not tolerate it.
  expect(nodesOf()).toEqual(['node-1', 'node-2'])
  const status = () => cluster.objects('daemonsets')[0]?.status
  expect(status()).toMatchObject({
    desiredNumberScheduled: 2,
    currentNumberScheduled: 2,
    numberReady: 2,
    updatedNumberScheduled: 2,
    numberAvailable: 2,
  })
  const before = podsOf(cluster, 'agent').map(({ metadata }) => metadata.uid)

  const containers = [{ name: 'main', image: 'nginx:1.16.1' }]
  patch(cluster, 'daemonsets', 'agent', { spec: { template: { spec: { containers } } } })
  let fewest = 2
  for (let second = 0; second < 60; second++) {
    cluster.simulation.advance(seconds(1))
    fewest = Math.min(fewest, readyPods(cluster, 'agent').length)
  }
  expect(fewest).toBe(1)
  expect(nodesOf()).toEqual(['node-1', 'node-2'])
  expect(podsOf(cluster, 'agent').some(({ metadata }) => before.includes(metadata.uid))).toBe(false)
  expect(
    cluster
      .objects('controllerrevisions')
      .map(({ revision }) => revision)
      .sort(),
  ).toEqual([1, 2])

  patch(cluster, 'daemonsets', 'agent', {
    spec: { template: { spec: { nodeSelector: { 'kubernetes.io/hostname': 'node-2' } } } },
  })
  cluster.simulation.advance(minutes(1))
  expect(nodesOf()).toEqual(['node-2'])
})
