import { describe, expect, test } from 'vitest'
import { isConditionTrue } from '../api/conditions.ts'
import type { Event, Pod } from '../api/core.ts'
import type { Cluster } from '../cluster.ts'
import {
  create,
  deployment,
  minutes,
  podsOf,
  readyPods,
  seconds,
  testCluster,
} from '../cluster-for-tests.ts'
import { refusalUnder } from './eviction.ts'

const eventsOf = (cluster: Cluster, name: string) =>
  (cluster.objects('events') as readonly Event[])
    .filter(({ involvedObject }) => involvedObject.name === name)
    .map(({ reason, message }) => `${reason}: ${message}`)
const nodeNamed = (cluster: Cluster, name: string) =>
  cluster.objects('nodes').find(({ metadata }) => metadata.name === name)
const pod = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'main', image: 'nginx:1.14.2', ...spec }] },
})
const podNamed = (cluster: Cluster, name: string) =>
  cluster.objects('pods').find(({ metadata }) => metadata.name === name)

describe('a node that runs short of memory', () => {
  test('evicts whoever uses more than it asked for, and says so for five minutes more', () => {
    const cluster = testCluster({ workers: 1 })
    create(cluster, 'pods', pod('modest', { resources: { requests: { memory: '64Mi' } } }))
    create(cluster, 'pods', pod('greedy', { image: 'arubeki/hungry:1' }))
    cluster.simulation.advance(seconds(80))
    const evicted = podNamed(cluster, 'greedy')
    expect(evicted?.status).toMatchObject({ phase: 'Failed', reason: 'Evicted' })
    const text =
      /^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+(Ki|Mi|)\. Container main was using \d+(Ki|Mi|), request is 0, has larger consumption of memory\. $/
    expect(evicted?.status?.message).toMatch(text)
    expect(
      evicted?.status?.conditions?.find(({ type }) => type === 'DisruptionTarget'),
    ).toMatchObject({ status: 'True', reason: 'TerminationByKubelet' })
    expect(eventsOf(cluster, 'greedy').at(-1)).toBe('Killing: Stopping container main')
    expect(eventsOf(cluster, 'greedy').at(-2)).toMatch(/^Evicted: The node was low on resource/)
    expect(podNamed(cluster, 'modest')?.status?.phase).toBe('Running')
    const node = () => nodeNamed(cluster, 'node-1')
    expect(isConditionTrue(node()?.status?.conditions, 'MemoryPressure')).toBe(true)
    expect(node()?.spec.taints?.map(({ key }) => key)).toEqual([
      'node.kubernetes.io/memory-pressure',
    ])
    expect(eventsOf(cluster, 'node-1')).toContain(
      'NodeHasInsufficientMemory: Node node-1 status is now: NodeHasInsufficientMemory',
    )
    expect(eventsOf(cluster, 'node-1')).toContain(
      'EvictionThresholdMet: Attempting to reclaim memory',
    )
    cluster.simulation.advance(minutes(4))
    expect(isConditionTrue(node()?.status?.conditions, 'MemoryPressure')).toBe(true)
    cluster.simulation.advance(minutes(2))
    expect(isConditionTrue(node()?.status?.conditions, 'MemoryPressure')).toBe(false)
    expect(node()?.spec.taints).toBeUndefined()
  })
})

describe('a node whose disk is full', () => {
  test('removes images that nobody uses, then evicts one Pod after another; they go elsewhere', () => {
    const cluster = testCluster({ workers: 2 })
    create(cluster, 'deployments', deployment({ replicas: 4 }))
    cluster.simulation.advance(seconds(30))
    const on = (name: string) =>
      podsOf(cluster).filter(
        ({ spec, status }) => spec.nodeName === name && status?.phase === 'Running',
      )
    expect(on('node-1')).toHaveLength(2)
    cluster.fillDisk('node-1', true)
    cluster.simulation.advance(seconds(15))
    expect(on('node-1')).toHaveLength(1)
    cluster.simulation.advance(seconds(45))
    expect(on('node-1')).toEqual([])
    expect(readyPods(cluster).map(({ spec }) => spec.nodeName)).toEqual(Array(4).fill('node-2'))
    const evicted = podsOf(cluster).filter(({ status }) => status?.reason === 'Evicted')
    expect(evicted.map(({ status }) => status?.message)).toEqual(
      Array(2).fill(
        'The node was low on resource: ephemeral-storage. Threshold quantity: 10497437238, available: 0. ',
      ),
    )
    cluster.simulation.advance(minutes(5))
    expect(nodeNamed(cluster, 'node-1')?.status?.images).toEqual([])
    expect(eventsOf(cluster, 'node-1').some((line) => line.startsWith('FreeDiskSpaceFailed'))).toBe(
      true,
    )
  })
})

test('who may begin while the node is short of something', () => {
  const modest = pod('m', { resources: { requests: { memory: '1Mi' } } }) as unknown as Pod
  const careless = pod('c') as unknown as Pod
  const critical = { ...careless, spec: { ...careless.spec, priority: 2_000_001_000 } }
  const short = { memory: true, disk: false }
  expect(refusalUnder(short, modest)).toBeUndefined()
  expect(refusalUnder(short, careless)).toBe('The node had condition: [MemoryPressure]. ')
  expect(refusalUnder(short, critical)).toBeUndefined()
  expect(refusalUnder({ memory: true, disk: true }, modest)).toBe(
    'The node had condition: [MemoryPressure DiskPressure]. ',
  )
  expect(refusalUnder({ memory: false, disk: false }, careless)).toBeUndefined()
})
