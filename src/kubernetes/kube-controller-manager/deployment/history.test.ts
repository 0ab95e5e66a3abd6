import { describe, expect, it } from 'vitest'
import { replicaSetsToForget } from './history.ts'
import { deployment, replicaSet } from './objects-for-tests.ts'

describe('replicaSetsToForget', () => {
  const names = (limit: number | undefined, ...old: ReturnType<typeof replicaSet>[]) =>
    replicaSetsToForget(
      deployment(limit === undefined ? {} : { revisionHistoryLimit: limit }),
      old,
    ).map(({ metadata }) => metadata.name)

  it('forgets the lowest revisions first, however they are called', () => {
    const a = replicaSet('a', { revision: 10 })
    const b = replicaSet('b', { revision: 2 })
    const c = replicaSet('c', { revision: 9 })
    expect(names(1, a, b, c)).toEqual(['b', 'c'])
    expect(names(10, a, b, c)).toEqual([])
    expect(names(undefined, a, b, c)).toEqual([])
  })

  it('keeps what still has Pods or has not been looked at', () => {
    const busy = replicaSet('busy', { replicas: 1, revision: 1 })
    const unseen = replicaSet('unseen', { revision: 2, generation: 3 })
    expect(names(0, busy, unseen)).toEqual([])
  })
})
