import { describe, expect, it } from 'vitest'
import { limitOf, type PodMetric, replicasForUtilization, stabilised } from './replicas.ts'

const pod = (usage: number | undefined, ready = true): PodMetric => {
  return { request: 100, ready, ...(usage === undefined ? {} : { usage }) }
}

describe('replicas for a share of the requests', () => {
  it.each([
    ['twice the target', [pod(100), pod(100)], 50, 4],
    ['within a tenth nothing moves', [pod(54), pod(54)], 50, 2],
    ['half of it', [pod(25), pod(25)], 50, 1],
    ['a Pod that is not ready counts as idle on the way up', [pod(100), pod(0, false)], 50, 2],
    ['a Pod nobody has measured counts as busy on the way down', [pod(10), pod(undefined)], 50, 2],
  ])('%s', (_, pods, target, replicas) =>
    expect(replicasForUtilization(pods, target, 2)?.replicas).toBe(replicas),
  )

  it('says nothing where nothing is measured', () =>
    expect(replicasForUtilization([pod(undefined)], 50, 1)).toBeUndefined())
})

describe('against flutter', () => {
  const recent = [{ atMs: 0, replicas: 8 }]
  it('goes down no further than any recommendation of the window', () =>
    expect(stabilised(2, 10, recent, { upMs: 0, downMs: 300_000, nowMs: 1_000 })).toBe(8))
  it('goes up at once', () =>
    expect(stabilised(12, 10, recent, { upMs: 0, downMs: 300_000, nowMs: 1_000 })).toBe(12))
})

describe('how far at once', () => {
  const up = {
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  } as const
  it('twice as many or four more, whichever is more', () => {
    expect(limitOf('up', up, 2, [], 0)).toBe(6)
    expect(limitOf('up', up, 10, [], 0)).toBe(20)
  })
  it('counts what was added within the period', () =>
    expect(limitOf('up', up, 6, [{ atMs: 0, replicas: 4 }], 10_000)).toBe(6))
})
