import { expect, it } from 'vitest'
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import type { Informer } from '../../client/informer.ts'
import { Tallies } from './tally.ts'

const labels = { app: 'web' }
const replicaSet = {
  metadata: { name: 'web', uid: 'r' },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: {} } },
} as unknown as ReplicaSet

function pod(name: string, more: object = {}, isReady = false): Pod {
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      labels,
      ownerReferences: [{ kind: 'ReplicaSet', name: 'web', uid: 'r', controller: true }],
      ...more,
    },
    status: { conditions: isReady ? [{ type: 'Ready', status: 'True' }] : [] },
  } as unknown as Pod
}

function talliesOf(...pods: readonly Pod[]): Tallies {
  return new Tallies({ byController: () => pods } as unknown as Informer<'pods'>)
}

it('counts what is there, then what changes', () => {
  const [a, b] = [pod('a'), pod('b')]
  const tallies = talliesOf(a, b)
  expect(tallies.of(replicaSet)).toMatchObject({ active: 2, ready: 0, labelled: 2 })
  const ready = pod('a', {}, true)
  tallies.take({ type: 'modified', object: ready, old: a, revision: 2 })
  // Told twice, counted once.
  tallies.take({ type: 'added', object: ready, revision: 2 })
  expect(tallies.of(replicaSet)).toMatchObject({ active: 2, ready: 1 })
  const going = pod('b', { deletionTimestamp: '2026-01-01T00:00:00Z' })
  tallies.take({ type: 'modified', object: going, old: b, revision: 3 })
  expect(tallies.of(replicaSet)).toMatchObject({ active: 1, terminating: 1 })
  tallies.take({ type: 'deleted', object: going, old: going, revision: 4 })
  expect(tallies.of(replicaSet)).toMatchObject({ active: 1, terminating: 0 })
})

it('knows Pods that are owned and no longer selected, or owned by somebody else', () => {
  const a = pod('a')
  const tallies = talliesOf(a, pod('b'))
  expect(tallies.of(replicaSet)).toMatchObject({ active: 2, strangers: 0 })
  tallies.take({ type: 'modified', object: pod('a', { labels: {} }), old: a, revision: 2 })
  expect(tallies.of(replicaSet)).toMatchObject({ active: 1, strangers: 1 })
  const released = pod('a', { ownerReferences: [] })
  tallies.take({ type: 'modified', object: released, old: a, revision: 3 })
  expect(tallies.of(replicaSet)).toMatchObject({ active: 1, strangers: 0 })
})

it('counts anew when other Pods are asked for, not when only their number changes', () => {
  const tallies = talliesOf(pod('a'))
  const known = tallies.of(replicaSet)
  const larger = { ...replicaSet, spec: { ...replicaSet.spec, replicas: 9 } }
  expect(tallies.of(larger)).toBe(known)
  const other = { ...replicaSet.spec, selector: { matchLabels: { app: 'api' } } }
  expect(tallies.of({ ...replicaSet, spec: other })).toMatchObject({ active: 0, strangers: 1 })
})
