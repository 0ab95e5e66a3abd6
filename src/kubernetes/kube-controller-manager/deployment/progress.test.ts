import { describe, expect, it } from 'vitest'
import type { Deployment } from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import { timeOf } from '../../api/time.ts'
import { deployment, replicaSet } from './objects-for-tests.ts'
import { progressing, rolloutStatus, untilDeadlineMs } from './progress.ts'
import { setCondition } from './status.ts'

const spec = { progressDeadlineSeconds: 600 }

describe('rolloutStatus', () => {
  const updated = (ready: number) =>
    replicaSet('web-1', {
      replicas: 3,
      status: {
        replicas: 3,
        readyReplicas: ready,
        availableReplicas: ready,
        terminatingReplicas: 0,
      },
    })

  function look(before: Deployment['status'], ready: number, nowMs: number) {
    const web = deployment(spec, before)
    return rolloutStatus(
      { deployment: web, newReplicaSet: updated(ready), oldReplicaSets: [] },
      nowMs,
    )
  }

  it('follows a first rollout from nothing to complete', () => {
    const created = progressing('True', 'NewReplicaSetCreated', 'Created new replica set "web-1"')
    const start = look({ conditions: setCondition([], created, 0) }, 0, 100)
    expect(start).toMatchObject({ replicas: 3, updatedReplicas: 3, unavailableReplicas: 3 })
    expect(start.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
      ['Available', 'MinimumReplicasUnavailable'],
      ['Progressing', 'ReplicaSetUpdated'],
    ])
    const done = look(start, 3, 9000)
    expect(done.unavailableReplicas).toBeUndefined()
    expect(done.conditions).toEqual([
      {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
        lastUpdateTime: timeOf(9000),
        lastTransitionTime: timeOf(9000),
      },
      {
        type: 'Progressing',
        status: 'True',
        reason: 'NewReplicaSetAvailable',
        message: 'ReplicaSet "web-1" has successfully progressed.',
        lastUpdateTime: timeOf(9000),
        lastTransitionTime: timeOf(0),
      },
    ])
    expect(look(done, 3, 20_000)).toEqual(done)
  })

  it('turns Progressing to False after the deadline, and does no more than that', () => {
    const stuck = look({}, 0, 0)
    const web = deployment(spec, stuck)
    expect(untilDeadlineMs(web, stuck, 1000)).toBe(599_000)
    expect(look(stuck, 0, 600_000)).toEqual(stuck)
    const late = look(stuck, 0, 601_000)
    expect(conditionOf(late.conditions, 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: 'ReplicaSet "web-1" has timed out progressing.',
    })
    expect(untilDeadlineMs(deployment(spec, late), late, 601_000)).toBeUndefined()
  })

  it('passes on what keeps the ReplicaSet from its Pods', () => {
    const failure = {
      type: 'ReplicaFailure',
      status: 'True',
      reason: 'FailedCreate',
      message: 'exceeded quota',
      lastTransitionTime: timeOf(0),
    } as const
    const failing = replicaSet('web-1', { replicas: 3, status: { conditions: [failure] } })
    const rollout = { deployment: deployment(spec), newReplicaSet: failing, oldReplicaSets: [] }
    const status = rolloutStatus(rollout, 0)
    expect(conditionOf(status.conditions, 'ReplicaFailure')).toMatchObject(failure)
    const recovered = { ...rollout, newReplicaSet: updated(3) }
    const { conditions } = rolloutStatus({ ...recovered, deployment: deployment(spec, status) }, 1)
    expect(conditionOf(conditions, 'ReplicaFailure')).toBeUndefined()
  })
})
