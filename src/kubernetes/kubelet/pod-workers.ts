/**
 * All Pods of the node and their workers: who is new, who is gone, who has to look again.
 *
 * *Upstream:* `pkg/kubelet/kubelet.go` HandlePodAdditions, HandlePodUpdates, HandlePodRemoves,
 * `pkg/kubelet/config/config.go` checkAndUpdatePod
 */
import type { Pod } from '../api/core.ts'
import type { Change } from '../client/informer.ts'
import { timing } from '../timing.ts'
import { rejectionOf } from './admission.ts'
import { collectGarbage, isSameRuntime, look } from './pod-runtime.ts'
import { PodWorker, type WorkerTools } from './pod-worker.ts'

export interface WorkersTools extends Omit<WorkerTools, 'gone'> {
  wakeAfter(key: string, delayMs: number): void
  /** Why the Pod may not begin while the node is short of something. */
  pressedBy(pod: Pod): string | undefined
}

export class PodWorkers {
  readonly #tools: WorkersTools & WorkerTools
  readonly #byUid = new Map<string, PodWorker>()
  /** Pods of the same name that follow one another, oldest first. */
  readonly #byKey = new Map<string, Set<PodWorker>>()

  constructor(tools: WorkersTools) {
    this.#tools = { ...tools, gone: (worker) => this.#forget(worker) }
  }

  has(podUid: string): boolean {
    return this.#byUid.has(podUid)
  }

  podChanged({ type, object, old }: Change<Pod>): void {
    const { uid } = object.metadata
    if (old && old.metadata.uid !== uid) this.#markRemoved(old.metadata.uid)
    if (type === 'deleted') return this.#markRemoved(uid)
    const known = this.#byUid.get(uid)
    if (!known) return this.#welcome(object)
    known.pod = object
    this.#tools.statuses.compare(object)
    if (!old || asksForMore(old, object)) this.#tools.wake(known.key)
  }

  /** Pods that run here, or are about to. */
  active(): readonly Pod[] {
    return [...this.#byUid.values()]
      .filter((worker) => worker.state === 'syncing' && !worker.isEnding())
      .map(({ pod }) => pod)
  }

  evict({ metadata }: Pod, message: string): void {
    this.#byUid.get(metadata.uid)?.evict(message)
  }

  advance(key: string): void {
    for (const worker of [...(this.#byKey.get(key) ?? [])]) worker.advance()
  }

  lookAt(podUids: Iterable<string>): void {
    const runtime = this.#tools.connection.current()
    if (!runtime) return
    for (const uid of podUids) {
      const worker = this.#byUid.get(uid)
      if (!worker) continue
      let seen = look(runtime, uid)
      if (collectGarbage(runtime, seen)) seen = look(runtime, uid)
      worker.observe(seen, !isSameRuntime(seen, worker.seen))
    }
  }

  runtimeIsBack(): void {
    this.lookAt(this.#byUid.keys())
    for (const worker of this.#byUid.values()) worker.runtimeIsBack()
  }

  #welcome(pod: Pod): void {
    const { host, connection, wakeAfter } = this.#tools
    const worker = new PodWorker(pod, this.#tools)
    const runtime = connection.current()
    if (runtime) worker.seen = look(runtime, worker.uid)
    this.#byUid.set(worker.uid, worker)
    const sameName = this.#byKey.get(worker.key) ?? new Set()
    this.#byKey.set(worker.key, sameName.add(worker))
    wakeAfter(worker.key, host.random.integer(timing.podSyncMs.from, timing.podSyncMs.to))
    if (isNew(worker)) this.#admit(worker)
  }

  #admit(worker: PodWorker): void {
    const others = [...this.#byUid.values()]
      .filter((other) => other !== worker && other.state === 'syncing')
      .map(({ pod }) => pod)
    const rejection = rejectionOf(
      worker.pod,
      others,
      this.#tools.host.machine,
      this.#tools.pressedBy,
    )
    if (rejection) worker.reject(rejection.reason, rejection.message)
  }

  #markRemoved(uid: string): void {
    const worker = this.#byUid.get(uid)
    if (!worker) return
    worker.isRemoved = true
    this.#tools.wake(worker.key)
  }

  #forget(worker: PodWorker): void {
    const { statuses, prober, images, restarts } = this.#tools
    const { uid, key } = worker
    this.#byUid.delete(uid)
    const sameName = this.#byKey.get(key)
    sameName?.delete(worker)
    if (sameName?.size === 0) this.#byKey.delete(key)
    statuses.forget(uid)
    prober.forget(uid)
    images.forget(uid)
    restarts.forget(`${uid}_`)
  }
}

/** More than a status changed: the spec (and with it the generation), or how the Pod is to end. */
function asksForMore({ metadata: old }: Pod, { metadata }: Pod): boolean {
  return (
    old.generation !== metadata.generation ||
    old.deletionTimestamp !== metadata.deletionTimestamp ||
    old.deletionGracePeriodSeconds !== metadata.deletionGracePeriodSeconds
  )
}

/** Bound to this node just now: no kubelet has said anything of it yet. */
function isNew({ pod, seen }: PodWorker): boolean {
  return pod.status?.startTime === undefined && seen.sandboxes.length === 0
}
