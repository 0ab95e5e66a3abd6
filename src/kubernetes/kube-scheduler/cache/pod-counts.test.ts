import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../simulation/random.ts'
import { matchesSelector } from '../../api/labels.ts'
import { podOf } from '../objects-for-tests.ts'
import { PodCounts, type PodQuestion } from './pod-counts.ts'
import { type PodInfo, podInfoOf } from './pod-info.ts'

const questions: readonly PodQuestion[] = [
  { namespace: 'a', selectors: [{ matchLabels: { app: 'web' } }], terminating: 'counted' },
  { namespace: 'a', selectors: [{ matchLabels: { app: 'web' } }], terminating: 'left out' },
  {
    namespace: 'b',
    selectors: [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, {}],
    terminating: 'counted',
  },
  {
    namespace: 'a',
    selectors: [{ matchLabels: { tier: 'x' } }, { matchLabels: { app: 'db' } }],
    terminating: 'counted',
  },
  { namespace: 'a', selectors: [undefined], terminating: 'counted' },
]

function recount(pods: Iterable<[PodInfo, string]>, question: PodQuestion) {
  const counts = new Map<string, number>()
  for (const [pod, node] of pods) {
    const counted = question.terminating === 'counted' || !pod.terminating
    const matches = question.selectors.every((one) => matchesSelector(one, pod.labels))
    if (pod.namespace === question.namespace && counted && matches)
      counts.set(node, (counts.get(node) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}

describe('PodCounts', () => {
  it('gives what a recount would give, whatever came and went', () => {
    const random = createRandom('pod-counts')
    const counts = new PodCounts()
    const there = new Map<PodInfo, string>()
    for (let step = 0; step < 500; step++) {
      if (there.size > 0 && random.unit() < 0.4) {
        const [pod, node] = random.pick([...there])
        counts.remove(pod, node)
        there.delete(pod)
      } else {
        const pod = podInfoOf(
          podOf({
            name: `pod-${step}`,
            namespace: random.pick(['a', 'b']),
            labels: { app: random.pick(['web', 'db']), tier: random.pick(['x', 'y']) },
            terminating: random.unit() < 0.2,
          }),
        )
        const node = random.pick(['node-1', 'node-2', 'node-3'])
        counts.add(pod, node)
        there.set(pod, node)
      }
      const question = random.pick(questions)
      expect(Object.fromEntries(counts.byNode(question))).toEqual(recount(there, question))
    }
    for (const question of questions)
      expect(Object.fromEntries(counts.byNode(question))).toEqual(recount(there, question))
  })
})
