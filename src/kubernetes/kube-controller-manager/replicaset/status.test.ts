import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { availableAfterMs, isAvailable } from '../../api/pod-availability.ts'
import { timeOf } from '../../api/time.ts'
import { statusOf } from './status.ts'

const labels = { app: 'web' }

const replicaSet: ReplicaSet = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: 'web-1',
    namespace: 'default',
    uid: 'r',
    resourceVersion: '1',
    generation: 2,
    creationTimestamp: timeOf(0),
  },
  spec: {
    replicas: 3,
    minReadySeconds: 10,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'c' }] } },
  },
}

function readyPod(sinceMs: number, extraLabels = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `p${sinceMs}`,
      uid: `p${sinceMs}`,
      resourceVersion: '1',
      creationTimestamp: timeOf(0),
      labels: { ...labels, ...extraLabels },
    },
    spec: { containers: [{ name: 'c' }] },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: timeOf(sinceMs) }],
    },
  }
}

describe('statusOf', () => {
  it('counts a Pod as available once it has been ready for minReadySeconds', () => {
    const activePods = [readyPod(0), readyPod(5000), readyPod(10_000)]
    const status = statusOf(replicaSet, { activePods, terminatingPods: [], nowMs: 15_000 })
    expect(status).toEqual({
      replicas: 3,
      fullyLabeledReplicas: 3,
      readyReplicas: 3,
      availableReplicas: 2,
      terminatingReplicas: 0,
      observedGeneration: 2,
    })
  })

  it('keeps the first words of a failure, and strikes them out when it is over', () => {
    const observed = { activePods: [], terminatingPods: [], nowMs: 1000 }
    const failing = statusOf(replicaSet, { ...observed, failure: 'exceeded quota' })
    expect(failing.conditions).toEqual([
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: 'exceeded quota',
        lastTransitionTime: timeOf(1000),
      },
    ])
    const later = { ...replicaSet, status: failing }
    const again = statusOf(later, { ...observed, nowMs: 9000, failure: 'something else' })
    expect(again.conditions).toEqual(failing.conditions)
    expect(statusOf(later, observed).conditions).toBeUndefined()
  })
})

describe('availability', () => {
  it('tells how long to wait, and nothing where waiting does not help', () => {
    expect(availableAfterMs(readyPod(5000), 10, 8000)).toBe(7000)
    expect(availableAfterMs(readyPod(5000), 10, 15_000)).toBeUndefined()
    expect(isAvailable(readyPod(5000), 10, 15_000)).toBe(true)
    expect(availableAfterMs(readyPod(5000), 0, 8000)).toBeUndefined()
  })
})
