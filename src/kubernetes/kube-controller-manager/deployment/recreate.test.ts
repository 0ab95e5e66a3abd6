import { describe, expect, it } from 'vitest'
import type { Pod, PodPhase } from '../../api/core.ts'
import { replicaSet } from './objects-for-tests.ts'
import { oldPodsRunning } from './recreate.ts'

const podIn = (phase: PodPhase) => ({ status: { phase } }) as Pod

describe('oldPodsRunning', () => {
  const fresh = replicaSet('new')
  const old = replicaSet('old')
  const pods = (uid: string, ...phases: PodPhase[]) => new Map([[uid, phases.map(podIn)]])

  it('waits for every Pod that has not ended, even where the status counts none', () => {
    expect(oldPodsRunning(fresh, [old], pods('uid-old', 'Running'))).toBe(true)
    expect(oldPodsRunning(fresh, [old], pods('uid-old', 'Succeeded', 'Failed'))).toBe(false)
    expect(oldPodsRunning(fresh, [old], pods('uid-new', 'Running'))).toBe(false)
    expect(oldPodsRunning(fresh, [replicaSet('old', { replicas: 1 })], new Map())).toBe(true)
  })
})
