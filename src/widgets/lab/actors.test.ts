import { expect, test } from 'vitest'
import { readScenario } from '../../book/labs.ts'
import { createLab } from '../../lab/lab.ts'
import { actorsOf } from './actors.ts'

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

test('who did what in a node failure, each in a lane of its own', () => {
  const lab = createLab({ scenario: readScenario('three-nodes'), seed: 1 })
  lab.act({ type: 'apply', file: 'web.yaml', manifest })
  lab.advance(60_000)
  lab.act({ type: 'power-off', machine: lab.objects('pods')[0]?.spec.nodeName ?? '' })
  lab.advance(8 * 60_000)
  const nodes = ['node-1', 'node-2', 'node-3']
  const actors = actorsOf(lab.moments(), nodes)
  expect(actors.map(({ id }) => id)).toEqual([
    'you',
    'kube-controller-manager',
    'kube-scheduler',
    'kubelet@node-1',
    'kubelet@node-2',
    'kubelet@node-3',
  ])
  const deeds = (id: string) =>
    new Set(actors.find((actor) => actor.id === id)?.deeds.map(({ kind }) => kind))
  expect(deeds('you')).toEqual(new Set(['deployment-applied', 'power-off']))
  expect(deeds('kube-scheduler')).toEqual(new Set(['pod-scheduled']))
  expect([...deeds('kube-controller-manager')]).toEqual(
    expect.arrayContaining(['replicaset-created', 'node-not-ready', 'taint-added', 'pod-deleted']),
  )
  const all = actors.flatMap((actor) => actor.deeds)
  expect(all).toHaveLength(lab.moments().length)
  expect(actorsOf(lab.moments(), [...nodes, 'node-4', 'node-5']).map(({ id }) => id)).toHaveLength(
    4,
  )
})
