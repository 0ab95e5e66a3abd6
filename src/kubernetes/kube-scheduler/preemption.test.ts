import { describe, expect, it } from 'vitest'
import type { Pod } from '../api/core.ts'
import type { PodDisruptionBudget } from '../api/policy.ts'
import { create, seconds, testCluster } from '../cluster-for-tests.ts'
import { podInfoOf } from './cache/pod-info.ts'
import { cacheOf } from './explain.ts'
import { nodeOf, podOf } from './objects-for-tests.ts'
import { nodeResourcesFit } from './plugins/node-resources-fit.ts'
import { bestCandidate } from './preemption.ts'
import { findFeasibleNodes } from './schedule-pod.ts'

const plugins = [nodeResourcesFit()]

function cpu(name: string, cores: string, priority: number, nodeName?: string): Pod {
  const labels = { app: name }
  return podOf({ name, labels, cpu: cores, priority, ...(nodeName ? { nodeName } : {}) })
}

function chosen(existingPods: readonly Pod[], budgets: readonly PodDisruptionBudget[] = []) {
  const nodes = ['a', 'b'].map((name) => nodeOf({ name, cpu: '2' }))
  const cache = cacheOf(nodes, { pods: existingPods })
  const newcomer = podInfoOf(cpu('new', '1', 100))
  const diagnosis = findFeasibleNodes(newcomer, cache, plugins)
  const candidate = bestCandidate(newcomer, cache, diagnosis, { plugins, budgets })
  return candidate && `${candidate.nodeName}: ${candidate.victims.map((one) => one.metadata.name)}`
}

describe('who has to go', () => {
  it('nobody of the same priority or higher', () =>
    expect(chosen([cpu('a1', '2', 100, 'a'), cpu('b1', '2', 200, 'b')])).toBeUndefined())

  it('as few as make room, the least important first', () =>
    expect(chosen([cpu('a1', '1', 1, 'a'), cpu('a2', '1', 2, 'a'), cpu('b1', '2', 100, 'b')])).toBe(
      'a: a1',
    ))

  it('where the most important victim matters least', () =>
    expect(chosen([cpu('a1', '2', 9, 'a'), cpu('b1', '2', 8, 'b')])).toBe('b: b1'))

  it('rather somebody important than somebody a budget protects', () => {
    const budget = {
      metadata: { name: 'b', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'b1' } } },
      status: { disruptionsAllowed: 0 },
    } as unknown as PodDisruptionBudget
    expect(chosen([cpu('a1', '2', 9, 'a'), cpu('b1', '2', 8, 'b')], [budget])).toBe('a: a1')
  })
})

it('makes room in the cluster: says so, marks the victim, deletes it, and gets its place', () => {
  const cluster = testCluster({ workers: 1, cpuMilli: 1_000 })
  create(cluster, 'priorityclasses', {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'high' },
    value: 1000,
  })
  const body = (name: string, priorityClassName?: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      ...(priorityClassName ? { priorityClassName } : {}),
      containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '800m' } } }],
    },
  })
  create(cluster, 'pods', body('low'))
  cluster.simulation.advance(seconds(10))
  create(cluster, 'pods', body('vip', 'high'))
  cluster.simulation.advance(seconds(20))
  const [vip, ...others] = cluster.objects('pods')
  expect(others).toEqual([])
  expect(vip?.spec.nodeName).toBe('node-1')
  expect(vip?.status?.nominatedNodeName).toBeUndefined()
  const said = cluster.objects('events').map(({ reason, message }) => `${reason}: ${message}`)
  expect(said).toContain(`Preempted: Preempted by pod ${vip?.metadata.uid} on node node-1`)
  const failures = said.filter((text) => text.startsWith('FailedScheduling'))
  expect(failures[0]).toBe(
    'FailedScheduling: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s).',
  )
})
