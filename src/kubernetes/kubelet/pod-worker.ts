/**
 * The life of one Pod on its node: synced again and again, then terminating, then terminated.
 *
 * *Upstream:* `pkg/kubelet/pod_workers.go`, `pkg/kubelet/kubelet.go` SyncPod, SyncTerminatingPod,
 * SyncTerminatedPod
 * *Leaves out:* the re-sync of every Pod once a minute, which changes nothing.
 */
import type { Timer } from '../../simulation/simulation.ts'
import type { Pod, PodStatus } from '../api/core.ts'
import { keyOf } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import { timing } from '../timing.ts'
import type { WaitingReason } from './container-status.ts'
import { endContainers, graceSecondsOf } from './end-pod.ts'
import { podActions } from './pod-actions.ts'
import { look, nothing, type PodRuntime, runningContainers } from './pod-runtime.ts'
import { evictedStatus, podStatus, withAllEnded, withHeldPhase } from './pod-status.ts'
import type { Prober } from './prober.ts'
import type { StatusManager } from './status-manager.ts'
import { runActions, type SyncedPod, type SyncTools } from './sync-pod.ts'

export interface WorkerTools extends SyncTools {
  readonly statuses: StatusManager
  readonly prober: Prober
  /** Queue this Pod's key. */
  wake(key: string): void
  /** Have the runtime looked at for this Pod. */
  expectLook(uid: string): void
  /** Nothing is left of the Pod. */
  gone(worker: PodWorker): void
}

export class PodWorker implements SyncedPod {
  readonly uid: string
  readonly key: string
  readonly reasons = new Map<string, WaitingReason>()
  pod: Pod
  seen: PodRuntime = nothing
  abort: (() => void) | undefined
  state: 'syncing' | 'terminating' | 'terminated' = 'syncing'
  /** No longer in the API. */
  isRemoved = false
  readonly #tools: WorkerTools
  readonly #startTime: string
  #isBusy = false
  /** What was done is not seen yet: wait for the next look at the runtime. */
  #awaitsLook = false
  #isDirty = false
  #isFinal = false
  /** Some time after its end: its mounts and cgroups are gone as well. */
  #isCleanedUp = false
  #graceSeconds = Number.POSITIVE_INFINITY
  #retry: Timer | undefined
  /** Why it was evicted. */
  #eviction: string | undefined

  constructor(pod: Pod, tools: WorkerTools) {
    this.pod = pod
    this.uid = pod.metadata.uid
    this.key = keyOf(pod)
    this.#tools = tools
    this.#startTime =
      pod.status?.startTime ?? timeOf(tools.host.clock.now + tools.host.machine.clockSkewMs)
    // It may have ended before this kubelet was started.
    this.#isFinal = hasEnded(pod)
  }

  isEnding(): boolean {
    return (
      this.isRemoved ||
      this.pod.metadata.deletionTimestamp !== undefined ||
      this.#isFinal ||
      this.#eviction !== undefined
    )
  }

  /** Go on as far as possible: called whenever something about the Pod may have changed. */
  advance(): void {
    if (this.#isBusy) {
      this.#isDirty = true
      if (this.state === 'syncing' && this.isEnding()) this.abort?.()
      if (this.state === 'terminating') this.#shortenGrace()
      return
    }
    if (this.#awaitsLook) {
      this.#isDirty = true
      return
    }
    if (this.state === 'syncing' && this.isEnding()) this.state = 'terminating'
    if (this.state === 'syncing') this.#sync()
    else if (this.state === 'terminating') this.#terminate()
    else this.#leave()
  }

  /** What the runtime has of the Pod now. */
  observe(seen: PodRuntime, hasChanged: boolean): void {
    this.seen = seen
    this.#awaitsLook = false
    if (!hasChanged && !this.#isDirty) return
    this.#isDirty = false
    this.#tools.wake(this.key)
  }

  /** The runtime answers again: whatever was under way is taken up anew. */
  runtimeIsBack(): void {
    this.#awaitsLook = false
    this.#tools.wake(this.key)
  }

  /** The node is short of something: the Pod ends at once, and for good. */
  evict(message: string): void {
    const { host, wake } = this.#tools
    this.#eviction = message
    host.events.record(this.pod, 'Warning', 'Evicted', message)
    wake(this.key)
  }

  reject(reason: string, message: string): void {
    const { host, statuses } = this.#tools
    host.events.record(this.pod, 'Warning', reason, message)
    this.state = 'terminated'
    this.#isFinal = true
    this.#isCleanedUp = true
    statuses.set(this.pod, {
      observedGeneration: this.pod.metadata.generation ?? 1,
      phase: 'Failed',
      reason,
      message: `Pod was rejected: ${message}`,
      startTime: this.#startTime,
      ...(this.pod.status?.qosClass ? { qosClass: this.pod.status.qosClass } : {}),
    })
  }

  #sync(): void {
    const { statuses, prober, connection } = this.#tools
    this.#retry?.cancel()
    prober.follow(this.pod, this.seen)
    const status = this.#status(false)
    statuses.set(this.pod, withHeldPhase(status, this.pod.status))
    if (status.phase === 'Succeeded' || status.phase === 'Failed') {
      this.#isFinal = true
      this.#isDirty = true
      return this.#waitForLook()
    }
    const actions = podActions(this.pod, this.seen, prober)
    const { killPod, createSandbox, kill, start } = actions
    if (!killPod && !createSandbox && kill.length === 0 && start.length === 0) return
    const problem = connection.current()?.status().networkProblem
    if (createSandbox && problem) return this.#networkNotReady(problem)
    this.#isBusy = true
    this.#tools.host.trace('sync', {
      pod: this.key,
      createSandbox,
      kill: kill.map(({ container }) => container.name),
      start: start.map(({ name }) => name),
    })
    runActions(this.#tools, this, actions, (failed) => {
      this.#isBusy = false
      if (failed) this.#retryLater()
      this.#waitForLook()
      if (this.isEnding()) this.#isDirty = true
    })
  }

  #networkNotReady(problem: string): void {
    const message = `network is not ready: container runtime network not ready: ${problem}`
    this.#tools.host.events.record(this.pod, 'Warning', 'NetworkNotReady', message)
    this.#retryLater()
  }

  #retryLater(): void {
    const { host, wake } = this.#tools
    const delayMs = timing.podSyncBackOffMs * (1 + host.random.unit() / 2)
    this.#retry?.cancel()
    this.#retry = host.clock.after(delayMs, `sync ${this.key} again`, () => wake(this.key))
  }

  #waitForLook(): void {
    this.#awaitsLook = true
    this.#tools.expectLook(this.uid)
  }

  #terminate(): void {
    const { statuses, prober, connection, isAlive } = this.#tools
    const runtime = connection.current()
    this.#retry?.cancel()
    prober.stop(this.uid)
    if (!runtime) return
    this.seen = look(runtime, this.uid)
    if (!this.isRemoved && !hasEnded(this.pod))
      statuses.set(this.pod, withHeldPhase(this.#status(false), this.pod.status))
    this.#isBusy = true
    this.#graceSeconds = graceSecondsOf(this.pod, this.isRemoved || this.#eviction !== undefined)
    this.#tools.host.trace('sync', { pod: this.key, graceSeconds: this.#graceSeconds })
    endContainers(this.#tools, this.pod, this.seen, this.#graceSeconds, () => {
      if (!isAlive()) return
      this.#isBusy = false
      this.#finish()
    })
  }

  /** All containers have ended, or the runtime went away while they did. */
  #finish(): void {
    const { host, statuses, connection, wake } = this.#tools
    const runtime = connection.current()
    // When it is back, the end begins anew.
    if (!runtime) return
    for (const { id } of this.seen.sandboxes) runtime.stopPodSandbox(id)
    this.seen = look(runtime, this.uid)
    if (runningContainers(this.seen).length > 0) return wake(this.key)
    if (!this.isRemoved && !hasEnded(this.pod)) {
      const status = withAllEnded(this.#status(true))
      statuses.set(this.pod, this.#eviction === undefined ? status : { ...status, phase: 'Failed' })
    }
    this.state = 'terminated'
    host.clock.after(timing.podCleanupMs, `clean up ${this.key}`, () => {
      this.#isCleanedUp = true
      this.#leave()
    })
  }

  #leave(): void {
    const { statuses, connection, gone } = this.#tools
    if (!this.#isCleanedUp) return
    if (!this.isRemoved) {
      if (this.pod.metadata.deletionTimestamp) statuses.remove(this.pod)
      return
    }
    const runtime = connection.current()
    if (!runtime) return
    const { containers, sandboxes } = look(runtime, this.uid)
    for (const { id } of containers) runtime.removeContainer(id)
    for (const { id } of sandboxes) runtime.removePodSandbox(id)
    gone(this)
  }

  /** A second deletion asked for less time. */
  #shortenGrace(): void {
    const runtime = this.#tools.connection.current()
    const graceSeconds = graceSecondsOf(this.pod, this.isRemoved)
    if (graceSeconds >= this.#graceSeconds || !runtime) return
    this.#graceSeconds = graceSeconds
    for (const { id } of runningContainers(look(runtime, this.uid)))
      runtime.stopContainer(id, 1000 * graceSeconds, () => {})
  }

  #status(isTerminal: boolean): PodStatus {
    const { host, connection, prober } = this.#tools
    const runtimeName = connection.current()?.version().name ?? host.machine.runtime ?? 'containerd'
    const status = podStatus(this.pod, {
      seen: this.seen,
      runtimeName,
      hostAddress: host.machine.address,
      startTime: this.#startTime,
      now: timeOf(host.clock.now + host.machine.clockSkewMs),
      isTerminal,
      waiting: (container) => this.reasons.get(container),
      isReady: (container, id) => prober.ready(container, id),
      isStarted: (container, id) => prober.started(container, id),
    })
    return this.#eviction === undefined ? status : evictedStatus(status, this.#eviction)
  }
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}
