import { expect, test } from 'vitest'
import type { Snapshot } from '../kubernetes/snapshot.ts'
import type { Check } from './check.ts'
import { goalMarks } from './goal-marks.ts'

const words = { id: 'x', says: { ja: '', en: '' }, hint: { ja: '', en: '' }, within: '2m' }
const meta = (name: string) => ({ name, uid: name, resourceVersion: '1', creationTimestamp: '' })
const pod = (name: string, image: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...meta(name), namespace: 'default', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image }] },
})
const web = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { ...meta('web'), namespace: 'default' },
  spec: { replicas: 3 },
}
const objects = [web, pod('a', 'web:1'), pod('b', 'web:2')]
const snapshot = {
  objects: new Map(objects.map((object) => [object.metadata.name, object])),
  machines: [],
} as unknown as Snapshot

test('a field of an object that is another', () => {
  const goal = { kind: 'Deployment', name: 'web', has: { 'spec.replicas': 5 } }
  const { fields } = goalMarks({ ...words, eventually: goal } as Check, snapshot)
  expect([...fields]).toEqual([
    ['web', [{ object: 'Deployment web', path: 'spec.replicas', actual: '3', goal: '5' }]],
  ])
})

test('an object that is missing', () => {
  const goal = { kind: 'Deployment', name: 'shop' }
  expect(goalMarks({ ...words, always: goal } as Check, snapshot).missing).toEqual([
    'Deployment shop',
  ])
})

test('Pods that are other than wanted, and how many there are', () => {
  const has = { 'spec.containers[0].image': 'web:1' }
  const goal = { kind: 'Pod', labels: { app: 'web' }, has, count: 5 }
  const { wrong, counts } = goalMarks({ ...words, eventually: goal } as Check, snapshot)
  expect([...wrong]).toEqual(['b'])
  expect(counts).toEqual([{ object: 'Pod app=web', path: 'count', actual: '1', goal: '5' }])
})

test('of what should never be, everything is wrong', () => {
  const check = { ...words, never: { kind: 'Pod', labels: { app: 'web' } } } as Check
  expect([...goalMarks(check, snapshot).wrong]).toEqual(['a', 'b'])
})

test('nothing is marked where the goal is reached, or where it is none of the cluster', () => {
  const reached = { kind: 'Deployment', name: 'web', has: { 'spec.replicas': 3 } }
  for (const check of [
    { ...words, eventually: reached },
    { ...words, accepted: true },
  ]) {
    const { missing, fields, wrong, counts } = goalMarks(check as Check, snapshot)
    expect([missing.length, fields.size, wrong.size, counts.length]).toEqual([0, 0, 0, 0])
  }
})
