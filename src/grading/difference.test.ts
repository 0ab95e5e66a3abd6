import { expect, test } from 'vitest'
import { differencesOf } from './difference.ts'
import { misconceptionIn } from './misconception.ts'
import { placed } from './placed.ts'

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', uid: '1', resourceVersion: '1', creationTimestamp: '' },
  spec: { replicas: 4 },
  status: {},
}
const file = {
  name: 'web.yaml',
  text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 4\n',
}
const wanted = { kind: 'Deployment', name: 'web' }

test('says which field of which object differs, and how', () => {
  const condition = { ...wanted, has: { 'spec.replicas': 5, 'status.readyReplicas': 5 } }
  expect(differencesOf(condition, [deployment], 0)).toEqual([
    { object: 'Deployment web', path: 'spec.replicas', actual: '4', goal: '5' },
    { object: 'Deployment web', path: 'status.readyReplicas', actual: '0', goal: '5' },
  ])
})

test('an object that is not there is the difference', () => {
  expect(differencesOf(wanted, [], 0)).toEqual([
    { object: 'Deployment web', path: '', actual: '', goal: '' },
  ])
})

test('of several objects it counts those that are as wanted', () => {
  const condition = { kind: 'Pod', labels: { app: 'web' }, count: { atLeast: 5 } }
  expect(differencesOf(condition, [], 3)).toEqual([
    { object: 'Pod app=web', path: 'count', actual: '3', goal: '≥ 5' },
  ])
})

test('a field that the learner wrote has its line', () => {
  const condition = { ...wanted, has: { 'spec.replicas': 5, 'status.readyReplicas': 5 } }
  const [written, reported] = placed(differencesOf(condition, [deployment], 0), [file])
  expect(written?.at).toEqual({ file: 'web.yaml', line: 6 })
  expect(reported?.at).toBeUndefined()
})

test.each([
  [{ 'spec.replicas': 4 }, true],
  [{ 'spec.replicas': 5 }, false],
  [{ 'metadata.name': { not: 'nginx' } }, true],
  [{ 'metadata.name': { not: 'web' } }, false],
  [{ 'spec.selector': { absent: true as const } }, true],
  [{ 'spec.replicas': { absent: false as const } }, true],
])('a wrong idea is told by what was written: %j %s', (has, found) => {
  const explains = { ja: '説明', en: 'why' }
  const rule = { id: 'idea', wrote: { kind: 'Deployment', has }, explains }
  expect(misconceptionIn([rule], [file])).toEqual(found ? rule : undefined)
})
