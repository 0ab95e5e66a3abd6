/**
 * What a kubelet says of its node: labels, capacity, conditions.
 *
 * *Upstream:* `pkg/kubelet/nodestatus/setters.go`, `pkg/kubelet/kubelet_node_status.go`
 * *Leaves out:* pressure on process ids, measured use of the disk (it is full or it is not); other
 * resources.
 */
import type { Node, NodeCondition, ResourceList, Taint } from '../api/core.ts'
import type { Draft, Labels, Time } from '../api/meta.ts'
import type { CriImage } from '../container-runtime/cri.ts'
import type { Machine } from '../infrastructure/machine.ts'
import { sha256Hex } from '../infrastructure/sha256.ts'
import { kubernetesVersion } from '../version.ts'

export interface NodeFacts {
  readonly machine: Machine
  readonly now: Time
  /** Why the node is not ready; absent when it is. */
  readonly problem: string | undefined
  /** `containerd://2.1.5`. */
  readonly runtimeVersion: string
  readonly images: readonly CriImage[]
  readonly pressure: { readonly memory: boolean; readonly disk: boolean }
}

type NodeStatus = NonNullable<Node['status']>

export function newNode(facts: NodeFacts): Draft<Node> {
  const { machine } = facts
  const podCidr = podCidrOf(machine)
  const taints: readonly Taint[] =
    machine.role === 'control-plane'
      ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]
      : []
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: machine.name, labels: labelsOf(machine) },
    spec: {
      podCIDR: podCidr,
      podCIDRs: [podCidr],
      ...(taints.length > 0 ? { taints } : {}),
    },
    status: nodeStatus(facts, undefined),
  }
}

export function labelsOf(machine: Machine): Labels {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': machine.name,
    'kubernetes.io/os': 'linux',
    ...(machine.role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
    ...machine.labels,
  }
}

export function podCidrOf({ index }: Machine): string {
  return `10.${244 + Math.floor(index / 256)}.${index % 256}.0/24`
}

export function nodeStatus(facts: NodeFacts, before: NodeStatus | undefined): NodeStatus {
  const { machine, now } = facts
  const { cpuMilli, maxPods } = machine
  const cpu = cpuMilli % 1000 === 0 ? `${cpuMilli / 1000}` : `${cpuMilli}m`
  const common: ResourceList = { cpu, pods: `${maxPods}` }
  return {
    ...before,
    addresses: [
      { type: 'InternalIP', address: machine.address },
      { type: 'Hostname', address: machine.name },
    ],
    allocatable: {
      ...common,
      'ephemeral-storage': '94477937300',
      memory: quantityOf(allocatableMemoryBytes(machine)),
    },
    capacity: {
      ...common,
      'ephemeral-storage': '102514034Ki',
      memory: quantityOf(machine.memoryBytes),
    },
    conditions: mergedConditions(before?.conditions ?? [], conditionsOf(facts), now),
    images: facts.images.map(({ name, ref, sizeBytes }) => ({ names: [ref, name], sizeBytes })),
    nodeInfo: {
      architecture: 'amd64',
      bootID: uuidOf(`boot ${machine.bootId} of ${machine.name}`),
      containerRuntimeVersion: facts.runtimeVersion,
      kernelVersion: '6.12.57+deb13-amd64',
      kubeProxyVersion: '',
      kubeletVersion: kubernetesVersion,
      machineID: sha256Hex(machine.name).slice(0, 32),
      operatingSystem: 'linux',
      osImage: 'Debian GNU/Linux 13 (trixie)',
      systemUUID: uuidOf(machine.name),
    },
  }
}

/** The kubelet keeps 100Mi back: below that it evicts Pods. */
export function allocatableMemoryBytes({ memoryBytes }: Machine): number {
  return memoryBytes - 100 * 1024 * 1024
}

function conditionsOf({ pressure, problem }: NodeFacts): readonly NodeCondition[] {
  return [
    pressure.memory
      ? {
          type: 'MemoryPressure',
          status: 'True',
          reason: 'KubeletHasInsufficientMemory',
          message: 'kubelet has insufficient memory available',
        }
      : {
          type: 'MemoryPressure',
          status: 'False',
          reason: 'KubeletHasSufficientMemory',
          message: 'kubelet has sufficient memory available',
        },
    pressure.disk
      ? {
          type: 'DiskPressure',
          status: 'True',
          reason: 'KubeletHasDiskPressure',
          message: 'kubelet has disk pressure',
        }
      : {
          type: 'DiskPressure',
          status: 'False',
          reason: 'KubeletHasNoDiskPressure',
          message: 'kubelet has no disk pressure',
        },
    {
      type: 'PIDPressure',
      status: 'False',
      reason: 'KubeletHasSufficientPID',
      message: 'kubelet has sufficient PID available',
    },
    problem === undefined
      ? {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
        }
      : { type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: problem },
  ]
}

/** The kubelet's conditions in their order; others that somebody else set stay before them. */
function mergedConditions(
  before: readonly NodeCondition[],
  own: readonly NodeCondition[],
  now: Time,
): readonly NodeCondition[] {
  const foreign = before.filter(({ type }) => !own.some((condition) => condition.type === type))
  return [
    ...foreign,
    ...own.map((condition) => {
      const old = before.find(({ type }) => type === condition.type)
      const isSame = old?.status === condition.status
      return {
        ...condition,
        lastHeartbeatTime: now,
        lastTransitionTime: (isSame ? old?.lastTransitionTime : undefined) ?? now,
      }
    }),
  ]
}

/** Nothing but the heartbeat times differs. */
export function withoutHeartbeats(status: NodeStatus | undefined): unknown {
  const conditions = status?.conditions?.map((condition) => ({
    ...condition,
    lastHeartbeatTime: undefined,
  }))
  return { ...status, conditions }
}

export interface NodeNews {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
}

/** The Events that go with a change of status. */
export function newsOf(
  name: string,
  before: NodeStatus | undefined,
  after: NodeStatus,
): readonly NodeNews[] {
  const news: NodeNews[] = []
  const oldBoot = before?.nodeInfo?.bootID
  const bootId = after.nodeInfo?.bootID
  if (oldBoot && oldBoot !== bootId)
    news.push({
      type: 'Warning',
      reason: 'Rebooted',
      message: `Node ${name} has been rebooted, boot id: ${bootId}`,
    })
  for (const { type, status } of after.conditions ?? []) {
    const old = before?.conditions?.find((condition) => condition.type === type)
    const reason = wordFor[`${type} ${status}`]
    if (!reason || old?.status === status) continue
    // A node that begins as not ready has not become so.
    if (reason === 'NodeNotReady' && !old) continue
    news.push({ type: 'Normal', reason, message: `Node ${name} status is now: ${reason}` })
  }
  return news
}

const wordFor: Readonly<Record<string, string>> = {
  'MemoryPressure False': 'NodeHasSufficientMemory',
  'MemoryPressure True': 'NodeHasInsufficientMemory',
  'DiskPressure True': 'NodeHasDiskPressure',
  'DiskPressure False': 'NodeHasNoDiskPressure',
  'PIDPressure False': 'NodeHasSufficientPID',
  'Ready True': 'NodeReady',
  'Ready False': 'NodeNotReady',
}

function quantityOf(bytes: number): string {
  return `${Math.floor(bytes / 1024)}Ki`
}

function uuidOf(text: string): string {
  const hex = sha256Hex(text)
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`]
  return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}
