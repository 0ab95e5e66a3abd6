import { describe, expect, it } from 'vitest'
import type { KubernetesObject, ObjectMeta } from '../../api/meta.ts'
import { OwnerGraph } from './owner-graph.ts'

function object(name: string, metadata: Partial<ObjectMeta> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-of-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...metadata,
    },
  }
}

const ownedBy = (name: string, blockOwnerDeletion = true) => ({
  ownerReferences: [
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid: `uid-of-${name}`, blockOwnerDeletion },
  ],
})

const keys = (nodes: readonly { key: string }[]) => nodes.map(({ key }) => key)

describe('OwnerGraph', () => {
  it('knows dependents before it knows their owner, and after it is gone', () => {
    const graph = new OwnerGraph()
    graph.set('pods', object('web-1', ownedBy('web')))
    expect(keys(graph.dependentsOf('uid-of-web'))).toEqual(['pods default/web-1'])
    graph.set('replicasets', object('web'))
    graph.remove('uid-of-web')
    expect(keys(graph.dependentsOf('uid-of-web'))).toEqual(['pods default/web-1'])
    graph.remove('uid-of-web-1')
    expect(graph.dependentsOf('uid-of-web')).toEqual([])
  })

  it('follows a change of owner', () => {
    const graph = new OwnerGraph()
    graph.set('pods', object('web-1', ownedBy('web')))
    graph.set('pods', object('web-1', ownedBy('other')))
    expect(graph.dependentsOf('uid-of-web')).toEqual([])
    expect(keys(graph.dependentsOf('uid-of-other'))).toEqual(['pods default/web-1'])
  })

  it('tells dependents that hold their owner back from those that do not', () => {
    const graph = new OwnerGraph()
    graph.set('pods', object('web-1', ownedBy('web')))
    graph.set('pods', object('web-2', ownedBy('web', false)))
    expect(graph.dependentsOf('uid-of-web')).toHaveLength(2)
    expect(keys(graph.blockersOf('uid-of-web'))).toEqual(['pods default/web-1'])
  })

  it('sees that an owner waits for its dependents', () => {
    const graph = new OwnerGraph()
    const deletionTimestamp = '2026-01-01T00:01:00Z'
    const marked = { deletionTimestamp, finalizers: ['foregroundDeletion'] }
    expect(graph.set('replicasets', object('web', marked)).deletesDependents).toBe(true)
    expect(graph.set('replicasets', object('web', { deletionTimestamp })).deletesDependents).toBe(
      false,
    )
  })
})
