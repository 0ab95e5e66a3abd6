import { describe, expect, it } from 'vitest'
import { conditionOf } from '../../api/conditions.ts'
import type { Cluster } from '../../cluster.ts'
import {
  ask,
  create,
  deployment,
  minutes,
  podsOf,
  readyPods,
  seconds,
  testCluster,
} from '../../cluster-for-tests.ts'

function removeNode(cluster: Cluster, name: string): void {
  cluster.powerOff(name)
  expect(ask(cluster, { verb: 'delete', resource: 'nodes', name }).code).toBe(200)
}

const podsOn = (cluster: Cluster, node: string) =>
  podsOf(cluster).filter(({ spec }) => spec.nodeName === node)

describe('pod-garbage-collector', () => {
  it('clears away the Pods of a deleted node after its quarantine, and not before', () => {
    const cluster = testCluster()
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    removeNode(cluster, 'node-1')
    cluster.simulation.advance(seconds(39))
    expect(podsOn(cluster, 'node-1')).toHaveLength(1)
    cluster.simulation.advance(seconds(41))
    expect(podsOn(cluster, 'node-1')).toHaveLength(0)
    cluster.simulation.settle()
    expect(readyPods(cluster)).toHaveLength(3)
  })

  it('keeps the cluster from looking at rest before that', () => {
    const cluster = testCluster()
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    removeNode(cluster, 'node-1')
    expect(cluster.simulation.settle(minutes(5))).toBe('settled')
    expect(readyPods(cluster)).toHaveLength(3)
    expect(podsOn(cluster, 'node-1')).toHaveLength(0)
  })

  it('writes down their end, which no kubelet will', () => {
    const cluster = testCluster()
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    const [pod] = podsOn(cluster, 'node-1')
    removeNode(cluster, 'node-1')
    let last = pod
    while (podsOn(cluster, 'node-1').length > 0) {
      last = podsOn(cluster, 'node-1')[0]
      expect(cluster.simulation.atRest).toBe(false)
      cluster.simulation.step()
    }
    // Failing and deleting are two writes of one reconcile; etcd remembers the first.
    const key = `/registry/pods/default/${pod?.metadata.name}`
    const writes = cluster.simulation.trace
      .since(0)
      .filter(({ type, detail }) => type === 'write' && detail['key'] === key)
      .slice(-2)
    expect(writes.map(({ detail }) => detail['type'])).toEqual(['put', 'delete'])
    expect(last?.metadata.uid).toBe(pod?.metadata.uid)
    expect(conditionOf(last?.status?.conditions, 'Ready')).toBeDefined()
  })

  it('leaves Pods of a node alone that comes back in time', () => {
    const cluster = testCluster()
    create(cluster, 'deployments', deployment())
    cluster.simulation.settle()
    const [pod] = podsOn(cluster, 'node-1')
    removeNode(cluster, 'node-1')
    cluster.powerOn('node-1')
    cluster.simulation.settle(minutes(5))
    expect(podsOn(cluster, 'node-1')[0]?.metadata.uid).toBe(pod?.metadata.uid)
  })
})
