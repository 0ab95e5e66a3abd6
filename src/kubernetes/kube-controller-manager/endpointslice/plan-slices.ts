/**
 * What has to happen to a Service's slices. As few of them as possible are touched: every node of
 * the cluster is told of each change.
 *
 * *Upstream:* `staging/src/k8s.io/endpointslice/reconciler.go`
 */
import type { Node, Pod, Service } from '../../api/core.ts'
import type { Endpoint, EndpointSlice } from '../../api/discovery.ts'
import { isEqual } from '../../api/equality.ts'
import type { Draft, Labels } from '../../api/meta.ts'
import { controllerReference } from '../../api/owner-references.ts'
import {
  belongsInSlices,
  type EndpointPorts,
  endpointKey,
  endpointOf,
  endpointPortsOf,
} from './endpoint.ts'

export const serviceNameLabel = 'kubernetes.io/service-name'
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by'
export const controllerLabelValue = 'endpointslice-controller.k8s.io'

export const maxEndpointsPerSlice = 100

export interface SlicePlan {
  readonly create: readonly Draft<EndpointSlice>[]
  readonly update: readonly EndpointSlice[]
  readonly delete: readonly EndpointSlice[]
}

export interface PlanInput {
  readonly service: Service
  /** Those the Service selects. */
  readonly pods: readonly Pod[]
  readonly nodeOf: (name: string) => Node | undefined
  readonly existing: readonly EndpointSlice[]
}

interface MutablePlan {
  readonly create: Draft<EndpointSlice>[]
  readonly update: EndpointSlice[]
  readonly delete: EndpointSlice[]
}

export function planSlices(input: PlanInput): SlicePlan {
  const { service, existing } = input
  const plan: MutablePlan = { create: [], update: [], delete: [] }
  const desired = desiredByPorts(input)
  const foreign = existing.filter(({ addressType }) => addressType !== 'IPv4')
  const own = existing.filter(({ addressType }) => addressType === 'IPv4')

  for (const [key, { ports, endpoints }] of desired) {
    const samePorts = own.filter((slice) => portsKey(slice.ports ?? []) === key)
    planForPorts(service, samePorts, ports, endpoints, plan)
  }
  plan.delete.push(...own.filter((slice) => !desired.has(portsKey(slice.ports ?? []))))

  // A Service without endpoints still has a slice, which says so.
  if (plan.delete.length === own.length && plan.create.length === 0) {
    const placeholder = draftSlice(service, [], [])
    const [only] = plan.delete
    const isThere = plan.delete.length === 1 && only && isPlaceholder(only, placeholder)
    if (isThere) plan.delete.length = 0
    else plan.create.push(placeholder)
  }
  reuseDeleted(plan)
  plan.delete.push(...foreign)
  return plan
}

interface Desired {
  readonly ports: EndpointPorts
  readonly endpoints: Map<string, Endpoint>
}

/** Pods that call the target port by the same name may mean different numbers. */
function desiredByPorts({ service, pods, nodeOf }: PlanInput): Map<string, Desired> {
  const desired = new Map<string, Desired>()
  for (const pod of pods) {
    if (!belongsInSlices(pod)) continue
    const node = pod.spec.nodeName ? nodeOf(pod.spec.nodeName) : undefined
    // A Pod of a node that is no more is on its way out, and its address may soon be another's.
    if (pod.spec.nodeName && !node && !service.spec.publishNotReadyAddresses) continue
    const ports = endpointPortsOf(service, pod)
    const key = portsKey(ports)
    const group: Desired = desired.get(key) ?? { ports, endpoints: new Map() }
    desired.set(key, group)
    const endpoint = endpointOf(pod, node, service)
    group.endpoints.set(endpointKey(endpoint), endpoint)
  }
  return desired
}

/** Keeps what is right where it is, then fills up: first slices that change anyway. */
function planForPorts(
  service: Service,
  existing: readonly EndpointSlice[],
  ports: EndpointPorts,
  endpoints: ReadonlyMap<string, Endpoint>,
  plan: MutablePlan,
): void {
  const missing = new Map(endpoints)
  const changed: EndpointSlice[] = []
  const unchanged: EndpointSlice[] = []
  for (const slice of existing) {
    const kept = slice.endpoints.flatMap((endpoint) => {
      const key = endpointKey(endpoint)
      const now = missing.get(key)
      missing.delete(key)
      return now ? [now] : []
    })
    const labels = sliceLabels(service)
    if (kept.length === 0 && slice.endpoints.length > 0) plan.delete.push(slice)
    else if (isEqual(kept, slice.endpoints) && isEqual(labels, slice.metadata.labels))
      unchanged.push(slice)
    else changed.push({ ...slice, metadata: { ...slice.metadata, labels }, endpoints: kept })
  }
  const queue = [...missing.values()]

  // The fullest first, so that few slices stay half empty.
  changed.sort((a, b) => b.endpoints.length - a.endpoints.length)
  for (const slice of changed) plan.update.push(fill(slice, queue))
  while (queue.length > 0) {
    const room = bestFit(unchanged, queue.length)
    if (room) plan.update.push(fill(room, queue))
    else plan.create.push(fill(draftSlice(service, ports, []), queue))
  }
}

/** Takes from the queue what still fits. */
function fill<T extends { readonly endpoints: readonly Endpoint[] }>(
  slice: T,
  queue: Endpoint[],
): T {
  const taken = queue.splice(0, Math.max(0, maxEndpointsPerSlice - slice.endpoints.length))
  return taken.length === 0 ? slice : { ...slice, endpoints: [...slice.endpoints, ...taken] }
}

/** Of the slices that would hold them all, the one that would be fullest. */
function bestFit(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  if (count >= maxEndpointsPerSlice) return undefined
  return slices
    .filter(({ endpoints }) => endpoints.length + count <= maxEndpointsPerSlice)
    .sort((a, b) => b.endpoints.length - a.endpoints.length)[0]
}

/** A slice to delete and one to create are one to update. */
function reuseDeleted(plan: MutablePlan): void {
  while (plan.delete.length > 0 && plan.create.length > 0) {
    const { metadata } = plan.delete.shift() as EndpointSlice
    const draft = plan.create.pop() as Draft<EndpointSlice>
    const { labels, ownerReferences } = draft.metadata
    plan.update.push({
      ...draft,
      metadata: {
        ...metadata,
        ...(labels && { labels }),
        ...(ownerReferences && { ownerReferences }),
      },
    })
  }
}

function isPlaceholder(slice: EndpointSlice, placeholder: Draft<EndpointSlice>): boolean {
  return (
    slice.endpoints.length === 0 &&
    (slice.ports ?? []).length === 0 &&
    isEqual(slice.metadata.labels, placeholder.metadata.labels)
  )
}

function draftSlice(
  service: Service,
  ports: EndpointPorts,
  endpoints: readonly Endpoint[],
): Draft<EndpointSlice> {
  const { name, namespace } = service.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      ...(namespace ? { namespace } : {}),
      labels: sliceLabels(service),
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    endpoints,
    ports,
  }
}

/** The Service's own labels, and how kube-proxy finds the slice. */
function sliceLabels({ metadata, spec }: Service): Labels {
  return {
    ...metadata.labels,
    ...(spec.clusterIP === 'None' ? { 'service.kubernetes.io/headless': '' } : {}),
    [serviceNameLabel]: metadata.name,
    [managedByLabel]: controllerLabelValue,
  }
}

function portsKey(ports: EndpointPorts): string {
  const parts = ports.map(({ name = '', port, protocol = 'TCP' }) => `${name}:${port}/${protocol}`)
  return parts.sort().join(',')
}
