import { expect, test } from 'vitest'
import { readScenario } from '../book/labs.ts'
import { fullDistribution } from '../kubernetes/components.ts'
import { createLab } from './lab.ts'
import { openTerminal } from './terminal.ts'

function labWith(manifest: string) {
  const lab = createLab({
    scenario: readScenario('three-nodes'),
    seed: 1,
    distribution: fullDistribution,
    openTerminal,
  })
  lab.act({ type: 'apply', file: 'file.yaml', manifest })
  return lab
}

const kindsOf = (lab: ReturnType<typeof labWith>) => lab.moments().map(({ kind }) => kind)

test('a Job is told from its declaration to its end, though its program is over at once', () => {
  const lab = labWith(`apiVersion: batch/v1
kind: Job
metadata: { name: once }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: once, image: 'busybox:1.36', command: [sh, -c, 'echo done'] }]
`)
  lab.advance(60_000)
  expect(kindsOf(lab)).toEqual([
    'object-applied',
    'pod-created',
    'pod-scheduled',
    'pod-started',
    'pod-completed',
    'job-complete',
  ])
  expect(lab.moments()[0]).toMatchObject({ subject: 'once', detail: { kind: 'Job' } })
})

test('what is declared, changed and deleted by hand is told once each, whatever its kind', () => {
  const lab = labWith(`apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`)
  lab.act({ type: 'kubectl', line: 'kubectl label service web tier=front' })
  lab.act({ type: 'kubectl', line: 'kubectl delete service web' })
  lab.advance(1_000)
  expect(lab.moments().map(({ kind, detail }) => [kind, detail['kind']])).toEqual([
    ['object-applied', 'Service'],
    ['object-applied', 'Service'],
    ['object-deleted', 'Service'],
  ])
})

test('a ReplicaSet without a Deployment is not told as a Deployment’s doing', () => {
  const lab = labWith(`apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: lone }
spec:
  replicas: 1
  selector: { matchLabels: { app: lone } }
  template:
    metadata: { labels: { app: lone } }
    spec: { containers: [{ name: lone, image: 'nginx:1.14.2' }] }
`)
  expect(kindsOf(lab)[0]).toBe('object-applied')
  expect(kindsOf(lab)).not.toContain('replicaset-created')
})
