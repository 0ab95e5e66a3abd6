/**
 * What a kubelet does when its node runs short of memory or disk: every ten seconds it measures, says
 * so in the node's conditions, removes images that nobody uses, and then evicts one Pod after
 * another. What was said stands for five minutes after the need has passed.
 *
 * *Upstream:* `pkg/kubelet/eviction/{eviction_manager,helpers}.go`, `pkg/kubelet/images/image_gc_manager.go`
 * *Leaves out:* soft thresholds, inodes, process ids, limits of local storage, minimum-reclaim (0 by
 * default); the kernel's own killing where memory is gone before the kubelet looks.
 */
import type { Container, Node, Pod } from '../api/core.ts'
import { podQosClass } from '../api/pod-qos.ts'
import { binaryText, wholeValueOf } from '../api/quantity.ts'
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import { collectImages } from './image-collection.ts'
import { latest, look } from './pod-runtime.ts'
import type { RuntimeConnection } from './runtime-connection.ts'

export interface Pressure {
  readonly memory: boolean
  readonly disk: boolean
}

export interface EvictionTools {
  readonly connection: RuntimeConnection
  /** Pods that run here, or are about to. */
  activePods(): readonly Pod[]
  /** End the Pod at once; `message` is what its status and its Event say. */
  evict(pod: Pod, message: string): void
  /** What the conditions say has changed. */
  changed(): void
}

export interface Eviction {
  pressure(): Pressure
}

type Signal = 'memory' | 'disk'

interface Observation {
  readonly signal: Signal
  readonly thresholdBytes: number
  readonly availableBytes: number
}

const mebibyte = 1024 * 1024
/** The system's own: what no Pod uses. */
const systemMemoryBytes = 400 * mebibyte
const hardMemoryBytes = 100 * mebibyte
/** However much is asked for, the kernel keeps a little. */
const leastMemoryBytes = 20 * mebibyte
const diskBytes = 102_514_034 * 1024
/** A share as upstream keeps it, in 32 bits. */
const hardDiskBytes = Math.trunc(diskBytes * Math.fround(0.1))
const resourceOf = { memory: 'memory', disk: 'ephemeral-storage' } as const
const conditionOf = { memory: 'MemoryPressure', disk: 'DiskPressure' } as const
const criticalPriority = 2_000_000_000

export function createEviction(host: Host, tools: EvictionTools): Eviction {
  const lastMetMs: Record<Signal, number> = { memory: -Infinity, disk: -Infinity }
  let shown: Pressure = { memory: false, disk: false }
  /** Where the node is for its Events, as `node-agent.ts`. */
  const { name } = host.machine
  const about: Pick<Node, 'apiVersion' | 'kind' | 'metadata'> = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, uid: name, resourceVersion: '', creationTimestamp: '' },
  }

  function memoryOf(pod: Pod, container: Container): number {
    const runtime = tools.connection.current()
    const found = runtime && latest(look(runtime, pod.metadata.uid), container.name)
    return (found?.state === 'running' && runtime?.memoryUse(found.id)) || 0
  }
  const memoryOfPod = (pod: Pod) =>
    pod.spec.containers.reduce((sum, container) => sum + memoryOf(pod, container), 0)

  function observe(pods: readonly Pod[]): readonly Observation[] {
    const used = pods.reduce((sum, pod) => sum + memoryOfPod(pod), systemMemoryBytes)
    const memory = Math.max(leastMemoryBytes, host.machine.memoryBytes - used)
    return [
      { signal: 'memory', thresholdBytes: hardMemoryBytes, availableBytes: memory },
      {
        signal: 'disk',
        thresholdBytes: hardDiskBytes,
        availableBytes: host.machine.diskFull ? 0 : diskBytes / 2,
      },
    ]
  }

  function synchronize(): void {
    if (!tools.connection.current()) return
    const pods = tools.activePods()
    const met = observe(pods).filter((one) => one.availableBytes < one.thresholdBytes)
    const { now } = host.clock
    for (const { signal } of met) lastMetMs[signal] = now
    const holds = (signal: Signal) => now - lastMetMs[signal] < timing.pressureTransitionMs
    const next = { memory: holds('memory'), disk: holds('disk') }
    const hasChanged = next.memory !== shown.memory || next.disk !== shown.disk
    shown = next
    if (hasChanged) tools.changed()
    const [first] = met
    if (first) reclaim(first, pods)
  }

  function reclaim(observation: Observation, pods: readonly Pod[]): void {
    const resource = resourceOf[observation.signal]
    const text = `Attempting to reclaim ${resource}`
    host.events.record(about, 'Warning', 'EvictionThresholdMet', text)
    const runtime = tools.connection.current()
    if (observation.signal === 'disk' && runtime) collectImages(runtime)
    const [victim] = ranked(observation.signal, pods).filter((pod) => !isCritical(pod))
    if (victim) tools.evict(victim, messageFor(observation, victim))
  }

  /** Who uses more than it asked for goes first, then who matters less, then who uses most. */
  function ranked(signal: Signal, pods: readonly Pod[]): readonly Pod[] {
    const uses = new Map(pods.map((pod) => [pod, signal === 'memory' ? memoryOfPod(pod) : 0]))
    const over = (pod: Pod) => (uses.get(pod) ?? 0) - requestOf(pod, resourceOf[signal])
    const exceeds = (pod: Pod) => (over(pod) > 0 ? 1 : 0)
    return [...pods].sort(
      (a, b) =>
        exceeds(b) - exceeds(a) ||
        (a.spec.priority ?? 0) - (b.spec.priority ?? 0) ||
        over(b) - over(a),
    )
  }

  function messageFor(observation: Observation, pod: Pod): string {
    const { signal, thresholdBytes, availableBytes } = observation
    const resource = resourceOf[signal]
    const parts = [
      `The node was low on resource: ${resource}. `,
      `Threshold quantity: ${binaryText(thresholdBytes)}, available: ${binaryText(availableBytes)}. `,
    ]
    for (const container of signal === 'memory' ? pod.spec.containers : []) {
      const used = memoryOf(pod, container)
      const request = container.resources?.requests?.[resource]
      if (used > wholeValueOf(request))
        parts.push(
          `Container ${container.name} was using ${binaryText(used)}, request is ` +
            `${request ?? 0}, has larger consumption of ${resource}. `,
        )
    }
    return parts.join('')
  }

  host.clock.every(timing.evictionMonitorMs, 'measure memory and disk', synchronize)
  host.clock.every(timing.imageCollectionMs, 'collect images', () => {
    const runtime = tools.connection.current()
    if (!runtime || !host.machine.diskFull) return
    const found = collectImages(runtime)
    // Down to four fifths of the disk, from all of it.
    const wanted = Math.trunc(diskBytes / 5)
    const text =
      `Failed to garbage collect required amount of images. Attempted to free ${wanted} bytes, ` +
      `but only found ${found} bytes eligible to free.`
    if (found < wanted) host.events.record(about, 'Warning', 'FreeDiskSpaceFailed', text)
  })
  return { pressure: () => shown }
}

function requestOf({ spec }: Pod, resource: string): number {
  return spec.containers.reduce(
    (sum, { resources }) => sum + wholeValueOf(resources?.requests?.[resource]),
    0,
  )
}

export function isCritical({ spec, metadata }: Pod): boolean {
  return (
    (spec.priority ?? 0) >= criticalPriority ||
    metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined
  )
}

/** Why a Pod may not begin here now: short of memory, only those that ask for none are turned away. */
export function refusalUnder(pressure: Pressure, pod: Pod): string | undefined {
  const { memory, disk } = pressure
  if ((!memory && !disk) || isCritical(pod)) return undefined
  if (!disk && podQosClass(pod.spec) !== 'BestEffort') return undefined
  const conditions = (['memory', 'disk'] as const).filter((signal) => pressure[signal])
  return `The node had condition: [${conditions.map((one) => conditionOf[one]).join(' ')}]. `
}
