/**
 * Which Pod is tried next, and which ones wait for what.
 *
 * - *active*: to be tried, by priority, then by time.
 * - *back-off*: failed a moment ago; tried when the others are done, or, after an error, when its
 *   time is up.
 * - *unschedulable*: no node would take it; waits for a change that a plugin says may help.
 * - *gated*: may not be tried yet.
 *
 * *Upstream:* `pkg/scheduler/backend/queue` (scheduling_queue.go, active_queue.go,
 * backoff_queue.go)
 * *Leaves out:* hints for each kind of change of the waiting Pod itself (any change of its labels
 * or spec counts), nominated Pods.
 */
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { timing } from '../../timing.ts'
import { type PodInfo, podInfoOf } from '../cache/pod-info.ts'
import type { ClusterEvent, Plugin } from '../framework.ts'
import { Heap } from './heap.ts'

type Place = 'active' | 'back-off' | 'error-back-off' | 'unschedulable' | 'gated' | 'out'

export interface QueuedPod {
  readonly uid: string
  pod: PodInfo
  /** When it came to wait, and the order among those of the same instant. */
  sinceMs: number
  sequence: number
  /** Verdicts "unschedulable" so far. */
  unschedulableCount: number
  /** Errors in a row. */
  errorCount: number
  /** Plugins that turned it down in the last attempt. */
  rejectedBy: ReadonlySet<string>
  place: Place
}

export class SchedulingQueue {
  readonly #plugins: readonly Plugin[]
  readonly #now: () => number
  readonly #pods = new Map<string, QueuedPod>()
  readonly #unschedulable = new Map<string, QueuedPod>()
  #sequence = 0
  #readyCount = 0
  readonly #active = new Heap<QueuedPod>(goesFirst, (queued) => queued.place === 'active')
  readonly #backOff = new Heap<QueuedPod>(endsFirst, (queued) => queued.place === 'back-off')
  readonly #errors = new Heap<QueuedPod>(endsFirst, (queued) => queued.place === 'error-back-off')

  constructor(plugins: readonly Plugin[], now: () => number) {
    this.#plugins = plugins
    this.#now = now
  }

  /** A Pod without a node has appeared or changed. */
  set(pod: Pod): void {
    const known = this.#pods.get(pod.metadata.uid)
    if (!known) {
      const queued = this.#newcomer(pod)
      this.#pods.set(queued.uid, queued)
      this.#enter(queued)
      return
    }
    const old = known.pod.pod
    known.pod = podInfoOf(pod, known.pod)
    // News of what we wrote ourselves into its status changes nothing.
    const changed =
      !isEqual(old.spec, pod.spec) || !isEqual(old.metadata.labels, pod.metadata.labels)
    if (changed && (known.place === 'gated' || known.place === 'unschedulable')) this.#enter(known)
  }

  /** The Pod has a node, is gone or somebody else's business. */
  remove(uid: string): void {
    const queued = this.#pods.get(uid)
    if (!queued) return
    this.#pods.delete(uid)
    this.#unschedulable.delete(uid)
    this.#put(queued, 'out')
  }

  get(uid: string): QueuedPod | undefined {
    return this.#pods.get(uid)
  }

  /** How many Pods can be tried right now. */
  get readyCount(): number {
    this.#endErrorBackOffs()
    return this.#readyCount
  }

  /** The next Pod to try. With nobody else waiting, one in back-off does not have to wait. */
  pop(): QueuedPod | undefined {
    this.#endErrorBackOffs()
    const next = this.#active.pop() ?? this.#backOff.pop()
    if (next) this.#put(next, 'out')
    return next
  }

  /** No node would take it, for reasons these plugins gave. */
  addUnschedulable(queued: QueuedPod, rejectedBy: ReadonlySet<string>): void {
    if (!this.#pods.has(queued.uid)) return
    queued.rejectedBy = rejectedBy
    queued.unschedulableCount++
    queued.errorCount = 0
    this.#wait(queued, 'unschedulable')
    this.#unschedulable.set(queued.uid, queued)
  }

  /** The attempt broke off; it is tried again after its back-off, whatever happens. */
  addAfterError(queued: QueuedPod): void {
    if (!this.#pods.has(queued.uid)) return
    queued.errorCount++
    this.#wait(queued, 'error-back-off')
    this.#errors.push(queued)
  }

  /** Something changed in the cluster: Pods it may help come back. */
  move(event: ClusterEvent): void {
    for (const queued of this.#unschedulable.values()) {
      const helps = this.#plugins.some(
        (plugin) => queued.rejectedBy.has(plugin.name) && plugin.wakes?.(queued.pod, event),
      )
      if (helps) this.#enter(queued)
    }
  }

  /** Pods that have waited too long are tried again, in case a hint was missed. */
  flush(): void {
    for (const queued of this.#unschedulable.values())
      if (queued.sinceMs + timing.unschedulableMaxMs < this.#now()) this.#enter(queued)
  }

  get hasUnschedulable(): boolean {
    return this.#unschedulable.size > 0
  }

  #newcomer(pod: Pod): QueuedPod {
    return {
      uid: pod.metadata.uid,
      pod: podInfoOf(pod),
      sinceMs: this.#now(),
      sequence: this.#sequence++,
      unschedulableCount: 0,
      errorCount: 0,
      rejectedBy: new Set(),
      place: 'out',
    }
  }

  #enter(queued: QueuedPod): void {
    this.#unschedulable.delete(queued.uid)
    if (this.#plugins.some((plugin) => plugin.preEnqueue?.(queued.pod.pod))) {
      this.#put(queued, 'gated')
    } else if (backOffEndMs(queued) > this.#now()) {
      this.#put(queued, 'back-off')
      this.#backOff.push(queued)
    } else {
      this.#put(queued, 'active')
      this.#active.push(queued)
    }
  }

  #wait(queued: QueuedPod, place: Place): void {
    queued.sinceMs = this.#now()
    queued.sequence = this.#sequence++
    this.#put(queued, place)
  }

  #put(queued: QueuedPod, place: Place): void {
    this.#readyCount += Number(isReady(place)) - Number(isReady(queued.place))
    queued.place = place
  }

  #endErrorBackOffs(): void {
    for (;;) {
      const first = this.#errors.peek()
      if (!first || backOffEndMs(first) > this.#now()) return
      this.#errors.pop()
      this.#put(first, 'active')
      this.#active.push(first)
    }
  }
}

/** The n-th failure in a row waits twice as long as the one before. */
export function backOffMs(
  attempts: number,
  initialMs: number = timing.podInitialBackOffMs,
  maxMs: number = timing.podMaxBackOffMs,
): number {
  return attempts === 0 ? 0 : Math.min(initialMs * 2 ** (attempts - 1), maxMs)
}

/** Back-offs end on whole seconds, so that Pods that failed together come back together. */
export function backOffEndMs({ sinceMs, unschedulableCount, errorCount }: QueuedPod): number {
  const attempts = errorCount || unschedulableCount
  if (attempts === 0) return 0
  return Math.floor((sinceMs + backOffMs(attempts)) / window) * window
}

const window = 1000

function goesFirst(a: QueuedPod, b: QueuedPod): boolean {
  if (a.pod.priority !== b.pod.priority) return a.pod.priority > b.pod.priority
  return a.sinceMs === b.sinceMs ? a.sequence < b.sequence : a.sinceMs < b.sinceMs
}

function isReady(place: Place): boolean {
  return place === 'active' || place === 'back-off'
}

function endsFirst(a: QueuedPod, b: QueuedPod): boolean {
  const [endsA, endsB] = [backOffEndMs(a), backOffEndMs(b)]
  return endsA === endsB ? goesFirst(a, b) : endsA < endsB
}
