import { describe, expect, it } from 'vitest'
import { createRandom } from '../../simulation/random.ts'
import type { ReplicaSet } from '../api/apps.ts'
import { podInfoOf } from './cache/pod-info.ts'
import { cacheOf, explain } from './explain.ts'
import { noNodesMessage, unschedulableMessage } from './fit-error.ts'
import { controlPlaneTaint, nodeOf, podOf } from './objects-for-tests.ts'
import { defaultPlugins } from './plugins.ts'
import { findFeasibleNodes, schedulePod } from './schedule-pod.ts'

const cluster = [
  nodeOf({ name: 'control-plane', taints: [controlPlaneTaint] }),
  nodeOf({ name: 'worker-1' }),
  nodeOf({ name: 'worker-2', unschedulable: true }),
  nodeOf({ name: 'worker-3', cpu: '1' }),
]

describe('explain', () => {
  it('says for each node which plugin turned it down and why', () => {
    const [controlPlane, first, second, third] = explain(podOf({ name: 'a', cpu: '2' }), cluster)
    expect(controlPlane).toEqual({
      node: 'control-plane',
      fits: false,
      plugin: 'TaintToleration',
      reasons: ['node(s) had untolerated taint(s)'],
    })
    expect(first).toMatchObject({ node: 'worker-1', fits: true, reasons: [] })
    expect(first?.score).toBeGreaterThan(0)
    expect(second?.reasons).toEqual(['node(s) were unschedulable'])
    expect(third?.reasons).toEqual(['Insufficient cpu'])
  })

  it('counts the Pods that are there, but not finished ones', () => {
    const running = podOf({ name: 'r', cpu: '3', nodeName: 'worker-1' })
    const fits = (pods: Parameters<typeof explain>[2]) =>
      explain(podOf({ name: 'a', cpu: '2' }), cluster, pods)[1]?.fits
    expect(fits({ pods: [running] })).toBe(false)
    expect(fits({ pods: [{ ...running, status: { phase: 'Succeeded' } }] })).toBe(true)
  })

  it('names the plugin for nodes nobody had to look at', () => {
    const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['worker-3'] }] }
    const nodeAffinity = {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    } as const
    const pod = podOf({ name: 'a', cpu: '2', affinity: { nodeAffinity } as never })
    expect(explain(pod, cluster).map(({ reasons }) => reasons[0])).toEqual([
      "node(s) didn't satisfy plugin(s) [NodeAffinity]",
      "node(s) didn't satisfy plugin(s) [NodeAffinity]",
      "node(s) didn't satisfy plugin(s) [NodeAffinity]",
      'Insufficient cpu',
    ])
  })
})

describe('unschedulableMessage', () => {
  it('counts each reason, sorted as text, and says that nobody can make way', () => {
    const cache = cacheOf(cluster)
    const pod = podInfoOf(podOf({ name: 'a', cpu: '100' }))
    const diagnosis = findFeasibleNodes(pod, cache, defaultPlugins)
    expect(unschedulableMessage(4, diagnosis)).toBe(
      '0/4 nodes are available: 1 node(s) had untolerated taint(s), ' +
        '1 node(s) were unschedulable, 2 Insufficient cpu. no new claims to deallocate, ' +
        'preemption: 0/4 nodes are available: 4 Preemption is not helpful for scheduling.',
    )
    expect(noNodesMessage).toBe('no nodes available to schedule pods')
  })
})

describe('schedulePod', () => {
  it('puts the three Pods of a Deployment on three nodes', () => {
    const nodes = ['node-1', 'node-2', 'node-3'].map((name) => nodeOf({ name }))
    const labels = { app: 'web' }
    const replicaSet = {
      metadata: { name: 'web', namespace: 'default', uid: 'rs' },
      spec: { selector: { matchLabels: labels } },
    } as unknown as ReplicaSet
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'rs' }
    for (let seed = 0; seed < 20; seed++) {
      const cache = cacheOf(nodes, { replicaSets: [replicaSet] })
      const random = createRandom(`seed ${seed}`)
      const chosen = ['a', 'b', 'c'].map((name) => {
        const pod = podOf({ name, labels, owner: { ...owner, controller: true } })
        const options = { plugins: defaultPlugins, random, startIndex: 0 }
        const decision = schedulePod(podInfoOf(pod), cache, options)
        if (!('node' in decision)) return expect.fail('the Pod fits')
        cache.place(pod, decision.node.name)
        return decision.node.name
      })
      expect(new Set(chosen).size).toBe(3)
    }
  })

  it('lets chance decide between equals, and only between equals', () => {
    const nodes = ['node-1', 'node-2'].map((name) => nodeOf({ name }))
    const busy = nodeOf({ name: 'busy' })
    const pods = [podOf({ name: 'there', cpu: '3', memory: '6Gi', nodeName: 'busy' })]
    const random = createRandom('ties')
    const options = { plugins: defaultPlugins, random, startIndex: 0 }
    const chosen = new Set<string>()
    for (let round = 0; round < 50; round++) {
      const cache = cacheOf([...nodes, busy], { pods })
      const decision = schedulePod(podInfoOf(podOf({ name: 'a' })), cache, options)
      if ('node' in decision) chosen.add(decision.node.name)
    }
    expect([...chosen].sort()).toEqual(['node-1', 'node-2'])
  })

  it('looks at enough nodes of a large cluster, and at others the next time', () => {
    const nodes = Array.from({ length: 1_000 }, (_, index) => nodeOf({ name: `node-${index}` }))
    const cache = cacheOf(nodes)
    const pod = podInfoOf(podOf({ name: 'a' }))
    const first = findFeasibleNodes(pod, cache, defaultPlugins, { startIndex: 0, enough: 420 })
    expect(first.feasible).toHaveLength(420)
    const second = findFeasibleNodes(pod, cache, defaultPlugins, { startIndex: 900, enough: 420 })
    expect(second.feasible[0]?.name).toBe('node-900')
    expect(second.feasible[100]?.name).toBe('node-0')
  })
})
