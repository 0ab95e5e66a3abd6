/** A small cluster without controllers and scheduler: Pods name their node themselves. */
import type { Event, Pod, PodSpec } from '../api/core.ts'
import { basicDistribution } from '../basic-components.ts'
import { type Cluster, createCluster } from '../cluster.ts'
import type { ComponentDefinition, ComponentName } from '../component.ts'
import { containerRuntime } from '../container-runtime/container-runtime.ts'
import { etcd } from '../etcd/etcd.ts'
import type { MachineSpec } from '../infrastructure/machine.ts'
import { createApiServer } from '../kube-apiserver/api-server.ts'
import { adminUser, createAuthorizer } from '../kube-apiserver/authorization.ts'
import { basicResources } from '../kube-apiserver/basic-resources.ts'
import type { Request, Response } from '../kube-apiserver/request.ts'
import { kubeProxy } from '../kube-proxy/kube-proxy.ts'
import { createHooks } from './hooks.ts'
import { kubeletWith } from './kubelet.ts'

const kubelet = kubeletWith({ hooks: createHooks })
const onNodes: readonly ComponentDefinition[] = [containerRuntime, kubelet, kubeProxy]

export function machine(name: string, more: Partial<MachineSpec> = {}): MachineSpec {
  const role = name === 'control-plane' ? 'control-plane' : 'worker'
  return { name, role, cpuMilli: 2000, memoryBytes: 4 * 1024 ** 3, maxPods: 110, ...more }
}

export interface TestNode {
  readonly cluster: Cluster
  /** Let virtual time pass. */
  wait(seconds: number): void
  send(request: Omit<Request, 'user' | 'cause'>): Response
  create(name: string, spec: Partial<PodSpec>): Pod
  remove(name: string, graceSeconds?: number): void
  pod(name: string): Pod | undefined
  /** Reason and message of the Pod's Events, oldest first, with how often each was said. */
  events(name: string): readonly string[]
  /** One line for each different state of the Pod while time passes, with its second. */
  follow(name: string, seconds: number): readonly string[]
}

export function createTestNode({
  seed = 'node',
  worker = {},
  without = [],
}: {
  readonly seed?: string
  readonly worker?: Partial<MachineSpec>
  readonly without?: readonly ComponentName[]
} = {}): TestNode {
  const cluster = createCluster({
    seed,
    machines: [machine('control-plane'), machine('worker-1', worker)],
    distribution: basicDistribution,
    components: [
      etcd,
      createApiServer(createAuthorizer(onNodes), basicResources),
      ...onNodes,
    ].filter(({ name }) => !without.includes(name)),
  })
  const node: TestNode = {
    cluster,
    wait: (seconds) => {
      cluster.simulation.advance(1000 * seconds)
    },
    send: (request) => cluster.request({ user: adminUser, cause: { by: 'test' }, ...request }),
    create(name, spec) {
      const containers = [{ name: 'c', image: 'nginx:1.14.2' }]
      const body = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace: 'default' },
        spec: { nodeName: 'worker-1', containers, ...spec },
      }
      const response = node.send({
        verb: 'create',
        resource: 'pods',
        namespace: 'default',
        body,
      })
      if (response.code >= 400) throw new Error(JSON.stringify(response.body))
      return response.body as Pod
    },
    remove(name, graceSeconds) {
      node.send({
        verb: 'delete',
        resource: 'pods',
        namespace: 'default',
        name,
        ...(graceSeconds === undefined ? {} : { options: { gracePeriodSeconds: graceSeconds } }),
      })
    },
    pod: (name) => cluster.objects('pods').find(({ metadata }) => metadata.name === name),
    events: (name) =>
      (cluster.objects('events') as readonly Event[])
        .filter(({ involvedObject }) => involvedObject.name === name)
        .map(
          ({ reason, message, count = 1 }) =>
            `${reason}: ${message}${count > 1 ? ` x${count}` : ''}`,
        ),
    follow(name, seconds) {
      const lines: string[] = []
      const { simulation } = cluster
      const startMs = simulation.now
      let last = summary(node.pod(name))
      while (simulation.now < startMs + 1000 * seconds) {
        simulation.advance(10)
        const now = summary(node.pod(name))
        if (now !== last) lines.push(`${((simulation.now - startMs) / 1000).toFixed(1)} ${now}`)
        last = now
      }
      return lines
    },
  }
  return node
}

function summary(pod: Pod | undefined): string {
  if (!pod) return 'gone'
  const { phase, containerStatuses = [], conditions = [] } = pod.status ?? {}
  const states = containerStatuses.map(({ state, restartCount }) => {
    const text = state?.running
      ? 'running'
      : (state?.terminated?.reason ?? state?.waiting?.reason ?? 'unknown')
    return `${text}#${restartCount}`
  })
  const isReady = conditions.find(({ type }) => type === 'Ready')?.status === 'True'
  const ending = pod.metadata.deletionTimestamp ? ' ending' : ''
  return `${phase} ${states.join(' ')}${isReady ? ' ready' : ''}${ending}`
}

/** One whose node is registered. */
export function started(options?: Parameters<typeof createTestNode>[0]): TestNode {
  const node = createTestNode(options)
  node.wait(3)
  return node
}

/** A Pod of one container that runs a shell script. */
export function script(text: string, more: Partial<PodSpec> = {}): Partial<PodSpec> {
  const container = { name: 'c', image: 'busybox:1.36', command: ['sh', '-c', text] }
  return { containers: [container], ...more }
}

/** What `follow` gave, without the times. */
export const states = (lines: readonly string[]) => lines.map((line) => line.replace(/^\S+ /, ''))
/** When `follow` saw a state first. */
export const secondOf = (lines: readonly string[], state: string) =>
  Number(lines.find((line) => line.includes(state))?.split(' ')[0])

export function readyOf(node: TestNode, name: string) {
  const found = node.cluster.objects('nodes').find(({ metadata }) => metadata.name === name)
  return found?.status?.conditions?.find(({ type }) => type === 'Ready')
}

export const worker = (node: TestNode) => {
  const found = node.cluster.snapshot().machines.find(({ name }) => name === 'worker-1')
  if (!found) throw new Error('no worker')
  return found
}
