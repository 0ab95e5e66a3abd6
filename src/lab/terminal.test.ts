import { expect, test } from 'vitest'
import { readScenario } from '../book/labs.ts'
import { fullDistribution as distribution } from '../kubernetes/components.ts'
import { createLab, replay } from './lab.ts'
import { openTerminal } from './terminal.ts'

const scenario = readScenario('three-nodes')
const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx:1.27 }] }
`
const files = [{ name: 'web.yaml', text: web }]

function lab() {
  const opened = createLab({ scenario, seed: 1, openTerminal, distribution })
  const type = (line: string) => opened.act({ type: 'kubectl', line, files })
  const text = () => (opened.terminal?.written ?? []).map((part) => part.text).join('\n')
  return { opened, type, text }
}

test('a line that waits goes on as time passes, and ends by itself', () => {
  const { opened, type, text } = lab()
  type('kubectl apply -f web.yaml')
  expect(text()).toContain('deployment.apps/web created')
  type('kubectl rollout status deploy/web')
  expect(opened.terminal?.running).toBe(true)
  // Somebody waits: time has a reason to go on.
  expect(opened.atRest).toBe(false)
  expect(opened.settle()).toBe('settled')
  expect(text()).toContain('successfully rolled out')
  expect(opened.terminal?.running).toBe(false)
})

test('a watch lets the cluster rest, and Ctrl-C ends it', () => {
  const { opened, type, text } = lab()
  type('kubectl get pods -w')
  opened.settle()
  expect(opened.atRest).toBe(true)
  expect(opened.terminal?.running).toBe(true)
  opened.act({ type: 'interrupt' })
  expect(opened.terminal?.running).toBe(false)
  expect(text()).toContain('130')
})

test('a session with typed lines replays to the same text and the same objects', () => {
  const { opened, type, text } = lab()
  type('kubectl apply -f web.yaml')
  type('kubectl get pods -w')
  opened.advance(20_000)
  type('kubectl delete pods -l app=web')
  opened.advance(7_000)
  type('kubectl get pods')
  opened.settle()
  const again = replay(opened.recording(), scenario, opened.time, { openTerminal, distribution })
  expect(again.terminal?.written.map((part) => part.text).join('\n')).toBe(text())
  expect(again.revision).toBe(opened.revision)
  expect(opened.lookBack(20_000).objects.size).toBeGreaterThan(0)
})

test('Tab completes verbs, kinds, names that there are, flags and files', () => {
  const { opened } = lab()
  const complete = (line: string) => opened.terminal?.complete(line, ['web.yaml'])
  expect(complete('kub')?.line).toBe('kubectl ')
  expect(complete('kubectl ge')?.line).toBe('kubectl get ')
  expect(complete('kubectl get dep')?.line).toBe('kubectl get deploy')
  expect(complete('kubectl rollout un')?.line).toBe('kubectl rollout undo ')
  expect(complete('kubectl describe node node-')?.candidates).toEqual([
    'node-1',
    'node-2',
    'node-3',
  ])
  expect(complete('kubectl apply -f w')?.line).toBe('kubectl apply -f web.yaml ')
  expect(complete('kubectl get pods --show-l')?.line).toBe('kubectl get pods --show-labels ')
  expect(complete('kubectl get pods | gr')?.line).toBe('kubectl get pods | grep ')
  expect(complete('kubectl nonsense x')?.candidates).toEqual([])
})

test('what a change of an object gets wrong is shown at its place, though the server names none', () => {
  const { opened, type, text } = lab()
  type('kubectl apply -f web.yaml')
  for (const [right, wrong] of [
    ['replicas: 3', 'replicas: three'],
    ['replicas: 3', 'replicaz: 3'],
  ] as const) {
    const manifest = web.replace(right, wrong)
    const { ok, diagnostics } = opened.act({ type: 'apply', file: 'web.yaml', manifest })
    expect([ok, diagnostics.map(({ range }) => range.startLine)]).toEqual([false, [5]])
  }
  opened.act({
    type: 'kubectl',
    line: 'kubectl apply -f web.yaml',
    files: [{ name: 'web.yaml', text: web.replace('replicas: 3', 'replicas: three') }],
  })
  expect(text()).toMatch(/The request is invalid: patch: .*: unrecognized type: int32/)
})
