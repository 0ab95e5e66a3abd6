import { describe, expect, it } from 'vitest'
import { conditionOf } from '../api/conditions.ts'
import type { PodSpec } from '../api/core.ts'
import type { Cluster } from '../cluster.ts'
import { ask, create, minutes, remove, seconds, testCluster } from '../cluster-for-tests.ts'

function createPod(cluster: Cluster, name: string, cpu: string, spec: Partial<PodSpec> = {}): void {
  const containers = [{ name: 'main', image: 'nginx:1.14.2', resources: { requests: { cpu } } }]
  const metadata = { name, labels: { app: name } }
  create(cluster, 'pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers, ...spec },
  })
}

const podNamed = (cluster: Cluster, name: string) =>
  cluster.objects('pods').find(({ metadata }) => metadata.name === name)

const nodeOfPod = (cluster: Cluster, name: string) => podNamed(cluster, name)?.spec.nodeName

function schedulerEvents(cluster: Cluster, name: string) {
  return cluster
    .objects('events')
    .filter(({ involvedObject, source }) => {
      return involvedObject.name === name && source?.component === 'default-scheduler'
    })
    .map(({ type, reason, message, count }) => ({ type, reason, message, count }))
}

function cordon(cluster: Cluster, name: string, unschedulable: boolean): void {
  const body = { spec: { unschedulable } }
  const options = { patchType: 'merge' } as const
  const response = ask(cluster, { verb: 'patch', resource: 'nodes', name, body, options })
  expect(response.code).toBe(200)
}

const noneFits =
  '0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s). ' +
  'no new claims to deallocate, preemption: 0/2 nodes are available: ' +
  '1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.'

describe('kube-scheduler', () => {
  it('binds a Pod within moments and says so', () => {
    const cluster = testCluster({ workers: 1 })
    createPod(cluster, 'a', '100m')
    cluster.simulation.advance(100)
    expect(nodeOfPod(cluster, 'a')).toBe('node-1')
    const scheduled = conditionOf(podNamed(cluster, 'a')?.status?.conditions, 'PodScheduled')
    expect(scheduled?.status).toBe('True')
    expect(schedulerEvents(cluster, 'a')).toEqual([
      {
        type: 'Normal',
        reason: 'Scheduled',
        message: 'Successfully assigned default/a to node-1',
        count: 1,
      },
    ])
  })

  it('says why a Pod fits nowhere, and tries again as soon as another makes room', () => {
    const cluster = testCluster({ workers: 1, cpuMilli: 1_000 })
    createPod(cluster, 'a', '800m')
    cluster.simulation.settle()
    createPod(cluster, 'b', '800m')
    cluster.simulation.settle()
    const waiting = conditionOf(podNamed(cluster, 'b')?.status?.conditions, 'PodScheduled')
    expect(waiting).toMatchObject({ status: 'False', reason: 'Unschedulable', message: noneFits })
    expect(schedulerEvents(cluster, 'b')).toEqual([
      { type: 'Warning', reason: 'FailedScheduling', message: noneFits, count: 1 },
    ])
    remove(cluster, 'pods', 'a')
    cluster.simulation.settle()
    expect(nodeOfPod(cluster, 'b')).toBe('node-1')
  })

  it('counts a Pod it has just placed before its news has come', () => {
    for (let seed = 0; seed < 10; seed++) {
      const cluster = testCluster({ seed, workers: 2, cpuMilli: 1_000 })
      for (const name of ['a', 'b', 'c']) createPod(cluster, name, '600m')
      cluster.simulation.settle()
      const nodes = ['a', 'b', 'c'].map((name) => nodeOfPod(cluster, name))
      expect(nodes.filter(Boolean).sort()).toEqual(['node-1', 'node-2'])
    }
  })

  it('puts nothing on a cordoned node until it is uncordoned', () => {
    const cluster = testCluster({ workers: 1 })
    cordon(cluster, 'node-1', true)
    cluster.simulation.advance(seconds(1))
    createPod(cluster, 'a', '100m')
    cluster.simulation.settle()
    expect(schedulerEvents(cluster, 'a')[0]?.message).toContain('1 node(s) were unschedulable')
    cordon(cluster, 'node-1', false)
    cluster.simulation.settle()
    expect(nodeOfPod(cluster, 'a')).toBe('node-1')
  })

  it('looks again after five minutes even if nothing seemed to help', () => {
    const cluster = testCluster({ workers: 1 })
    createPod(cluster, 'huge', '100')
    cluster.simulation.advance(minutes(6))
    expect(schedulerEvents(cluster, 'huge')[0]?.count).toBe(2)
  })

  it('leaves gated Pods and Pods of other schedulers alone', () => {
    const cluster = testCluster({ workers: 1 })
    createPod(cluster, 'gated', '100m', { schedulingGates: [{ name: 'example.com/wait' }] })
    createPod(cluster, 'foreign', '100m', { schedulerName: 'my-scheduler' })
    cluster.simulation.settle()
    for (const name of ['gated', 'foreign']) {
      expect(nodeOfPod(cluster, name)).toBeUndefined()
      expect(schedulerEvents(cluster, name)).toEqual([])
    }
  })

  it('takes up what waited while it was down', () => {
    const cluster = testCluster({ workers: 1 })
    cluster.stop('kube-scheduler')
    createPod(cluster, 'a', '100m')
    cluster.simulation.settle()
    expect(nodeOfPod(cluster, 'a')).toBeUndefined()
    cluster.start('kube-scheduler')
    cluster.simulation.settle()
    expect(nodeOfPod(cluster, 'a')).toBe('node-1')
  })

  it('comes to rest without an API server, and goes on when it is back', () => {
    const cluster = testCluster({ workers: 1 })
    createPod(cluster, 'a', '100m')
    // The news is on its way; the Binding will find nobody.
    while (!cluster.simulation.step()?.label.includes('news of pods'));
    cluster.stop('kube-apiserver')
    expect(cluster.simulation.settle(minutes(10))).toBe('settled')
    expect(cluster.start('kube-apiserver')).toBe(true)
    cluster.simulation.advance(minutes(2))
    expect(nodeOfPod(cluster, 'a')).toBe('node-1')
  })
})
