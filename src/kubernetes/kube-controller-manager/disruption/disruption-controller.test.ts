import { describe, expect, it } from 'vitest'
import type { PodDisruptionBudget } from '../../api/policy.ts'
import { create, deployment, seconds, testCluster } from '../../cluster-for-tests.ts'
import { budget } from '../kinds-for-tests.ts'
import { statusOf } from './status.ts'

const seen = { pods: 7, healthy: 7, scale: 7, disruptedPods: {}, nowMs: 0 }

describe('a budget allows', () => {
  it.each([
    [{ minAvailable: 5 }, 2],
    [{ minAvailable: '50%' }, 3],
    [{ maxUnavailable: 1 }, 1],
    [{ maxUnavailable: '30%' }, 3],
    [{ minAvailable: 8 }, 0],
  ])('%o of seven: %i', (spec, allowed) => {
    const one = { metadata: {}, spec } as unknown as PodDisruptionBudget
    expect(statusOf(one, seen).disruptionsAllowed).toBe(allowed)
  })
})

it('counts as Pods come and go', () => {
  const cluster = testCluster()
  create(cluster, 'deployments', deployment())
  create(cluster, 'poddisruptionbudgets', budget('web', { maxUnavailable: 1 }))
  const status = () => cluster.objects('poddisruptionbudgets')[0]?.status
  cluster.simulation.advance(seconds(30))
  expect(status()).toMatchObject({
    disruptionsAllowed: 1,
    currentHealthy: 3,
    desiredHealthy: 2,
    expectedPods: 3,
  })
  const [pod] = cluster.objects('pods')
  cluster.crash(pod?.metadata.uid ?? '')
  cluster.simulation.advance(1_500)
  expect(status()?.disruptionsAllowed).toBe(0)
})
