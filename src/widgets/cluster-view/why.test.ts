import { expect, test } from 'vitest'
import { readScenario } from '../../book/labs.ts'
import { createLab } from '../../lab/lab.ts'
import { causesOf } from './why.ts'

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx:1.14.2 }] }
`

function started() {
  const lab = createLab({ scenario: readScenario('three-nodes'), seed: 1 })
  lab.act({ type: 'apply', file: 'web.yaml', manifest })
  lab.advance(60_000)
  return lab
}

const kindsOf = (pod: string, lab: ReturnType<typeof started>) =>
  causesOf(pod, lab.moments()).map(({ kind }) => kind)

const newest = (lab: ReturnType<typeof started>) =>
  lab.moments().findLast(({ kind }) => kind === 'pod-created')?.subject ?? ''

test('a Pod leads back to what was applied', () => {
  const lab = started()
  expect(kindsOf(newest(lab), lab)).toEqual([
    'pod-created',
    'replicaset-created',
    'deployment-applied',
  ])
  expect(causesOf(newest(lab), lab.moments()).at(-1)?.cause).toEqual({ by: 'learner', action: 0 })
})

test('a replacement leads back to the Pod that was deleted, or to the plug that was pulled', () => {
  const lab = started()
  const [pod] = lab.objects('pods')
  lab.act({
    type: 'delete',
    resource: 'pods',
    namespace: 'default',
    name: pod?.metadata.name ?? '',
  })
  lab.advance(60_000)
  expect(kindsOf(newest(lab), lab)).toEqual(['pod-created', 'pod-deleted'])
  lab.act({ type: 'power-off', machine: lab.objects('pods')[0]?.spec.nodeName ?? '' })
  lab.advance(8 * 60_000)
  expect(kindsOf(newest(lab), lab)).toEqual([
    'pod-created',
    'pod-deleted',
    'taint-added',
    'power-off',
  ])
})

test('of a Pod that nobody saw being created nothing is told', () => {
  expect(causesOf('unknown', started().moments())).toEqual([])
})
