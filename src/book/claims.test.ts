/**
 * What the item bank claims of Kubernetes, and no key proves: each claim is tried on the cluster.
 * The names are ids of items; one that is gone fails here.
 */
import { describe, expect, test } from 'vitest'
import { fullDistribution as distribution } from '../kubernetes/components.ts'
import { createLab, type Lab } from '../lab/lab.ts'
import { openTerminal } from '../lab/terminal.ts'
import { loadBook } from './book.ts'
import { readScenario } from './labs.ts'

const items = new Set(loadBook().chapters.flatMap((chapter) => chapter.items.map(({ id }) => id)))
const minute = 60_000

interface Web {
  readonly name?: string
  readonly replicas?: string
  readonly selector?: string
  readonly image?: string
  readonly cpu?: string
  readonly command?: string
}

function deployment({ name = 'web', replicas = '  replicas: 3\n', ...rest }: Web = {}): string {
  const { selector = name, image = 'nginx:1.14.2', cpu, command } = rest
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
${replicas}  selector: { matchLabels: { app: ${selector} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: web
          image: ${image}
${cpu ? `          resources: { requests: { cpu: '${cpu}' } }\n` : ''}${
  command ? `          command: ${command}\n` : ''
}`
}

function open(scenario = 'three-nodes'): Lab {
  return createLab({ scenario: readScenario(scenario), seed: 1, distribution, openTerminal })
}

function apply(lab: Lab, manifest: string) {
  return lab.act({ type: 'apply', file: 'web.yaml', manifest })
}

/** A cluster in which three Pods run. */
function running(web: Web = {}, scenario?: string): Lab {
  const lab = open(scenario)
  apply(lab, deployment(web))
  lab.advance(minute)
  return lab
}

function ready(lab: Lab): number {
  return lab.objects('deployments').reduce((sum, { status }) => {
    return sum + (status?.readyReplicas ?? 0)
  }, 0)
}

function names(lab: Lab): string[] {
  return lab.objects('pods').map(({ metadata }) => metadata.name)
}

function deletePod(lab: Lab): string {
  const [name = ''] = names(lab)
  lab.act({ type: 'delete', resource: 'pods', namespace: 'default', name })
  return name
}

function crash(lab: Lab): string {
  const [pod = ''] = names(lab)
  lab.act({ type: 'crash', namespace: 'default', pod })
  return pod
}

function nodeReady(lab: Lab, name: string): string | undefined {
  const node = lab.objects('nodes').find(({ metadata }) => metadata.name === name)
  return node?.status?.conditions?.find(({ type }) => type === 'Ready')?.status
}

function runningOn(lab: Lab, machine: string): number {
  const { machines } = lab.snapshot()
  const containers = machines.find(({ name }) => name === machine)?.containers ?? []
  return containers.filter(({ state, name }) => state === 'running' && name === 'web').length
}

function claim(id: string, prove: () => void): void {
  test(id, () => {
    expect(items).toContain(id)
    prove()
  })
}

describe('the declarative model', () => {
  claim('same-yaml-twice', () => {
    const lab = running()
    expect(apply(lab, deployment()).outcomes[0]?.outcome).toBe('unchanged')
    lab.advance(minute)
    expect(names(lab)).toHaveLength(3)
  })

  claim('scale-vs-apply', () => {
    const lab = running()
    lab.act({ type: 'kubectl', line: 'kubectl scale deployment web --replicas=5' })
    lab.advance(minute)
    expect(lab.objects('deployments')[0]?.spec.replicas).toBe(5)
    deletePod(lab)
    lab.advance(minute)
    expect(ready(lab)).toBe(5)
  })

  claim('gap-that-stays', () => {
    const lab = open()
    const wrong = deployment({ image: 'nginx:1.14.222' })
    expect(apply(lab, wrong).outcomes[0]?.outcome).toBe('created')
    lab.advance(10 * minute)
    const reasons = lab
      .objects('pods')
      .map(({ status }) => status?.containerStatuses?.[0]?.state?.waiting?.reason)
    expect(reasons).toHaveLength(3)
    for (const reason of reasons) expect(reason).toMatch(/^(?:ErrImagePull|ImagePullBackOff)$/)
    apply(lab, deployment())
    lab.advance(2 * minute)
    expect(ready(lab)).toBe(3)
  })

  claim('replicas-omitted', () => {
    const lab = open()
    apply(lab, deployment({ replicas: '' }))
    expect(lab.objects('deployments')[0]?.spec.replicas).toBe(1)
  })

  claim('which-line', () => {
    const result = apply(open(), deployment({ replicas: '  replica: 5\n' }))
    expect(result.ok).toBe(false)
  })

  claim('selector-mismatch', () => {
    const lab = open()
    expect(apply(lab, deployment({ selector: 'nginx' })).ok).toBe(false)
    expect(lab.objects('deployments')).toHaveLength(0)
  })

  claim('version-change', () => {
    const lab = running()
    const images = () => lab.objects('pods').map(({ spec }) => spec.containers[0]?.image)
    apply(lab, deployment({ name: 'other', image: 'nginx:1.27' }))
    lab.advance(minute)
    expect(new Set(images())).toEqual(new Set(['nginx:1.14.2', 'nginx:1.27']))
    expect(ready(lab)).toBe(6)
    apply(lab, deployment({ image: 'nginx:1.27' }))
    lab.advance(2 * minute)
    expect(images()).toEqual(Array.from({ length: 6 }, () => 'nginx:1.27'))
  })
})

describe('the control plane', () => {
  claim('requests-not-usage', () => {
    const lab = running({ replicas: '  replicas: 1\n', cpu: '1900m' }, 'one-worker')
    expect(ready(lab)).toBe(1)
    apply(lab, deployment({ name: 'other', replicas: '  replicas: 1\n', cpu: '500m' }))
    lab.advance(minute)
    const waiting = lab.objects('pods').filter(({ spec }) => spec.nodeName === undefined)
    expect(waiting).toHaveLength(1)
    expect(ready(lab)).toBe(1)
  })

  claim('restart-continues', () => {
    const lab = running()
    lab.act({ type: 'stop', component: 'kube-controller-manager' })
    deletePod(lab)
    lab.advance(minute)
    deletePod(lab)
    lab.advance(5 * minute)
    expect(names(lab)).toHaveLength(1)
    lab.act({ type: 'start', component: 'kube-controller-manager' })
    lab.advance(minute)
    expect(ready(lab)).toBe(3)
  })

  claim('who-notices-node', () => {
    const lab = running()
    lab.act({ type: 'stop', component: 'kube-controller-manager' })
    lab.act({ type: 'power-off', machine: 'node-1' })
    lab.advance(5 * minute)
    expect(nodeReady(lab, 'node-1')).toBe('True')
    lab.act({ type: 'start', component: 'kube-controller-manager' })
    lab.advance(2 * minute)
    expect(nodeReady(lab, 'node-1')).toBe('Unknown')
  })
})

describe('the two kinds of node', () => {
  claim('brain-down-multi', () => {
    const lab = running()
    const [pod] = lab.objects('pods')
    const node = pod?.spec.nodeName ?? ''
    const before = runningOn(lab, node)
    lab.act({ type: 'power-off', machine: 'control-plane' })
    lab.act({ type: 'crash', namespace: 'default', pod: pod?.metadata.name ?? '' })
    expect(runningOn(lab, node)).toBe(before - 1)
    lab.advance(minute)
    expect(runningOn(lab, node)).toBe(before)
  })

  claim('lease-silence', () => {
    const lab = running()
    lab.act({ type: 'stop', component: 'kubelet', machine: 'node-1' })
    lab.advance(38_000)
    expect(nodeReady(lab, 'node-1')).toBe('True')
    lab.advance(22_000)
    expect(nodeReady(lab, 'node-1')).toBe('Unknown')
  })

  claim('same-pod-back', () => {
    const lab = running()
    const old = names(lab)
    const node = lab.objects('pods')[0]?.spec.nodeName ?? ''
    lab.act({ type: 'power-off', machine: node })
    lab.advance(10 * minute)
    const deleted = lab.objects('pods').filter(({ metadata }) => metadata.deletionTimestamp)
    expect(deleted.length).toBeGreaterThan(0)
    expect(ready(lab)).toBe(3)
    lab.act({ type: 'power-on', machine: node })
    lab.advance(2 * minute)
    expect(names(lab)).toHaveLength(3)
    expect(names(lab)).not.toEqual(old)
  })

  claim('one-machine-many', () => {
    const { machines } = open().snapshot()
    const processes = machines.flatMap((machine) => machine.processes.map(({ name }) => name))
    const count = (wanted: string) => processes.filter((name) => name === wanted).length
    expect(count('kube-scheduler')).toBe(1)
    expect(count('kubelet')).toBeGreaterThanOrEqual(3)
    expect(count('kube-proxy')).toBeGreaterThanOrEqual(3)
  })
})

describe('the worker node', () => {
  claim('crash-backoff', () => {
    const lab = running({ replicas: '  replicas: 1\n', command: "['sh', '-c', 'exit 1']" })
    lab.advance(20 * minute)
    const [pod] = lab.objects('pods')
    const [status] = pod?.status?.containerStatuses ?? []
    expect(status?.restartCount).toBeGreaterThan(5)
    expect(status?.state?.waiting?.reason).toBe('CrashLoopBackOff')
    expect(status?.state?.waiting?.message).toContain('5m0s')
  })

  claim('delete-vs-crash', () => {
    const lab = running()
    const before = names(lab)
    const crashed = crash(lab)
    lab.advance(minute)
    expect(names(lab)).toEqual(before)
    const same = lab.objects('pods').find(({ metadata }) => metadata.name === crashed)
    expect(same?.status?.containerStatuses?.[0]?.restartCount).toBe(1)
    const deleted = deletePod(lab)
    lab.advance(minute)
    expect(names(lab)).not.toContain(deleted)
    expect(names(lab)).toHaveLength(3)
  })

  claim('kubelet-down', () => {
    const lab = running()
    const before = runningOn(lab, 'node-1')
    expect(before).toBeGreaterThan(0)
    lab.act({ type: 'stop', component: 'kubelet', machine: 'node-1' })
    lab.advance(minute)
    expect(runningOn(lab, 'node-1')).toBe(before)
    expect(nodeReady(lab, 'node-1')).toBe('Unknown')
  })

  claim('sees-own-only', () => {
    const lab = open()
    lab.act({ type: 'stop', component: 'kube-scheduler' })
    apply(lab, deployment())
    lab.advance(minute)
    expect(names(lab)).toHaveLength(3)
    for (const node of ['node-1', 'node-2', 'node-3']) expect(runningOn(lab, node)).toBe(0)
    lab.act({ type: 'start', component: 'kube-scheduler' })
    lab.advance(minute)
    expect(ready(lab)).toBe(3)
  })

  claim('no-double', () => {
    const lab = running()
    const before = runningOn(lab, 'node-1')
    lab.act({ type: 'cut', machines: ['control-plane', 'node-1'] })
    lab.advance(7 * minute)
    expect(ready(lab)).toBe(3)
    expect(runningOn(lab, 'node-1')).toBe(before)
  })
})
