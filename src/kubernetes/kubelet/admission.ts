/**
 * Whether this node can take a Pod at all. The scheduler has asked the same before; a Pod that
 * names its node itself, or two decisions at once, come here unasked.
 *
 * *Upstream:* `pkg/kubelet/lifecycle/predicate.go`, `pkg/kubelet/eviction/eviction_manager.go` (Admit)
 * *Leaves out:* node selectors and affinity, host ports, resources other than cpu and memory.
 */
import type { Pod } from '../api/core.ts'
import { milliValueOf, wholeValueOf } from '../api/quantity.ts'
import type { Machine } from '../infrastructure/machine.ts'
import { allocatableMemoryBytes } from './node-status.ts'

export interface Rejection {
  /** `OutOfcpu`. */
  readonly reason: string
  readonly message: string
}

export function rejectionOf(
  pod: Pod,
  others: readonly Pod[],
  machine: Machine,
  /** Why the Pod may not begin while the node is short of something. */
  pressedBy: (pod: Pod) => string | undefined,
): Rejection | undefined {
  const pressed = pressedBy(pod)
  if (pressed) return { reason: 'Evicted', message: pressed }
  for (const { name, capacityOf, amount } of checks) {
    const requested = amount(pod)
    if (requested === 0) continue
    const capacity = capacityOf(machine)
    const used = others.reduce((sum, other) => sum + amount(other), 0)
    if (requested + used <= capacity) continue
    const numbers = `requested: ${requested}, used: ${used}, capacity: ${capacity}`
    return {
      reason: `OutOf${name}`,
      message: `Node didn't have enough resource: ${name}, ${numbers}`,
    }
  }
  return undefined
}

const checks = [
  { name: 'pods', capacityOf: ({ maxPods }: Machine) => maxPods, amount: () => 1 },
  { name: 'cpu', capacityOf: ({ cpuMilli }: Machine) => cpuMilli, amount: cpuMilliOf },
  { name: 'memory', capacityOf: allocatableMemoryBytes, amount: memoryBytesOf },
]

function cpuMilliOf({ spec }: Pod): number {
  return requestOf(spec, 'cpu', milliValueOf)
}

function memoryBytesOf({ spec }: Pod): number {
  return requestOf(spec, 'memory', wholeValueOf)
}

/** The main containers together, or the largest init container, whichever is more. */
function requestOf(
  { containers, initContainers = [] }: Pod['spec'],
  resource: 'cpu' | 'memory',
  amountOf: typeof milliValueOf,
): number {
  const request = (container: Pod['spec']['containers'][number]) =>
    amountOf(container.resources?.requests?.[resource])
  const sum = containers.reduce((total, container) => total + request(container), 0)
  return Math.max(sum, ...initContainers.map(request))
}
