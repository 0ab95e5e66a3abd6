/**
 * Snapshot → what the cluster scene shows: trays, boxes, ghosts, words. A pure function; the
 * picture and the table for screen readers are drawn from the same scene.
 *
 * It tells two truths apart: what the API says of a Pod, and whether the machine it is bound to
 * has power. After a power cut these differ for a while, and that is the lesson.
 */
import { conditionOf, isConditionTrue } from '../../kubernetes/api/conditions.ts'
import type { Node, Pod } from '../../kubernetes/api/core.ts'
import { controllerOf } from '../../kubernetes/api/owner-references.ts'
import type { MachineView } from '../../kubernetes/infrastructure/machine.ts'
import { podStatusText } from '../../kubernetes/kube-apiserver/columns/pods.ts'
import { objectsOf, type Snapshot } from '../../kubernetes/snapshot.ts'
import { type Completions, completionsOf, type OwnerBox, ownersOf, wantedPods } from './owners.ts'

/** How a Pod looks: shape and word, never colour alone. */
export type PodLook =
  | 'running'
  | 'starting'
  | 'pending'
  | 'completed'
  | 'terminating'
  | 'failed'
  | 'unknown'

export interface PodBox {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  /** What tells it from its siblings: `…x7k2p`, or a short name as it is: `db-0`. */
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
  /** It is to come to an end, not to stay: its Job counts how often that happened. */
  readonly endsByItself: boolean
}

export type NodeLook = 'ready' | 'not-ready' | 'unknown' | 'absent'

export interface NodeTray {
  readonly name: string
  readonly look: NodeLook
  readonly powered: boolean
  readonly taints: readonly string[]
  readonly pods: readonly PodBox[]
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
  /** Pods that are to be there and stay. */
  readonly desired: number
  readonly ready: number
  readonly difference: Difference
  /** Work that is to come to an end; nothing where no Job was declared. */
  readonly completions: Completions | undefined
}

const controlPlaneOrder = ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager']

export function sceneOf(snapshot: Snapshot): Scene {
  const pods = objectsOf(snapshot, 'pods')
  const machines = new Map(snapshot.machines.map((machine) => [machine.name, machine]))
  const boxes = pods.map((pod) => podBox(pod, machines)).sort(byBirth)
  const owners = ownersOf(snapshot)
  const byNode = new Map<string, PodBox[]>()
  for (const box of boxes) {
    const siblings = byNode.get(box.node)
    if (siblings) siblings.push(box)
    else byNode.set(box.node, [box])
  }
  const workers = snapshot.machines.filter(({ role }) => role === 'worker')
  const nodes = new Map(objectsOf(snapshot, 'nodes').map((node) => [node.metadata.name, node]))
  const desired = wantedPods(owners) + pods.filter(isDeclaredItself).length
  const staying = boxes.filter((box) => !box.endsByItself)
  const ready = staying.filter((box) => box.ready && box.look !== 'terminating').length
  const active = staying.filter(({ look }) => !inactive.has(look)).length
  return {
    owners,
    nodes: workers.map((machine) =>
      tray(machine, nodes.get(machine.name), byNode.get(machine.name) ?? []),
    ),
    homeless: byNode.get('') ?? [],
    controlPlane: controlPlaneOf(snapshot),
    desired,
    ready,
    difference: {
      missing: Math.max(0, desired - ready),
      extra: Math.max(0, active - desired),
    },
    completions: completionsOf(owners),
  }
}

const inactive: ReadonlySet<PodLook> = new Set<PodLook>(['terminating', 'failed', 'completed'])

/** A Pod without an owner declares itself, until its work is done. */
function isDeclaredItself(pod: Pod): boolean {
  return !controllerOf(pod) && !pod.metadata.deletionTimestamp && pod.status?.phase !== 'Succeeded'
}

function tray(machine: MachineView, node: Node | undefined, pods: readonly PodBox[]): NodeTray {
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
    pods,
  }
}

/** Boxes of Pods that have not changed: those of hundreds need not be made anew for each picture. */
const boxesMade = new WeakMap<Pod, PodBox>()

function podBox(pod: Pod, machines: ReadonlyMap<string, MachineView>): PodBox {
  const node = pod.spec.nodeName ?? ''
  const inTheDark = node !== '' && machines.get(node)?.powered === false
  const made = boxesMade.get(pod)
  if (made?.inTheDark === inTheDark) return made
  const box = newBox(pod, inTheDark)
  boxesMade.set(pod, box)
  return box
}

function newBox(pod: Pod, inTheDark: boolean): PodBox {
  const { metadata, spec, status } = pod
  const restarts = (status?.containerStatuses ?? []).reduce(
    (sum, container) => sum + container.restartCount,
    0,
  )
  const word = podStatusText(pod) || 'Pending'
  return {
    uid: metadata.uid,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    suffix: suffixOf(metadata.name),
    look: lookOf(pod, word),
    status: word,
    ready: isConditionTrue(status?.conditions, 'Ready'),
    restarts,
    node: spec.nodeName ?? '',
    inTheDark,
    labels: metadata.labels ?? {},
    ip: status?.podIP ?? '',
    image: spec.containers[0]?.image ?? '',
    createdAt: metadata.creationTimestamp,
    endsByItself: controllerOf(pod)?.kind === 'Job',
  }
}

function suffixOf(name: string): string {
  return name.length <= 10 ? name : `…${name.slice(name.lastIndexOf('-') + 1)}`
}

/** What `kubectl get pods` says while containers are on their way. */
const onTheWay = /^(?:ContainerCreating|PodInitializing|Init:\d+\/\d+)$/

function lookOf({ metadata, spec, status }: Pod, word: string): PodLook {
  if (metadata.deletionTimestamp) return 'terminating'
  if (status?.phase === 'Succeeded') return 'completed'
  if (status?.phase === 'Running' && (word === 'Running' || word === 'NotReady')) return 'running'
  if (onTheWay.test(word)) return 'starting'
  if (!spec.nodeName || word === 'Pending') return 'pending'
  if (word === 'Unknown') return 'unknown'
  return 'failed'
}

function controlPlaneOf(snapshot: Snapshot): readonly ComponentBox[] {
  const machine = snapshot.machines.find(({ role }) => role === 'control-plane')
  return (machine?.processes ?? [])
    .filter(({ name }) => controlPlaneOrder.includes(name))
    .sort((a, b) => controlPlaneOrder.indexOf(a.name) - controlPlaneOrder.indexOf(b.name))
}

/** More nodes, or more Pods, than these are drawn small: all of them in sight tell more than some. */
const crowd = { nodes: 6, pods: 40 } as const

/** Decided by what is declared, so that nothing changes its size while Pods come and go. */
export function isCrowd({ nodes, desired }: Pick<Scene, 'nodes' | 'desired'>): boolean {
  return nodes.length > crowd.nodes || desired > crowd.pods
}

export function isSameTray(a: NodeTray, b: NodeTray): boolean {
  return (
    a.name === b.name &&
    a.look === b.look &&
    a.powered === b.powered &&
    a.taints.join() === b.taints.join() &&
    a.pods.length === b.pods.length &&
    a.pods.every((pod, index) => pod === b.pods[index])
  )
}

/** Places are stable: Pods stand in the order in which they were made. */
function byBirth(a: PodBox, b: PodBox): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? -1 : 1
  return a.name < b.name ? -1 : 1
}
