import { describe, expect, it } from 'vitest'
import { cacheOf } from '../explain.ts'
import { nodeOf, podOf } from '../objects-for-tests.ts'

const far = {
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' },
    ],
  },
}

describe('SchedulerCache', () => {
  it('keeps sums as Pods come, change and go', () => {
    const cache = cacheOf([nodeOf({ name: 'node-1' })])
    const node = cache.node('node-1')
    cache.place(podOf({ name: 'a', cpu: '500m' }), 'node-1')
    cache.place(podOf({ name: 'b' }), 'node-1')
    expect(node?.requested.get('cpu')).toBe(500)
    expect(node?.assumedRequested.get('cpu')).toBe(600)
    cache.place(podOf({ name: 'a', cpu: '200m' }), 'node-1')
    expect(node?.pods.size).toBe(2)
    expect(node?.requested.get('cpu')).toBe(200)
    cache.remove(podOf({ name: 'a' }).metadata.uid)
    cache.remove(podOf({ name: 'b' }).metadata.uid)
    expect(node?.requested.get('cpu')).toBe(0)
    expect(node?.pods.size).toBe(0)
  })

  it('counts Pods of a node it does not know once the node appears', () => {
    const cache = cacheOf([])
    const pod = podOf({ name: 'a', cpu: '1', labels: { app: 'web' }, affinity: far })
    cache.place(pod, 'node-1')
    const question = { namespace: 'default', selectors: [{}], terminating: 'counted' } as const
    expect(cache.pods.byNode(question).size).toBe(0)
    cache.setNode(nodeOf({ name: 'node-1' }))
    expect(cache.node('node-1')?.requested.get('cpu')).toBe(1000)
    expect(cache.pods.byNode(question).get('node-1')).toBe(1)
    expect([...cache.terms.of('requiredAnti')]).toHaveLength(1)
    cache.removeNode('node-1')
    expect(cache.nodes).toEqual([])
    expect(cache.pods.byNode(question).size).toBe(0)
    expect([...cache.terms.of('requiredAnti')]).toEqual([])
    cache.setNode(nodeOf({ name: 'node-1' }))
    expect(cache.node('node-1')?.pods.size).toBe(1)
  })

  it('knows a rule once, however many Pods have it', () => {
    const cache = cacheOf([nodeOf({ name: 'node-1' }), nodeOf({ name: 'node-2' })])
    for (const [index, node] of ['node-1', 'node-1', 'node-2'].entries())
      cache.place(podOf({ name: `web-${index}`, affinity: far }), node)
    const rules = [...cache.terms.of('requiredAnti')]
    expect(rules.map(({ counts }) => Object.fromEntries(counts))).toEqual([
      { 'node-1': 2, 'node-2': 1 },
    ])
  })

  it('counts nothing anew where what was assumed has come true', () => {
    const cache = cacheOf([nodeOf({ name: 'node-1' })])
    const pod = podOf({ name: 'web-0', cpu: '100m' })
    const assumed = cache.place(pod, 'node-1')
    const verdict = {}
    const node = cache.node('node-1')
    if (node) node.verdict = verdict
    const confirmed = cache.place({ ...pod, status: { phase: 'Pending' } }, 'node-1')
    expect(confirmed.request).toBe(assumed.request)
    expect(node?.verdict).toBe(verdict)
    expect([...(node?.pods.values() ?? [])]).toEqual([confirmed])
    cache.place({ ...pod, metadata: { ...pod.metadata, labels: { app: 'other' } } }, 'node-1')
    expect(node?.verdict).toBeUndefined()
  })

  it('knows on how many nodes an image is', () => {
    const images = { 'nginx:1.27': 70_000_000 }
    const cache = cacheOf([nodeOf({ name: 'node-1', images }), nodeOf({ name: 'node-2', images })])
    expect(cache.nodesWithImage('nginx:1.27')).toBe(2)
    cache.setNode(nodeOf({ name: 'node-1' }))
    expect(cache.nodesWithImage('nginx:1.27')).toBe(1)
    cache.removeNode('node-2')
    expect(cache.nodesWithImage('nginx:1.27')).toBe(0)
  })
})
