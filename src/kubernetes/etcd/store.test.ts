import { describe, expect, it } from 'vitest'
import { Store } from './store.ts'

const cause = { by: 'test' }

describe('Store', () => {
  it('counts one revision for each write, from 1', () => {
    const store = new Store()
    expect(store.revision).toBe(1)
    store.put('/registry/pods/a/x', () => 'one', cause)
    store.put('/registry/pods/a/y', () => 'two', cause)
    store.put('/registry/pods/a/x', () => 'three', cause)
    expect(store.get('/registry/pods/a/x')).toMatchObject({
      value: 'three',
      createRevision: 2,
      modRevision: 4,
      version: 2,
    })
    store.delete('/registry/pods/a/x', cause)
    expect(store.revision).toBe(5)
    store.put('/registry/pods/a/x', () => 'four', cause)
    expect(store.get('/registry/pods/a/x')).toMatchObject({ createRevision: 6, version: 1 })
  })

  it('gives a range in key order, and nothing of its neighbours', () => {
    const store = new Store()
    for (const key of ['/registry/pods/b/1', '/registry/pods/a/2', '/registry/podsmith/a/1'])
      store.put(key, () => key, cause)
    expect(store.range('/registry/pods/').map(({ key }) => key)).toEqual([
      '/registry/pods/a/2',
      '/registry/pods/b/1',
    ])
    expect(store.range('/registry/pods/b/')).toHaveLength(1)
  })

  it('knows the past until it is compacted', () => {
    const store = new Store()
    store.put('/registry/pods/a/x', () => 1, cause)
    store.put('/registry/pods/a/x', () => 2, cause)
    store.delete('/registry/pods/a/x', cause)
    const at = (revision: number) => store.stateAt(revision)?.get('/registry/pods/a/x')?.value
    expect([at(1), at(2), at(3), at(4)]).toEqual([undefined, 1, 2, undefined])
    expect(store.changesAfter(2)?.map(({ type }) => type)).toEqual(['put', 'delete'])
    expect(store.changeAt(3)).toMatchObject({ type: 'put', previous: { value: 1 } })
    store.compact(3)
    expect(store.changesAfter(1)).toBeUndefined()
    // What stands at the compacted revision can still be watched, without what was before it.
    expect(store.changesAfter(2)).toHaveLength(2)
    expect(store.changeAt(3)?.previous).toBeUndefined()
    expect(store.changesAfter(3)).toHaveLength(1)
    expect(store.stateAt(2)).toBeUndefined()
    expect(store.changeAt(2)).toBeUndefined()
  })

  it('forgets a deletion of the compacted revision itself: nothing stands there', () => {
    const store = new Store()
    store.put('/registry/pods/a/x', () => 1, cause)
    store.delete('/registry/pods/a/x', cause)
    store.compact(3)
    expect(store.changesAfter(2)).toEqual([])
  })

  it('gives the writes of one transaction one revision', () => {
    const store = new Store()
    store.together(() => {
      store.put('/registry/pods/a/x', () => 1, cause)
      store.put('/registry/pods/a/y', () => 2, cause)
    })
    expect(store.revision).toBe(2)
    expect(store.changesAfter(1)?.map(({ revision }) => revision)).toEqual([2, 2])
  })
})
