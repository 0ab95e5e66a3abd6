import { describe, expect, it } from 'vitest'
import { conditionOf } from '../../api/conditions.ts'
import type { Pod } from '../../api/core.ts'
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
    const { revision } = cluster.history()
    cluster.simulation.settle()
    const changes = cluster.history().changesAfter(revision) ?? []
    const ofPod = changes.filter(({ key }) => key.endsWith(`/pods/default/${pod?.metadata.name}`))
    const [failed, gone] = ofPod.slice(-2)
    expect([failed?.type, gone?.type]).toEqual(['put', 'delete'])
    const status = (failed?.keyValue.value as Pod | undefined)?.status
    expect(status?.phase).toBe('Failed')
    expect(conditionOf(status?.conditions, 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'DeletionByPodGC',
      message: 'PodGC: node no longer exists',
    })
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
