import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/apps.ts'
import { loadCases } from '../../cases-for-tests.ts'
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

  for (const { id, name, input, expected } of loadCases('deployment_proportional_scaling') ?? [])
    it(`agrees with upstream: ${id} ${name}`, () => {
      const { replicas, strategy: type, maxSurge, maxUnavailable } = input.deployment
      const strategy = { type, rollingUpdate: { maxSurge, maxUnavailable } }
      const newReplicaSet = input.newRS && fromRow(input.newRS)
      const oldReplicaSets = input.oldRSs.map(fromRow)
      const rollout = {
        deployment: deployment({ replicas, strategy }),
        newReplicaSet,
        oldReplicaSets,
      }
      const after = plan(rollout)
      const sizeOf = ({ metadata, spec }: ReplicaSet) => after[metadata.name] ?? spec.replicas
      expect({
        newRS: newReplicaSet ? sizeOf(newReplicaSet) : null,
        oldRSs: Object.fromEntries(
          oldReplicaSets.map((one: ReplicaSet) => [one.metadata.name, sizeOf(one)]),
        ),
      }).toEqual(expected)
    })
})

interface Row {
  readonly name: string
  readonly replicas: number
  readonly creationTimestamp: string
  readonly 'desired-replicas'?: number
  readonly 'max-replicas'?: number
}

function fromRow(row: Row): ReplicaSet {
  const { name, replicas, creationTimestamp: created } = row
  const desired = row['desired-replicas']
  const max = row['max-replicas']
  return replicaSet(name, {
    replicas,
    created,
    ...(desired === undefined ? {} : { desired }),
    ...(max === undefined ? {} : { max }),
  })
}
