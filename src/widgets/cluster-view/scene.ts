/**
 * Snapshot → what the cluster scene shows: trays, boxes, ghosts, words. A pure function; the
 * picture and the table for screen readers are drawn from the same scene.
 *
 * It tells two truths apart: what the API says of a Pod, and whether the machine it is bound to
 * has power. After a power cut these differ for a while, and that is the lesson.
 */
import type { Deployment, ReplicaSet } from '../../kubernetes/api/apps.ts'
import { conditionOf, isConditionTrue } from '../../kubernetes/api/conditions.ts'
import type { Node, Pod } from '../../kubernetes/api/core.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import type { MachineView } from '../../kubernetes/infrastructure/machine.ts'
import { objectsOf, type Snapshot } from '../../kubernetes/snapshot.ts'

/** How a Pod looks: shape and word, never colour alone. */
export type PodLook = 'running' | 'starting' | 'pending' | 'terminating' | 'failed' | 'unknown'

export interface PodBox {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  /** The part that tells it from its siblings: `x7k2p`. */
  readonly suffix: string
  readonly look: PodLook
  /** What `kubectl get pods` shows in STATUS. */
  readonly status: string
  readonly ready: boolean
  readonly restarts: number
  readonly node: string
  /** The machine has no power: whatever the API says, nothing runs there. */
  readonly inTheDark: boolean
  readonly labels: Readonly<Record<string, string>>
  readonly ip: string
  readonly image: string
  readonly createdAt: string
}

export type NodeLook = 'ready' | 'not-ready' | 'unknown' | 'absent'

export interface NodeTray {
  readonly name: string
  readonly look: NodeLook
  readonly powered: boolean
  readonly taints: readonly string[]
  readonly pods: readonly PodBox[]
}

export interface OwnerBox {
  readonly uid: string
  readonly kind: 'Deployment' | 'ReplicaSet'
  readonly name: string
  readonly desired: number
  readonly ready: number
  readonly children: readonly OwnerBox[]
}

export interface ComponentBox {
  readonly name: string
  readonly running: boolean
}

export interface Difference {
  /** Ready Pods that are wanted and are not there. */
  readonly missing: number
  /** Pods there are beyond what is wanted, those being deleted not counted. */
  readonly extra: number
}

export interface Scene {
  readonly owners: readonly OwnerBox[]
  readonly nodes: readonly NodeTray[]
  /** Pods that nobody has given a node. */
  readonly homeless: readonly PodBox[]
  readonly controlPlane: readonly ComponentBox[]
  readonly desired: number
  readonly ready: number
  readonly difference: Difference
}

const controlPlaneOrder = ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager']

export function sceneOf(snapshot: Snapshot): Scene {
  const pods = objectsOf(snapshot, 'pods').filter(
    ({ metadata }) => metadata.namespace === 'default',
  )
  const machines = new Map(snapshot.machines.map((machine) => [machine.name, machine]))
  const boxes = pods.map((pod) => podBox(pod, machines)).sort(byBirth)
  const deployments = objectsOf(snapshot, 'deployments')
  const replicaSets = objectsOf(snapshot, 'replicasets')
  const workers = snapshot.machines.filter(({ role }) => role === 'worker')
  const nodes = new Map(objectsOf(snapshot, 'nodes').map((node) => [node.metadata.name, node]))
  const desired = desiredPods(deployments, replicaSets, pods)
  const ready = boxes.filter((box) => box.ready && box.look !== 'terminating').length
  const active = boxes.filter(({ look }) => look !== 'terminating' && look !== 'failed').length
  return {
    owners: ownersOf(deployments, replicaSets),
    nodes: workers.map((machine) => tray(machine, nodes.get(machine.name), boxes)),
    homeless: boxes.filter(({ node }) => node === ''),
    controlPlane: controlPlaneOf(snapshot),
    desired,
    ready,
    difference: {
      missing: Math.max(0, desired - ready),
      extra: Math.max(0, active - desired),
    },
  }
}

/** Pods somebody has declared: by a Deployment, a ReplicaSet of its own, or themselves. */
function desiredPods(
  deployments: readonly Deployment[],
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
): number {
  const lone = replicaSets.filter((set) => !controllerOf(set))
  const bare = pods.filter((pod) => !controllerOf(pod) && !pod.metadata.deletionTimestamp)
  const wanted = [...deployments, ...lone].map(({ spec }) => spec.replicas ?? 1)
  return wanted.reduce((sum, replicas) => sum + replicas, bare.length)
}

function tray(machine: MachineView, node: Node | undefined, boxes: readonly PodBox[]): NodeTray {
  const status = conditionOf(node?.status?.conditions, 'Ready')?.status
  const look: NodeLook = !node
    ? 'absent'
    : status === 'True'
      ? 'ready'
      : status === 'Unknown'
        ? 'unknown'
        : 'not-ready'
  return {
    name: machine.name,
    look,
    powered: machine.powered,
    taints: (node?.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`),
    pods: boxes.filter((box) => box.node === machine.name),
  }
}

function podBox(pod: Pod, machines: ReadonlyMap<string, MachineView>): PodBox {
  const { metadata, spec, status } = pod
  const node = spec.nodeName ?? ''
  const restarts = (status?.containerStatuses ?? []).reduce(
    (sum, container) => sum + container.restartCount,
    0,
  )
  const word = statusWord(pod)
  return {
    uid: metadata.uid,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    suffix: metadata.name.slice(metadata.name.lastIndexOf('-') + 1),
    look: lookOf(pod, word),
    status: word,
    ready: isConditionTrue(status?.conditions, 'Ready'),
    restarts,
    node,
    inTheDark: node !== '' && machines.get(node)?.powered === false,
    labels: metadata.labels ?? {},
    ip: status?.podIP ?? '',
    image: spec.containers[0]?.image ?? '',
    createdAt: metadata.creationTimestamp,
  }
}

/** The STATUS column, for Pods without init containers. */
function statusWord({ metadata, status }: Pod): string {
  const finished = status?.phase === 'Succeeded' || status?.phase === 'Failed'
  if (metadata.deletionTimestamp && !finished) return 'Terminating'
  let word = status?.reason ?? status?.phase ?? 'Pending'
  for (const container of [...(status?.containerStatuses ?? [])].reverse()) {
    const { waiting, terminated } = container.state ?? {}
    if (waiting?.reason) word = waiting.reason
    else if (terminated) word = terminated.reason ?? `ExitCode:${terminated.exitCode}`
  }
  return word
}

function lookOf({ metadata, spec, status }: Pod, word: string): PodLook {
  if (metadata.deletionTimestamp) return 'terminating'
  if (status?.phase === 'Running' && word === 'Running') return 'running'
  if (word === 'ContainerCreating' || word === 'PodInitializing') return 'starting'
  if (!spec.nodeName || word === 'Pending') return 'pending'
  if (word === 'Unknown') return 'unknown'
  return 'failed'
}

function ownersOf(
  deployments: readonly Deployment[],
  replicaSets: readonly ReplicaSet[],
): readonly OwnerBox[] {
  const box = (owner: Deployment | ReplicaSet, children: readonly OwnerBox[]): OwnerBox => ({
    uid: owner.metadata.uid,
    kind: owner.kind,
    name: owner.metadata.name,
    desired: owner.spec.replicas ?? 1,
    ready: owner.status?.readyReplicas ?? 0,
    children,
  })
  const setsOf = ({ metadata }: Deployment) =>
    replicaSets
      .filter((set) => controllerOf(set)?.uid === metadata.uid)
      .filter((set) => hasPods(set) || revisionOf(set) === metadata.annotations?.[revisionKey])
      .map((set) => box(set, []))
  return [
    ...deployments.map((deployment) => box(deployment, setsOf(deployment))),
    ...replicaSets.filter((set) => !controllerOf(set)).map((set) => box(set, [])),
  ]
}

const revisionKey = 'deployment.kubernetes.io/revision'

function revisionOf({ metadata }: ReplicaSet): string | undefined {
  return metadata.annotations?.[revisionKey]
}

/** Sets of former revisions are empty and stay out of the picture. */
function hasPods({ spec, status }: ReplicaSet): boolean {
  return (spec.replicas ?? 1) > 0 || (status?.replicas ?? 0) > 0
}

function controlPlaneOf(snapshot: Snapshot): readonly ComponentBox[] {
  const machine = snapshot.machines.find(({ role }) => role === 'control-plane')
  return (machine?.processes ?? [])
    .filter(({ name }) => controlPlaneOrder.includes(name))
    .sort((a, b) => controlPlaneOrder.indexOf(a.name) - controlPlaneOrder.indexOf(b.name))
}

/** Places are stable: Pods stand in the order in which they were made. */
function byBirth(a: PodBox, b: PodBox): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1
  return a.name < b.name ? -1 : 1
}
