/**
 * kube-scheduler — gives each Pod without a node a node, by writing a Binding. It starts nothing
 * and talks to nobody but the API server.
 *
 * *Upstream:* `pkg/scheduler` (scheduler.go, schedule_one.go, eventhandlers.go)
 * *Leaves out:* profiles, extenders, binding beside the next decision (here the Binding is written at
 * once, where no volume has to be waited for).
 */

import { conditionOf, withCondition } from '../api/conditions.ts'
import type { Node, Pod } from '../api/core.ts'
import { keyOf } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import { ApiError } from '../client/client.ts'
import type { Change, Informer } from '../client/informer.ts'
import type { ComponentDefinition, Host, HostClock } from '../component.ts'
import { timing } from '../timing.ts'
import type { NodeInfo } from './cache/node-info.ts'
import type { PodInfo } from './cache/pod-info.ts'
import { SchedulerCache } from './cache/scheduler-cache.ts'
import { fitErrorMessage, noNodesMessage, unschedulableMessage } from './fit-error.ts'
import type { Plugin } from './framework.ts'
import { defaultPlugins, pluginsWith } from './plugins.ts'
import { concernsScheduling, isFinished, isMine } from './pod-news.ts'
import { bestCandidate, type Candidate, refusalToPreempt } from './preemption.ts'
import { backOffEndMs, type QueuedPod, SchedulingQueue } from './queue/scheduling-queue.ts'
import { type Diagnosis, schedulePod } from './schedule-pod.ts'
import type { VolumeBinder, VolumeNews } from './volume-binder.ts'

/** What only the full cluster's scheduler looks at. */
export interface SchedulerParts {
  readonly volumes?: (host: Host, news: VolumeNews) => VolumeBinder
}

const basic: ComponentDefinition = {
  name: 'kube-scheduler',
  speaksAs: 'default-scheduler',
  runsOn: 'control-plane',
  watches: ['pods', 'nodes', 'namespaces', 'services', 'replicasets', 'poddisruptionbudgets'],
  writes: ['pods/binding', 'pods/status', 'pods', 'events'],
  withoutIt: {
    ja: '新しい Pod は Pending のままです。どのノードで動かすかを誰も決めないからです。すでに動いている Pod はそのまま動き続けます。',
    en: 'New Pods stay Pending: nobody gives them a node. Pods that already run go on running.',
  },
}

export function kubeSchedulerWith(
  parts: SchedulerParts,
  { watches = [], writes = [] }: Partial<ComponentDefinition> = {},
): ComponentDefinition {
  return {
    ...basic,
    watches: [...basic.watches, ...watches],
    writes: [...basic.writes, ...writes],
    start(host) {
      new Scheduler(host, parts)
    },
  }
}

export const kubeScheduler = kubeSchedulerWith({})

/** One life of the process: all it knows is in here, and forgotten when it stops. */
class Scheduler {
  readonly #host: Host
  readonly #clock: HostClock
  readonly #cache: SchedulerCache
  readonly #queue: SchedulingQueue
  readonly #informers: readonly { readonly synced: boolean }[]
  readonly #budgets: Informer<'poddisruptionbudgets'>
  readonly #volumes: VolumeBinder | undefined
  readonly #plugins: readonly Plugin[]
  readonly #startedMs: number
  /** Pods that have made others go and wait for their room, which is not for lesser ones. */
  readonly #nominated = new Map<string, Pod>()
  /** Cycles on the clock that have not run yet. */
  #cycles = 0
  #busyUntilMs = 0
  #startIndex = 0
  #flushing = false
  #looksForCaches = 0

  constructor(host: Host, { volumes }: SchedulerParts) {
    const pods = host.informer('pods')
    const nodes = host.informer('nodes')
    const namespaces = host.informer('namespaces')
    const services = host.informer('services')
    const replicaSets = host.informer('replicasets')
    this.#host = host
    this.#clock = host.clock
    this.#startedMs = host.clock.now
    this.#budgets = host.informer('poddisruptionbudgets')
    this.#informers = [pods, nodes, namespaces, services, replicaSets, this.#budgets]
    this.#cache = new SchedulerCache({
      namespaces: () => namespaces.list(),
      servicesIn: (namespace) => services.inNamespace(namespace),
      replicaSet: (namespace, name) => replicaSets.get(`${namespace}/${name}`),
    })
    this.#volumes = volumes?.(host, {
      bound: (queued, nodeName) => this.#bind(queued, nodeName),
      failed: (queued, why) => this.#giveUpVolumes(queued, why),
      changed: () => {
        this.#queue.move({ type: 'storage-changed' })
        this.#arrangeCycles()
      },
    })
    this.#plugins = this.#volumes ? pluginsWith(this.#volumes.plugins) : defaultPlugins
    this.#queue = new SchedulingQueue(this.#plugins, () => host.clock.now)
    nodes.onChange((change) => {
      this.#takeNodeNews(change)
      this.#arrangeCycles()
    })
    pods.onChange((change) => {
      this.#takePodNews(change)
      this.#arrangeCycles()
    })
  }

  #takeNodeNews({ type, object: node, old }: Change<Node>): void {
    if (type === 'deleted') {
      this.#cache.removeNode(node.metadata.name)
      this.#queue.move({ type: 'node-deleted', node })
      return
    }
    this.#cache.setNode(node)
    this.#queue.move(old ? { type: 'node-updated', node, old } : { type: 'node-added', node })
  }

  #takePodNews({ type, object: pod, old }: Change<Pod>): void {
    const { uid } = pod.metadata
    if (old && old.metadata.uid !== uid) this.#forget(old.metadata.uid)
    if (type === 'deleted' || isFinished(pod)) return this.#forget(uid)
    const placed = this.#cache.pod(uid)
    if (pod.status?.nominatedNodeName && !pod.spec.nodeName) this.#nominated.set(uid, pod)
    else this.#nominated.delete(uid)
    if (!pod.spec.nodeName) {
      if (isMine(pod) && !placed) this.#queue.set(pod)
      return
    }
    this.#queue.remove(uid)
    // News of a status alone takes up no more and no less place.
    if (placed && old && !concernsScheduling(old, pod)) return
    const now = this.#cache.place(pod, pod.spec.nodeName)
    if (placed && old?.spec.nodeName)
      this.#queue.move({ type: 'pod-updated', pod: now, old: placed })
    else this.#queue.move({ type: 'pod-added', pod: now })
  }

  /** The Pod takes up no place any more. */
  #forget(uid: string): void {
    this.#nominated.delete(uid)
    this.#queue.remove(uid)
    this.#volumes?.forget(uid)
    const placed = this.#cache.pod(uid)
    this.#cache.remove(uid)
    if (placed) this.#queue.move({ type: 'pod-deleted', pod: placed })
  }

  /** One cycle for each Pod that can be tried, one after the other. */
  #arrangeCycles(): void {
    for (; this.#cycles < this.#queue.readyCount; this.#cycles++) {
      const { from, to } = timing.schedulingMs
      const beginMs = Math.max(this.#busyUntilMs, this.#clock.now)
      this.#busyUntilMs = beginMs + this.#host.random.integer(from, to)
      const delayMs = this.#busyUntilMs - this.#clock.now
      this.#clock.after(delayMs, 'schedule the next Pod', () => this.#runCycle())
    }
    this.#arrangeFlush()
  }

  #runCycle(): void {
    this.#cycles--
    // Deciding before the first lists have come in would be deciding blindly.
    if (!this.#informers.every(({ synced }) => synced)) return this.#lookForCachesAgain()
    const queued = this.#queue.pop()
    if (queued) this.#attempt(queued)
    this.#arrangeCycles()
  }

  #lookForCachesAgain(): void {
    const look = () => this.#arrangeCycles()
    // Without a connection the lists may never come, and nobody waits for that.
    if (++this.#looksForCaches > 20) this.#clock.afterInBackground(1000, 'wait for lists', look)
    else this.#clock.after(5, 'wait for lists', look)
  }

  #attempt(queued: QueuedPod): void {
    const { pod } = queued.pod
    if (pod.metadata.deletionTimestamp) {
      this.#say(pod, 'Warning', 'FailedScheduling', `skip schedule deleting pod: ${nameOf(pod)}`)
      return
    }
    const nodes = this.#cache.nodes.length
    if (nodes === 0) {
      this.#report(pod, 'Unschedulable', noNodesMessage)
      return this.#tryAgainLater(queued, { background: true })
    }
    if (this.#volumes?.synced === false && pod.spec.volumes?.length)
      return this.#tryAgainLater(queued, { background: true })
    const decision = this.#withNominated(queued.pod, () =>
      schedulePod(queued.pod, this.#cache, {
        plugins: this.#plugins,
        random: this.#host.random,
        startIndex: this.#startIndex,
      }),
    )
    if ('node' in decision) {
      this.#startIndex = (this.#startIndex + decision.visited) % nodes
      this.#assume(queued, decision.node)
    } else if ('diagnosis' in decision) {
      const { diagnosis } = decision
      this.#queue.addUnschedulable(queued, pluginsIn(diagnosis))
      this.#makeRoom(queued, diagnosis)
    } else {
      this.#report(pod, 'SchedulerError', decision.error)
      this.#tryAgainLater(queued)
    }
  }

  /** Decides as if those who wait for room, and matter as much or more, already had it. */
  #withNominated<T>(pod: PodInfo, decide: () => T): T {
    if (this.#nominated.size === 0) return decide()
    const guests = [...this.#nominated.values()].filter(
      ({ metadata, spec }) =>
        metadata.uid !== pod.uid &&
        (spec.priority ?? 0) >= pod.priority &&
        !this.#cache.pod(metadata.uid),
    )
    for (const guest of guests) this.#cache.place(guest, guest.status?.nominatedNodeName ?? '')
    const decision = decide()
    for (const { metadata } of guests) this.#cache.remove(metadata.uid)
    return decision
  }

  /** No node takes the Pod as things are: would one, if Pods that matter less went? */
  #makeRoom({ pod: info }: QueuedPod, diagnosis: Diagnosis): void {
    const { pod } = info
    const totalNodes = this.#cache.nodes.length
    // Where no node was looked at, the first plugin that would make room does not find its notes.
    if (diagnosis.absent?.plugin === 'VolumeBinding') {
      const text = fitErrorMessage({ totalNodes, ...diagnosis, postFilterMessage: 'not found' })
      return this.#report(pod, 'Unschedulable', text)
    }
    const refusal = refusalToPreempt(pod, this.#cache, diagnosis)
    if (refusal) {
      const postFilterMessage = `no new claims to deallocate, preemption: ${refusal}`
      const text = fitErrorMessage({ totalNodes, ...diagnosis, postFilterMessage })
      return this.#report(pod, 'Unschedulable', text)
    }
    const options = { plugins: this.#plugins, budgets: this.#budgets.list() }
    const candidate = bestCandidate(info, this.#cache, diagnosis, options)
    if (!candidate)
      return this.#report(pod, 'Unschedulable', unschedulableMessage(totalNodes, diagnosis))
    this.#report(pod, 'Unschedulable', fitErrorMessage({ totalNodes, ...diagnosis }))
    this.#preempt(pod, candidate)
  }

  #preempt(pod: Pod, { nodeName, victims }: Candidate): void {
    const { client } = this.#host
    const nominate = (current: Pod): Pod => ({
      ...current,
      status: { ...current.status, nominatedNodeName: nodeName },
    })
    problemOf(() => client.modify('pods', keyOf(pod), nominate, 'status'))
    const now = timeOf(this.#clock.now)
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    } as const
    for (const victim of victims) {
      if (victim.metadata.deletionTimestamp) continue
      const mark = (current: Pod): Pod => {
        const conditions = withCondition(current.status?.conditions, condition, now)
        return { ...current, status: { ...current.status, conditions } }
      }
      const problem = problemOf(() => {
        client.modify('pods', keyOf(victim), mark, 'status')
        client.delete('pods', victim)
      })
      if (problem) continue
      const text = `Preempted by pod ${pod.metadata.uid} on node ${nodeName}`
      this.#say(victim, 'Normal', 'Preempted', text)
    }
  }

  /** The Pod is taken to be there, so that the next decision already counts it. */
  #assume(queued: QueuedPod, { name: nodeName, node }: NodeInfo): void {
    const { pod } = queued.pod
    this.#cache.place({ ...pod, spec: { ...pod.spec, nodeName } }, nodeName, queued.pod)
    if (this.#volumes) this.#volumes.bind(queued, node)
    else this.#bind(queued, nodeName)
  }

  #giveUpVolumes(queued: QueuedPod, why: string): void {
    this.#fail(queued, `running PreBind plugin "VolumeBinding": binding volumes: ${why}`)
    this.#tryAgainLater(queued, { background: true })
  }

  /** The node that was chosen is free again. */
  #fail(queued: QueuedPod, message: string): void {
    const assumed = this.#cache.pod(queued.uid)
    this.#cache.remove(queued.uid)
    if (assumed) this.#queue.move({ type: 'pod-deleted', pod: assumed })
    this.#report(queued.pod.pod, 'SchedulerError', message)
  }

  #bind(queued: QueuedPod, nodeName: string): void {
    const { pod } = queued.pod
    const problem = problemOf(() => this.#host.client.bind(pod, nodeName))
    if (!problem) {
      this.#queue.remove(queued.uid)
      const message = `Successfully assigned ${nameOf(pod)} to ${nodeName}`
      return this.#say(pod, 'Normal', 'Scheduled', message)
    }
    this.#fail(queued, `running Bind plugin "DefaultBinder": ${problem.message}`)
    this.#tryAgainLater(queued, { background: queued.errorCount >= 3 && isOffline(problem) })
  }

  /** The Pod waits out its back-off; in the background where nobody waits for what it waits for. */
  #tryAgainLater(queued: QueuedPod, { background = false } = {}): void {
    this.#queue.addAfterError(queued)
    const delayMs = Math.max(0, backOffEndMs(queued) - this.#clock.now)
    const label = `end of back-off of ${nameOf(queued.pod.pod)}`
    const run = () => this.#arrangeCycles()
    if (background) this.#clock.afterInBackground(delayMs, label, run)
    else this.#clock.after(delayMs, label, run)
  }

  /** An Event for each failed attempt; the condition only where it says something new. */
  #report(pod: Pod, reason: string, message: string): void {
    this.#say(pod, 'Warning', 'FailedScheduling', message)
    const { generation } = pod.metadata
    const condition = {
      type: 'PodScheduled',
      status: 'False',
      ...(generation === undefined ? {} : { observedGeneration: generation }),
      lastProbeTime: null,
      reason,
      message,
    } as const
    const known = conditionOf(pod.status?.conditions, condition.type)
    if (known?.status === 'False' && known.reason === reason && known.message === message) return
    const now = timeOf(this.#clock.now)
    const withNews = (current: Pod): Pod => {
      const conditions = withCondition(current.status?.conditions, condition, now)
      return { ...current, status: { ...current.status, conditions } }
    }
    problemOf(() => this.#host.client.modify('pods', keyOf(pod), withNews, 'status'))
  }

  #say(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#host.events.record(pod, type, reason, message)
  }

  /** Every half minute, for Pods no change has helped for five minutes. */
  #arrangeFlush(): void {
    if (this.#flushing || !this.#queue.hasUnschedulable) return
    this.#flushing = true
    const period = timing.unschedulableFlushMs
    const delayMs = period - ((this.#clock.now - this.#startedMs) % period)
    this.#clock.afterInBackground(delayMs, 'look for Pods left waiting', () => {
      this.#flushing = false
      this.#queue.flush()
      this.#arrangeCycles()
    })
  }
}

/**
 * How a request failed, if it did. The scheduler has a queue and a back-off of its own, so refused
 * requests are met here and not in a control loop.
 */
function problemOf(request: () => void): ApiError | undefined {
  try {
    request()
    return undefined
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

function isOffline({ reason }: ApiError): boolean {
  return reason === 'ConnectionRefused' || reason === 'Unreachable'
}

function pluginsIn({ rejections, absent }: Diagnosis): ReadonlySet<string> {
  const all = [...rejections.values(), ...(absent ? [absent] : [])]
  return new Set(all.map(({ plugin }) => plugin))
}

function nameOf({ metadata }: Pod): string {
  return `${metadata.namespace}/${metadata.name}`
}
