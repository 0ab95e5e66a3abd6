import { expect, test } from 'vitest'
import { oomScoreAdjust } from './oom-score.ts'

test('the larger its request, the safer a Burstable container', () => {
  const of = (memory: string) => {
    const container = { name: 'c', resources: { requests: { memory } } }
    return oomScoreAdjust({ spec: { containers: [container] } }, container, 4_000_000_000)
  }
  expect([of('1G'), of('2G'), of('4G')]).toEqual([750, 500, 3])
})
