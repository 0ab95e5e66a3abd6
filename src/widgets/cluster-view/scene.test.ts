import { expect, test } from 'vitest'
import { readScenario } from '../../book/labs.ts'
import { fullDistribution } from '../../kubernetes/components.ts'
import { createLab } from '../../lab/lab.ts'
import { sceneOf } from './scene.ts'

function labWith(manifest: string) {
  const lab = createLab({
    scenario: readScenario('three-nodes'),
    seed: 1,
    distribution: fullDistribution,
  })
  lab.act({ type: 'apply', file: 'file.yaml', manifest })
  return lab
}

const template = (name: string, more = '') => `
    metadata: { labels: { app: ${name} } }
    spec: { ${more} containers: [{ name: ${name}, image: 'nginx:1.14.2' }] }`

const daemonSet = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template:${template('agent')}
`
const statefulSet = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store }
spec:
  replicas: 2
  serviceName: store
  selector: { matchLabels: { app: store } }
  template:${template('store')}
`
const job = `apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  completions: 2
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: once, image: 'busybox:1.36', command: [sh, -c, 'echo done'] }]
`

test('whatever keeps Pods says how many it wants, and has', () => {
  const lab = labWith([daemonSet, statefulSet].join('---\n'))
  lab.advance(120_000)
  const scene = sceneOf(lab.snapshot())
  expect(scene.owners.map(({ kind, name, count }) => ({ kind, name, count }))).toEqual([
    { kind: 'StatefulSet', name: 'store', count: { desired: 2, ready: 2 } },
    { kind: 'DaemonSet', name: 'agent', count: { desired: 3, ready: 3 } },
  ])
  expect(scene).toMatchObject({ desired: 5, ready: 5, difference: { missing: 0, extra: 0 } })
  expect(scene.completions).toBeUndefined()
})

test('a Job is counted by what it has completed, and a Pod that is done has not failed', () => {
  const lab = labWith(job)
  expect(sceneOf(lab.snapshot()).completions).toEqual({ desired: 2, done: 0 })
  lab.advance(60_000)
  const scene = sceneOf(lab.snapshot())
  expect(scene).toMatchObject({
    desired: 0,
    ready: 0,
    difference: { missing: 0, extra: 0 },
    completions: { desired: 2, done: 2 },
    owners: [{ kind: 'Job', name: 'once', count: { desired: 2, ready: 2 } }],
  })
  const looks = scene.nodes.flatMap(({ pods }) => pods.map(({ look }) => look))
  expect(looks).toEqual(['completed', 'completed'])
})

test('a CronJob stands before the Jobs it made', () => {
  const lab = labWith(`apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: '* * * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [{ name: once, image: 'busybox:1.36', command: [sh, -c, 'echo done'] }]
`)
  expect(sceneOf(lab.snapshot()).owners).toMatchObject([{ kind: 'CronJob', children: [] }])
  lab.advance(90_000)
  const [cronJob] = sceneOf(lab.snapshot()).owners
  expect(cronJob?.count).toBeUndefined()
  expect(cronJob?.children).toMatchObject([{ kind: 'Job', count: { desired: 1, ready: 1 } }])
})

test('init containers are on their way, as kubectl says it', () => {
  const lab = labWith(`apiVersion: v1
kind: Pod
metadata: { name: slow }
spec:
  initContainers: [{ name: wait, image: 'busybox:1.36', command: [sh, -c, 'sleep 30'] }]
  containers: [{ name: web, image: 'nginx:1.14.2' }]
`)
  lab.advance(20_000)
  const [box] = sceneOf(lab.snapshot()).nodes.flatMap(({ pods }) => pods)
  expect(box).toMatchObject({ status: 'Init:0/1', look: 'starting' })
})
