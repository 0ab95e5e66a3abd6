/** Pods and nodes as a test needs them: what it says, and defaults for the rest. */
import type { Node, Pod, PodSpec, Taint } from '../api/core.ts'
import type { Labels, OwnerReference } from '../api/meta.ts'

export interface PodWish extends Partial<PodSpec> {
  readonly name: string
  readonly namespace?: string
  readonly labels?: Labels
  readonly cpu?: string
  readonly memory?: string
  readonly owner?: OwnerReference
  readonly terminating?: boolean
}

export function podOf(wish: PodWish): Pod {
  const { name, namespace = 'default', labels, cpu, memory, owner, terminating, ...spec } = wish
  const requests = { ...(cpu ? { cpu } : {}), ...(memory ? { memory } : {}) }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-of-${namespace}-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      ...(labels ? { labels } : {}),
      ...(owner ? { ownerReferences: [owner] } : {}),
      ...(terminating ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}),
    },
    spec: { containers: [{ name: 'main', image: 'nginx:1.27', resources: { requests } }], ...spec },
  }
}

export interface NodeWish {
  readonly name: string
  readonly labels?: Labels
  readonly cpu?: string
  readonly memory?: string
  readonly pods?: string
  readonly taints?: readonly Taint[]
  readonly unschedulable?: boolean
  readonly images?: Readonly<Record<string, number>>
}

export function nodeOf(wish: NodeWish): Node {
  const { name, labels, cpu = '4', memory = '8Gi', pods = '110', images = {} } = wish
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: `uid-of-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'kubernetes.io/hostname': name, ...labels },
    },
    spec: {
      ...(wish.taints ? { taints: wish.taints } : {}),
      ...(wish.unschedulable ? { unschedulable: true } : {}),
    },
    status: {
      allocatable: { cpu, memory, pods },
      images: Object.entries(images).map(([image, sizeBytes]) => ({ names: [image], sizeBytes })),
    },
  }
}

export const controlPlaneTaint: Taint = {
  key: 'node-role.kubernetes.io/control-plane',
  effect: 'NoSchedule',
}
