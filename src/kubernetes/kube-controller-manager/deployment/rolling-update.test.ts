import { describe, expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/apps.ts'
import { deployment, replicaSet } from './objects-for-tests.ts'
import type { Scaling } from './replica-sets.ts'
import {
  cleanUpUnhealthy,
  maxSurge,
  maxUnavailable,
  minAvailable,
  newReplicaSetSize,
  reconciledSize,
  resolveFenceposts,
  scaleDownAvailable,
  scaleDownOld,
} from './rolling-update.ts'

describe('the arithmetic', () => {
  it.each([
    // replicas, surge, unavailable
    [1, 1, 0],
    [2, 1, 0],
    [3, 1, 0],
    [4, 1, 1],
    [5, 2, 1],
    [8, 2, 2],
    [10, 3, 2],
  ])('of 25 %% and 25 %% with %i replicas', (replicas, surge, unavailable) => {
    const web = deployment({ replicas })
    expect(maxSurge(web)).toBe(surge)
    expect(maxUnavailable(web)).toBe(unavailable)
    expect(minAvailable(web)).toBe(replicas - unavailable)
  })

  it('never lets both be zero', () => {
    const none = { maxSurge: 0, maxUnavailable: 0 }
    expect(resolveFenceposts(none, 10)).toEqual({ surge: 0, unavailable: 1 })
    expect(resolveFenceposts({ maxSurge: '39%', maxUnavailable: '39%' }, 10)).toEqual({
      surge: 4,
      unavailable: 3,
    })
  })

  it('makes nothing of a text that is no share', () => {
    const odd = { maxSurge: '55%', maxUnavailable: 'half' }
    expect(resolveFenceposts(odd, 10)).toBeUndefined()
    expect(maxUnavailable(deployment({ strategy: rolling('some', '39%') }))).toBe(0)
  })

  it('leaves a new ReplicaSet that is too large as it is while there is no room, and then shrinks it', () => {
    const web = deployment({ replicas: 1, strategy: rolling(1, 1) })
    expect(newReplicaSetSize(web, [set('new', 5)], 5)).toBe(5)
    expect(reconciledSize(web, [set('new', 5)], 5)).toBe(1)
  })

  it('replaces three Pods one by one: 0→1, 3→2, 1→2, 2→1, 2→3, 1→0', () => {
    const web = deployment()
    const steps: string[] = []
    let fresh = set('new', 0)
    let old = set('old', 3)
    for (let round = 0; round < 6; round++) {
      const size = newReplicaSetSize(web, [fresh, old], fresh.spec.replicas ?? 0)
      if (size !== fresh.spec.replicas) {
        steps.push(`new ${fresh.spec.replicas}→${size}`)
        fresh = set('new', size)
        continue
      }
      for (const { replicas } of scaleDownOld(web, fresh, [old])) {
        steps.push(`old ${old.spec.replicas}→${replicas}`)
        old = set('old', replicas)
      }
    }
    expect(steps).toEqual(['new 0→1', 'old 3→2', 'new 1→2', 'old 2→1', 'new 2→3', 'old 1→0'])
  })

  it('gives up Pods that are not available before those that are', () => {
    const web = deployment({ replicas: 10, strategy: rolling(0, 2) })
    const older = set('older', 5, { available: 3, created: '2026-01-01T00:00:00Z' })
    const newer = set('newer', 5, { available: 5, created: '2026-01-02T00:00:00Z' })
    const fresh = set('fresh', 0, { created: '2026-01-03T00:00:00Z' })
    expect(named(scaleDownOld(web, fresh, [newer, older]))).toEqual([['older', 3]])
    expect(named(cleanUpUnhealthy([newer, older], 1))).toEqual([['older', 4]])
    expect(named(cleanUpUnhealthy([newer, older], 0))).toEqual([])
  })
})

describe('scaleDownAvailable', () => {
  it('does not count Pods that an older status still shows', () => {
    const web = deployment({ replicas: 10 }) // at least 8 available
    const old = set('old', 2, { available: 3 })
    const fresh = set('new', 10, { available: 7 })
    expect(named(scaleDownAvailable(web, [old, fresh], [old]))).toEqual([['old', 1]])
  })
})

/** All of it available unless told otherwise. */
function set(
  name: string,
  replicas: number,
  traits: { readonly available?: number; readonly created?: string } = {},
): ReplicaSet {
  const { available = replicas, created } = traits
  return replicaSet(name, {
    replicas,
    status: { availableReplicas: available },
    ...(created ? { created } : {}),
  })
}

function rolling(surge: number | string, unavailable: number | string) {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable }
  return { type: 'RollingUpdate', rollingUpdate } as const
}

function named(scalings: readonly Scaling[]) {
  return scalings.map(({ replicaSet: { metadata }, replicas }) => [metadata.name, replicas])
}
