import { expect, test } from 'vitest'
import { loadCases } from '../cases-for-tests.ts'
import { oomScoreAdjust } from './oom-score.ts'

test('the larger its request, the safer a Burstable container', () => {
  const of = (memory: string) => {
    const container = { name: 'c', resources: { requests: { memory } } }
    return oomScoreAdjust({ spec: { containers: [container] } }, container, 4_000_000_000)
  }
  expect([of('1G'), of('2G'), of('4G')]).toEqual([750, 500, 3])
})

test('upstream table', () => {
  for (const { id, input, expected } of loadCases('oom_score_adj') ?? []) {
    const { spec } = input.pod
    for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
      const score = oomScoreAdjust({ spec }, container, input.nodeMemoryCapacityBytes)
      const [low, high] = expected[container.name]
      expect(score, `${id} ${container.name}`).toBeGreaterThanOrEqual(low)
      expect(score, `${id} ${container.name}`).toBeLessThanOrEqual(high)
    }
  }
})
