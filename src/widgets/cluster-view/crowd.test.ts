import { expect, test } from 'vitest'
import { createLab } from '../../lab/lab.ts'
import { createLabServer } from '../lab/lab-server.ts'
import { clusterOf } from '../playground/scenarios.ts'
import { isCrowd, isSameTray, sceneOf } from './scene.ts'

const manifest = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'nginx:1.14.2' }] }
`
const scenario = clusterOf(10)

test('what has not changed is the same box, and a tray of same boxes is the same tray', () => {
  const lab = createLab({ scenario, seed: 1 })
  lab.act({ type: 'apply', file: 'web.yaml', manifest: manifest(20) })
  lab.settle()
  const before = sceneOf(lab.snapshot())
  lab.act({ type: 'power-off', machine: 'node-3' })
  const after = sceneOf(lab.snapshot())
  const changed = after.nodes.filter((tray, index) => {
    const was = before.nodes[index]
    return !was || !isSameTray(was, tray)
  })
  expect(changed.map(({ name }) => name)).toEqual(['node-3'])
  expect(changed[0]?.pods.every(({ inTheDark }) => inTheDark)).toBe(true)
})

test('many nodes or many declared Pods are a crowd from the start', () => {
  const lab = createLab({ scenario: clusterOf(30), seed: 1 })
  expect(isCrowd(sceneOf(lab.snapshot()))).toBe(true)
  const small = sceneOf(lab.snapshot())
  expect(isCrowd({ ...small, nodes: small.nodes.slice(0, 3) })).toBe(false)
  expect(isCrowd({ ...small, nodes: small.nodes.slice(0, 3), desired: 100 })).toBe(true)
})

test('hundreds of writes at one instant come in many pictures', () => {
  const answer = createLabServer()
  answer(1, { type: 'open', scenario, seed: 1 })
  answer(2, { type: 'act', action: { type: 'apply', file: 'a.yaml', manifest: manifest(100) } })
  const times = [3, 4, 5, 6, 7, 8].map((id) => {
    const reply = answer(id, { type: 'advance', ms: 20_000, untilMoment: true })
    return reply.ok ? reply.frame.time : Infinity
  })
  // A hundred Pods are created, placed and started within seconds: no picture takes all of it.
  expect(times.at(-1)).toBeLessThan(5_000)
})
