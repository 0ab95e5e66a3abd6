import { describe, expect, it } from 'vitest'
import { createLab, type Lab } from '../lab.ts'
import { more } from '../more.ts'
import type { Scenario } from '../scenario.ts'

const machine = { cpu: '2', memory: '4Gi', images: ['nginx:1.29', 'busybox:1.37'] }
const scenario: Scenario = {
  id: 'two-machines',
  title: { ja: '', en: '' },
  machines: [
    { name: 'control-plane', role: 'control-plane', ...machine },
    { name: 'node-1', role: 'worker', ...machine },
  ],
  bootMs: 30_000,
  manifests: [
    `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {color: blue}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: nginx
    image: nginx:1.29
    env:
    - {name: COLOR, valueFrom: {configMapKeyRef: {name: settings, key: color}}}
    - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    volumeMounts: [{name: settings, mountPath: /etc/settings}]
  volumes: [{name: settings, configMap: {name: settings}}]
---
apiVersion: v1
kind: Pod
metadata: {name: loop}
spec:
  containers:
  - name: main
    image: busybox:1.37
    command: [sh, -c, 'echo "I am $HOSTNAME" > /tmp/me; cat /tmp/me; while true; do echo tick; sleep 10; done']
---
apiVersion: v1
kind: Pod
metadata: {name: failing}
spec:
  containers:
  - {name: main, image: 'busybox:1.37', command: [sh, -c, 'echo one; sleep 1; echo two >&2; exit 3']}
  - {name: side, image: 'busybox:1.37', command: [sleep, '3600']}
`,
  ],
}

function open() {
  const lab: Lab = createLab({ scenario, seed: 1, ...more })
  const type = (line: string) => {
    const before = lab.terminal?.written.length ?? 0
    lab.act({ type: 'kubectl', line })
    const written = (lab.terminal?.written ?? []).slice(before).filter(({ to }) => to !== 'prompt')
    return written.map(({ text }) => text).join('')
  }
  return { lab, type }
}

describe('logs', () => {
  it('are what the program has written so far', () => {
    const { lab, type } = open()
    lab.advance(25_000)
    expect(type('kubectl logs loop')).toMatch(/^I am loop\ntick\n(?:tick\n){2,}$/)
    expect(type('kubectl logs loop --tail=1')).toBe('tick\n')
    expect(type('kubectl logs loop --since=5s --timestamps')).toMatch(
      /^(?:2026-01-01T00:\d\d:\d\d\.\d{9}Z tick\n)?$/,
    )
    expect(type('kubectl logs web')).toContain('start worker processes')
  })

  it('of a container that fell are kept until it falls again', () => {
    const { type } = open()
    expect(type('kubectl logs failing -c main')).toContain('one\n')
    expect(type('kubectl logs failing -c main -p')).toBe('one\ntwo\n')
    expect(type('kubectl logs failing')).toMatch(
      /^Defaulted container "main" out of: main, side\none\n/,
    )
    expect(type('kubectl logs loop -p')).toBe(
      'Error from server (BadRequest): previous terminated container "main" in pod "loop" not found\n1',
    )
    expect(type('kubectl logs failing --all-containers --prefix')).toMatch(
      /^\[pod\/failing\/main\] one\n/,
    )
  })

  it('are out of reach where the node is', () => {
    const { lab, type } = open()
    lab.act({ type: 'power-off', machine: 'node-1' })
    expect(type('kubectl logs web')).toContain(':10250: connect: no route to host')
  })
})

describe('exec', () => {
  it.each([
    ['hostname', 'web\n'],
    ['sh -c "echo $COLOR; hostname | wc -l"', 'blue\n1\n'],
    ['cat /etc/settings/color', 'blue'],
    ['ls /etc/settings', 'color\n'],
    ['printenv POD', 'web\n'],
    ['sh -c "exit 3"', 'command terminated with exit code 3\n3'],
    [
      'cat /nope',
      "cat: can't open '/nope': No such file or directory\ncommand terminated with exit code 1\n1",
    ],
  ])('%s', (command, said) => {
    const { type } = open()
    expect(type(`kubectl exec web -- ${command.replace('$COLOR', '\\$COLOR')}`)).toContain(said)
  })

  it('says what is not there', () => {
    const { type } = open()
    expect(type('kubectl exec web -- gizmo')).toContain(
      'exec: "gizmo": executable file not found in $PATH',
    )
    expect(type('kubectl exec nope -- ls')).toBe(
      'Error from server (NotFound): pods "nope" not found\n1',
    )
  })

  it('leaves files that stay, and ends the first process where that listens', () => {
    const { lab, type } = open()
    type('kubectl exec web -- touch /tmp/x')
    expect(type('kubectl exec web -- ls /tmp')).toContain('x\n')
    type('kubectl exec web -- kill 1')
    lab.advance(5_000)
    expect(
      type('kubectl get pod web -o jsonpath={.status.containerStatuses[0].restartCount}'),
    ).toBe('1')
    expect(type('kubectl exec web -- ls /tmp')).not.toContain('x\n')
  })
})

describe('the network from inside', () => {
  it('finds Services by name in a Pod, and by address on a machine', () => {
    const { type } = open()
    const ask = 'curl -s -o /dev/null -w "%{http_code}"'
    expect(type(`kubectl exec web -- ${ask} http://web`)).toContain('200')
    expect(type(`kubectl exec web -- ${ask} web.default.svc.cluster.local/nope`)).toContain('404')
    expect(type('kubectl exec loop -- wget -qO- http://web')).toContain('Welcome to nginx!')
    expect(type('kubectl exec web -- curl http://nobody')).toContain(
      'curl: (7) Failed to connect to nobody port 80',
    )
    expect(type('kubectl exec web -- curl http://stranger')).toContain(
      'curl: (6) Could not resolve host: stranger',
    )
    const ip = type('kubectl get service web -o jsonpath={.spec.clusterIP}')
    expect(type(`curl -s http://${ip}`)).toContain('Welcome to nginx!')
    expect(type(`ssh node-1 curl -s http://${ip}`)).toContain('Welcome to nginx!')
    expect(type('curl http://web')).toContain('Could not resolve host: web')
    expect(type('kubectl logs web')).toMatch(/"GET \/nope HTTP\/1\.1" 404/)
  })
})
