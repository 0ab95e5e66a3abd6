/**
 * The taints that say what a node's conditions say.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go`
 * (doNoScheduleTaintingPass, doNoExecuteTaintingPass),
 * `pkg/controller/util/node/controller_utils.go`
 */
import { conditionOf } from '../../api/conditions.ts'
import type { Node, Taint } from '../../api/core.ts'
import type { Time } from '../../api/meta.ts'
import { isSameTaint } from '../../api/taints.ts'
import type { ReadyStatus } from './zone-state.ts'

const keyOfCondition: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: {
    False: 'node.kubernetes.io/not-ready',
    Unknown: 'node.kubernetes.io/unreachable',
  },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
}

const unschedulable = 'node.kubernetes.io/unschedulable'

/** The keys this controller puts and takes away; taints with other keys are somebody else's. */
const ownKeys: ReadonlySet<string> = new Set([
  ...Object.values(keyOfCondition).flatMap((keys) => Object.values(keys)),
  unschedulable,
])

const notReady: Taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }
const unreachable: Taint = { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute' }

/** No new Pods: one taint for each condition that is as it should not be. */
export function noScheduleTaints({ spec, status }: Node): readonly Taint[] {
  const keys = (status?.conditions ?? []).flatMap(
    (condition) => keyOfCondition[condition.type]?.[condition.status] ?? [],
  )
  if (spec.unschedulable) keys.push(unschedulable)
  return keys.map((key) => ({ key, effect: 'NoSchedule' }))
}

/** Away with the Pods: what a node that is not ready, or not heard of, has to bear. */
export function noExecuteTaints({ status }: Node): readonly Taint[] {
  return noExecuteTaintsOf(conditionOf(status?.conditions, 'Ready')?.status)
}

export function noExecuteTaintsOf(ready: ReadyStatus | undefined): readonly Taint[] {
  if (ready === 'False') return [notReady]
  return ready === 'Unknown' ? [unreachable] : []
}

/** Is it this controller's business? */
export function isOwnNoSchedule({ key, effect }: Taint): boolean {
  return effect === 'NoSchedule' && ownKeys.has(key)
}

export function isOwnNoExecute(taint: Taint): boolean {
  return isSameTaint(taint, notReady) || isSameTaint(taint, unreachable)
}

/** The node with these taints for those that are our business; itself where nothing changes. */
export function withTaints(
  node: Node,
  wanted: readonly Taint[],
  isOwn: (taint: Taint) => boolean,
  now: Time,
): Node {
  const before = node.spec.taints ?? []
  const kept = before.filter(
    (taint) => !isOwn(taint) || wanted.some((other) => isSameTaint(taint, other)),
  )
  const added = wanted.filter((taint) => !before.some((other) => isSameTaint(taint, other)))
  if (added.length === 0 && kept.length === before.length) return node
  const taints = [...kept, ...added.map((taint) => ({ ...taint, timeAdded: now }))]
  const { taints: _, ...spec } = node.spec
  return { ...node, spec: taints.length > 0 ? { ...spec, taints } : spec }
}
