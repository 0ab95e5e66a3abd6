/** A booted cluster and a few words to speak to it, for the tests that take it whole. */
import { expect } from 'vitest'
import type { Deployment } from './api/apps.ts'
import { isConditionTrue } from './api/conditions.ts'
import type { Pod } from './api/core.ts'
import type { ResourceName } from './api/resource-types.ts'
import { type Cluster, createCluster } from './cluster.ts'
import type { ComponentDefinition } from './component.ts'
import { fullDistribution } from './components.ts'
import type { Distribution } from './distribution.ts'
import type { MachineSpec } from './infrastructure/machine.ts'
import { adminUser } from './kube-apiserver/authorization.ts'
import type { Request, Response } from './kube-apiserver/request.ts'

export interface TestClusterOptions {
  readonly seed?: number | string
  readonly workers?: number
  readonly cpuMilli?: number
  readonly distribution?: Distribution
  readonly components?: readonly ComponentDefinition[]
  readonly bootMs?: number
}

export function testCluster(options: TestClusterOptions = {}): Cluster {
  const { seed = 1, workers = 3, cpuMilli = 2_000, components, bootMs = 60_000 } = options
  const { distribution = fullDistribution } = options
  const machine = (name: string, role: MachineSpec['role']): MachineSpec => ({
    name,
    role,
    cpuMilli,
    memoryBytes: 4 * 1024 ** 3,
    maxPods: 110,
  })
  const cluster = createCluster({
    distribution,
    seed,
    machines: [
      machine('control-plane', 'control-plane'),
      ...Array.from({ length: workers }, (_, index) => machine(`node-${index + 1}`, 'worker')),
    ],
    ...(components ? { components } : {}),
  })
  cluster.simulation.advance(bootMs)
  return cluster
}

export function ask(cluster: Cluster, request: Omit<Request, 'user' | 'cause'>): Response {
  return cluster.request({ ...request, user: adminUser, cause: { by: 'learner' } })
}

/** Creates an object; anything but 201 fails the test with what was answered. */
export function create(cluster: Cluster, resource: ResourceName, body: unknown): void {
  const response = ask(cluster, { verb: 'create', resource, namespace: 'default', body })
  expect(response.code, JSON.stringify(response.body)).toBe(201)
}

/** As kubectl does: what belongs to it goes in the background. */
export function remove(cluster: Cluster, resource: ResourceName, name: string): void {
  const namespace = 'default'
  const options = { propagationPolicy: 'Background' } as const
  const response = ask(cluster, { verb: 'delete', resource, namespace, name, options })
  expect(response.code, JSON.stringify(response.body)).toBe(200)
}

/** Changes fields by a merge patch. */
export function patch(cluster: Cluster, resource: ResourceName, name: string, body: unknown): void {
  const response = ask(cluster, {
    verb: 'patch',
    resource,
    namespace: 'default',
    name,
    body,
    options: { patchType: 'merge' },
  })
  expect(response.code, JSON.stringify(response.body)).toBe(200)
}

export interface DeploymentOptions {
  readonly name?: string
  readonly replicas?: number
  readonly image?: string
  readonly cpu?: string
  readonly command?: readonly string[]
}

export function deployment(options: DeploymentOptions = {}): unknown {
  const { name = 'web', replicas = 3, image = 'nginx:1.14.2', cpu, command } = options
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [
            {
              name: 'main',
              image,
              ports: [{ containerPort: 80 }],
              ...(command ? { command } : {}),
              ...(cpu ? { resources: { requests: { cpu } } } : {}),
            },
          ],
        },
      },
    },
  }
}

export function service(name = 'web'): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  }
}

export function podsOf(cluster: Cluster, app = 'web'): readonly Pod[] {
  return cluster.objects('pods').filter(({ metadata }) => metadata.labels?.['app'] === app)
}

/** Pods that are Ready and not being deleted. */
export function readyPods(cluster: Cluster, app = 'web'): readonly Pod[] {
  return podsOf(cluster, app).filter(
    ({ metadata, status }) =>
      !metadata.deletionTimestamp && isConditionTrue(status?.conditions, 'Ready'),
  )
}

export function deploymentNamed(cluster: Cluster, name = 'web'): Deployment | undefined {
  return cluster.objects('deployments').find(({ metadata }) => metadata.name === name)
}

export function nodeIsReady(cluster: Cluster, name: string): boolean {
  const node = cluster.objects('nodes').find(({ metadata }) => metadata.name === name)
  return isConditionTrue(node?.status?.conditions, 'Ready')
}

export const seconds = (count: number) => count * 1_000
export const minutes = (count: number) => count * 60_000
