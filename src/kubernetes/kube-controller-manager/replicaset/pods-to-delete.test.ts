import { describe, expect, it } from 'vitest'
import type { Pod } from '../../api/core.ts'
import { timeOf } from '../../api/time.ts'
import { podsToDelete } from './pods-to-delete.ts'

const hour = 3_600_000
const nowMs = 100 * hour

interface Traits {
  readonly node?: string
  readonly phase?: 'Pending' | 'Running' | 'Unknown'
  /** Ready since; absent means not ready. */
  readonly readySince?: number
  readonly created?: number
  readonly cost?: string
  readonly restarts?: number
}

function pod(name: string, traits: Traits = {}): Pod {
  const { node, phase = 'Running', readySince, created = 0, cost, restarts = 0 } = traits
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: timeOf(created),
      ...(cost ? { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } } : {}),
    },
    spec: { containers: [{ name: 'c' }], ...(node ? { nodeName: node } : {}) },
    status: {
      phase,
      containerStatuses: [
        { name: 'c', ready: true, restartCount: restarts, image: 'i', imageID: '' },
      ],
      ...(readySince === undefined
        ? {}
        : {
            conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: timeOf(readySince) }],
          }),
    },
  }
}

describe('podsToDelete', () => {
  const first = (pods: readonly Pod[], related: readonly Pod[] = pods) =>
    podsToDelete(pods, related, 1, nowMs)[0]?.metadata.name

  it('takes what runs least: unassigned, then Pending, then not ready', () => {
    const waiting = pod('waiting', { phase: 'Pending' })
    const starting = pod('starting', { node: 'n1', phase: 'Pending' })
    const unready = pod('unready', { node: 'n1' })
    const ready = pod('ready', { node: 'n1', readySince: 0 })
    const all = [ready, unready, starting, waiting]
    const names = podsToDelete(all, all, 3, nowMs).map(({ metadata }) => metadata.name)
    expect(names).toEqual(['waiting', 'starting', 'unready'])
  })

  it('heeds the deletion cost before anything a ready Pod differs in', () => {
    const cheap = pod('cheap', { node: 'n1', readySince: 0, cost: '-5' })
    const young = pod('young', { node: 'n2', readySince: nowMs - 1000 })
    expect(first([young, cheap])).toBe('cheap')
  })

  it('thins out the crowded node, Pods of the other ReplicaSets counted', () => {
    const here = pod('here', { node: 'n1', readySince: 0 })
    const there = pod('there', { node: 'n2', readySince: 0 })
    const sibling = pod('sibling', { node: 'n2', readySince: 0 })
    expect(first([here, there], [here, there, sibling])).toBe('there')
  })

  it('takes the one ready for a shorter time, if the ages differ in magnitude', () => {
    const old = pod('a-old', { node: 'n1', readySince: 0 })
    const fresh = pod('fresh', { node: 'n2', readySince: nowMs - 1000 })
    expect(first([old, fresh])).toBe('fresh')
    const alike = pod('z-alike', { node: 'n2', readySince: hour })
    expect(first([alike, old])).toBe('a-old') // By uid: the ages fall into one bucket.
  })

  it('takes the one that was restarted more often', () => {
    const calm = pod('calm', { node: 'n1', readySince: 0 })
    const restless = pod('restless', { node: 'n2', readySince: 0, restarts: 3 })
    expect(first([calm, restless])).toBe('restless')
  })
})
