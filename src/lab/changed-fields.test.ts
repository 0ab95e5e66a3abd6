/** The fields of a write, as people read them: telling ones first, book-keeping left out. */
import { expect, test } from 'vitest'
import { changedFields, shownFields } from './changed-fields.ts'

test('values before and after, conditions by their type, stamps left out', () => {
  const before = {
    metadata: { name: 'web', resourceVersion: '1' },
    spec: { replicas: 3 },
    status: { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: 'then' }] },
  }
  const after = {
    metadata: { name: 'web', resourceVersion: '2' },
    spec: { replicas: 4 },
    status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: 'now' }] },
  }
  expect(changedFields(before, after)).toEqual([
    { path: 'spec.replicas', from: '3', to: '4' },
    { path: 'status.conditions[Ready]', from: 'False', to: 'True' },
  ])
})

test('of a new object the telling fields, and never more than are shown', () => {
  const owners = [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'u' }]
  const pod = { metadata: { name: 'p', ownerReferences: owners }, status: { phase: 'Pending' } }
  const fields = changedFields(undefined, pod)
  expect(fields[0]).toEqual({ path: 'metadata.ownerReferences[0].kind', to: 'ReplicaSet' })
  const many = { status: Object.fromEntries('abcdefgh'.split('').map((x) => [`${x}Replicas`, 1])) }
  expect(changedFields({}, many)).toHaveLength(shownFields)
})
