/** `describe` for nodes, namespaces, Services and endpoints. */

import type { Lease } from '../../kubernetes/api/coordination.ts'
import type { Namespace, Node, Pod, Service } from '../../kubernetes/api/core.ts'
import type { EndpointSlice } from '../../kubernetes/api/discovery.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import type { KubernetesObject } from '../../kubernetes/api/meta.ts'
import { canonicalQuantity, milliValueOf, wholeValueOf } from '../../kubernetes/api/quantity.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { labelsText } from '../../kubernetes/kube-apiserver/columns/cells.ts'
import { nodeColumns } from '../../kubernetes/kube-apiserver/columns/nodes.ts'
import { isStatus } from '../../kubernetes/kube-apiserver/request.ts'
import { listObjects, readObject } from '../api.ts'
import type { Desk } from '../command.ts'
import { at, listAt, textAt } from '../json.ts'
import { kindOf } from '../kinds.ts'
import { annotationLines, type Lines, labelLines, listLines, longTime } from './lines.ts'
import { amountLines } from './template.ts'

export function nodeLines(desk: Desk, object: KubernetesObject): Lines {
  const node = object as Node
  const { metadata, spec, status } = node
  const taints = [...(spec.taints ?? [])]
    .sort((a, b) => (`${a.effect},${a.key}` < `${b.effect},${b.key}` ? -1 : 1))
    .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`)
  const conditions = (status?.conditions ?? []).map(
    (one) =>
      `  ${one.type} \t${one.status} \t${longTime(one.lastHeartbeatTime)} \t${longTime(one.lastTransitionTime)} \t${one.reason ?? ''} \t${one.message ?? ''}`,
  )
  return [
    `Name:\t${metadata.name}`,
    `Roles:\t${nodeColumns.find(({ name }) => name === 'ROLES')?.cell(node, desk.now())}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`,
    ...listLines('Taints', taints),
    `Unschedulable:\t${spec.unschedulable === true}`,
    ...leaseLines(desk, metadata.name),
    ...(conditions.length > 0
      ? [
          'Conditions:',
          '  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage',
          '  ----\t------\t-----------------\t------------------\t------\t-------',
          ...conditions,
        ]
      : []),
    'Addresses:',
    ...(status?.addresses ?? []).map(({ type, address }) => `  ${type}:\t${address}`),
    ...amountLines('Capacity', status?.capacity),
    ...amountLines('Allocatable', status?.allocatable),
    ...systemLines(node),
    ...(spec.podCIDR ? [`PodCIDR:\t${spec.podCIDR}`] : []),
    ...(spec.podCIDRs?.length ? [`PodCIDRs:\t${spec.podCIDRs.join(',')}`] : []),
    ...(spec.providerID ? [`ProviderID:\t${spec.providerID}`] : []),
    ...podsOnNode(desk, node),
  ]
}

function leaseLines(desk: Desk, name: string): Lines {
  const found = readObject(desk, { kind: kindOf('leases'), namespace: 'kube-node-lease', name })
  if (isStatus(found)) return [`Lease:\tFailed to get lease: ${found.message ?? ''}`]
  const { spec } = found as Lease
  return [
    'Lease:',
    `  HolderIdentity:\t${spec?.holderIdentity ?? '<unset>'}`,
    `  AcquireTime:\t${longTime(textAt(spec, 'acquireTime'))}`,
    `  RenewTime:\t${longTime(spec?.renewTime)}`,
  ]
}

const systemFields = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
  ['Kube-Proxy Version', 'kubeProxyVersion'],
] as const

function systemLines({ status }: Node): Lines {
  return [
    'System Info:',
    ...systemFields.map(([title, field]) => `  ${title}:\t${status?.nodeInfo?.[field] ?? ''}`),
  ]
}

interface Amounts {
  readonly cpu: number
  readonly memory: number
}

function podsOnNode(desk: Desk, node: Node): Lines {
  const fields = `spec.nodeName=${node.metadata.name},status.phase!=Succeeded,status.phase!=Failed`
  const pods = listObjects(desk, kindOf('pods'), { fields }).items as readonly Pod[]
  const capacity = amountsOf(node.status?.allocatable)
  const total = { requests: { cpu: 0, memory: 0 }, limits: { cpu: 0, memory: 0 } }
  const rows = pods.map((pod) => {
    const [requests, limits] = [sumOf(pod, 'requests'), sumOf(pod, 'limits')]
    for (const [sum, own] of [
      [total.requests, requests],
      [total.limits, limits],
    ] as const) {
      sum.cpu += own.cpu
      sum.memory += own.memory
    }
    const age = humanDuration(desk.now() - msOf(pod.metadata.creationTimestamp))
    const cells = [
      cpuCell(requests, capacity),
      cpuCell(limits, capacity),
      memoryCell(requests, capacity),
      memoryCell(limits, capacity),
    ]
    return `  ${pod.metadata.namespace}\t${pod.metadata.name}\t\t${cells.join('\t')}\t${age}`
  })
  const storage = (amount: string) => `${amount} (0%)`
  return [
    `Non-terminated Pods:\t(${pods.length} in total)`,
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge',
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---',
    ...rows,
    'Allocated resources:',
    '  (Total limits may be over 100 percent, i.e., overcommitted.)',
    '  Resource\tRequests\tLimits',
    '  --------\t--------\t------',
    `  cpu\t${cpuCell(total.requests, capacity)}\t${cpuCell(total.limits, capacity)}`,
    `  memory\t${memoryCell(total.requests, capacity)}\t${memoryCell(total.limits, capacity)}`,
    `  ephemeral-storage\t${storage('0')}\t${storage('0')}`,
  ]
}

function amountsOf(list: unknown): Amounts {
  return {
    cpu: milliValueOf(at(list, 'cpu') as string | undefined),
    memory: wholeValueOf(at(list, 'memory') as string | undefined),
  }
}

/** Init containers run one by one: the largest counts where it is more than all others together. */
function sumOf({ spec }: Pod, what: 'requests' | 'limits'): Amounts {
  let [cpu, memory] = [0, 0]
  for (const { resources } of spec.containers) {
    const own = amountsOf(resources?.[what])
    cpu += own.cpu
    memory += own.memory
  }
  for (const { resources } of spec.initContainers ?? []) {
    const own = amountsOf(resources?.[what])
    cpu = Math.max(cpu, own.cpu)
    memory = Math.max(memory, own.memory)
  }
  return { cpu, memory }
}

function cpuCell({ cpu }: Amounts, capacity: Amounts): string {
  return `${canonicalQuantity(`${cpu}m`)} (${share(cpu, capacity.cpu)}%)`
}

function memoryCell({ memory }: Amounts, capacity: Amounts): string {
  const mebi = 1024 * 1024
  const text =
    memory > 0 && memory % mebi === 0 ? canonicalQuantity(`${memory / mebi}Mi`) : String(memory)
  return `${text} (${share(memory, capacity.memory)}%)`
}

function share(amount: number, capacity: number): number {
  return capacity > 0 ? Math.floor((amount * 100) / capacity) : 0
}

export function namespaceLines(_desk: Desk, object: KubernetesObject): Lines {
  const { metadata, status } = object as Namespace
  return [
    `Name:\t${metadata.name}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Status:\t${status?.phase ?? ''}`,
    '',
    'No resource quota.',
    '',
    'No LimitRange resource.',
  ]
}

export function serviceLines(desk: Desk, object: KubernetesObject): Lines {
  const { metadata, spec } = object as Service
  const { name, namespace } = metadata
  const labels = `kubernetes.io/service-name=${name}`
  const slices = listObjects(desk, kindOf('endpointslices'), { namespace, labels })
    .items as readonly EndpointSlice[]
  const ports = (spec.ports ?? []).flatMap((port) => {
    const { name: portName, port: number, protocol = 'TCP', targetPort, nodePort } = port
    const shown = portName || '<unset>'
    return [
      `Port:\t${shown}\t${number}/${protocol}`,
      `TargetPort:\t${targetPort ?? number}/${protocol}`,
      ...(nodePort ? [`NodePort:\t${shown}\t${nodePort}/${protocol}`] : []),
      `Endpoints:\t${endpointsText(slices, portName ?? '')}`,
    ]
  })
  const externalIPs = listAt(spec, 'externalIPs')
  const externalName = textAt(spec, 'externalName')
  return [
    `Name:\t${name}`,
    `Namespace:\t${namespace}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `Selector:\t${labelsText(spec.selector)}`,
    `Type:\t${spec.type ?? ''}`,
    `IP Family Policy:\t${spec.ipFamilyPolicy ?? '<none>'}`,
    `IP Families:\t${spec.ipFamilies?.join(',') ?? '<none>'}`,
    `IP:\t${spec.clusterIP ?? ''}`,
    `IPs:\t${spec.clusterIPs?.join(',') ?? '<none>'}`,
    ...(externalIPs.length > 0 ? [`External IPs:\t${externalIPs.join(',')}`] : []),
    ...(externalName ? [`External Name:\t${externalName}`] : []),
    ...ports,
    `Session Affinity:\t${spec.sessionAffinity ?? ''}`,
    ...(spec.externalTrafficPolicy
      ? [`External Traffic Policy:\t${spec.externalTrafficPolicy}`]
      : []),
    ...(spec.internalTrafficPolicy
      ? [`Internal Traffic Policy:\t${spec.internalTrafficPolicy}`]
      : []),
  ]
}

const maxShown = 3

function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const all = slices.flatMap(({ ports = [], endpoints = [] }) =>
    ports
      .filter(({ name = '' }) => name === portName)
      .flatMap(({ port }) =>
        endpoints
          .filter(({ conditions }) => conditions?.ready !== false)
          .map(({ addresses }) => `${addresses[0]}:${port}`),
      ),
  )
  const shown = all.slice(0, maxShown).join(',')
  return all.length > maxShown ? `${shown} + ${all.length - maxShown} more...` : shown
}

export function endpointSliceLines(_desk: Desk, object: KubernetesObject): Lines {
  const { metadata, addressType, ports = [], endpoints = [] } = object as EndpointSlice
  const rows = ports.map(
    ({ name, port, protocol = 'TCP' }) =>
      `  ${name || '<unset>'}\t${port ?? '<unset>'}\t${protocol}`,
  )
  const blocks = endpoints.flatMap((endpoint) => {
    const { kind, name } = (endpoint.targetRef ?? {}) as { kind?: string; name?: string }
    return [
      `  - Addresses:\t${endpoint.addresses.join(',')}`,
      '    Conditions:',
      `      Ready:\t${endpoint.conditions?.ready ?? '<unset>'}`,
      `    Hostname:\t${textAt(endpoint, 'hostname', '<unset>')}`,
      ...(kind ? [`    TargetRef:\t${kind}/${name}`] : []),
      `    NodeName:\t${textAt(endpoint, 'nodeName', '<unset>')}`,
      `    Zone:\t${textAt(endpoint, 'zone', '<unset>')}`,
    ]
  })
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    `AddressType:\t${addressType}`,
    ...(rows.length > 0
      ? ['Ports:', '  Name\tPort\tProtocol', '  ----\t----\t--------', ...rows]
      : ['Ports: <unset>']),
    ...(blocks.length > 0 ? ['Endpoints:', ...blocks] : ['Endpoints: <none>']),
  ]
}
