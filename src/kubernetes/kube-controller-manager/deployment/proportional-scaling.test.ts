import { describe, expect, it } from 'vitest'
import { deployment, replicaSet } from './objects-for-tests.ts'
import { isScaled, scalingPlan } from './proportional-scaling.ts'
import type { Rollout } from './replica-sets.ts'

function plan(rollout: Rollout) {
  const sizes = scalingPlan(rollout).map(({ replicaSet: { metadata }, replicas }) => [
    metadata.name,
    replicas,
  ])
  return Object.fromEntries(sizes)
}

describe('scalingPlan', () => {
  const size = { desired: 10, max: 13 }
  const old = replicaSet('old', { replicas: 8, created: '2026-01-01T00:00:00Z', ...size })
  const fresh = replicaSet('new', { replicas: 5, created: '2026-01-02T00:00:00Z', ...size })

  it('keeps the ratio of old and new while a rollout is on its way', () => {
    const web = deployment({ replicas: 20 })
    const both = { deployment: web, newReplicaSet: fresh, oldReplicaSets: [old] }
    expect(plan(both)).toEqual({ old: 15, new: 10 }) // 25 Pods in all, as 8 to 5
    expect(isScaled(web, [old, fresh])).toBe(true)
    expect(isScaled(deployment({ replicas: 10 }), [old, fresh])).toBe(false)
  })

  it('sets the only active one to the full size', () => {
    const web = deployment({ replicas: 4 })
    const empty = replicaSet('empty', { replicas: 0 })
    expect(plan({ deployment: web, newReplicaSet: fresh, oldReplicaSets: [empty] })).toEqual({
      new: 4,
    })
  })

  it('empties the old ones where the new one is complete', () => {
    const web = deployment({ replicas: 5 })
    const done = replicaSet('new', { replicas: 5, desired: 5, status: { availableReplicas: 5 } })
    expect(plan({ deployment: web, newReplicaSet: done, oldReplicaSets: [old] })).toEqual({
      old: 0,
    })
  })
})
