/**
 * pod-garbage-collector — clears away Pods that nobody else ever will: those of deleted nodes,
 * those whose deletion began before they had a node, and the oldest of too many finished ones.
 *
 * *Upstream:* `pkg/controller/podgc/gc_controller.go`
 */

import type { Timer } from '../../../simulation/simulation.ts'
import { withCondition } from '../../api/conditions.ts'
import type { Node, Pod } from '../../api/core.ts'
import { keyOf } from '../../api/meta.ts'
import { timeOf } from '../../api/time.ts'
import { find } from '../../client/find.ts'
import type { Change, Informer } from '../../client/informer.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { timing } from '../../timing.ts'
import {
  isFinished,
  isOutOfService,
  isUnscheduledAndTerminating,
  nodeGone,
  Quarantine,
  surplusOf,
} from './collectable.ts'

export const podGarbageCollector: ComponentDefinition = {
  name: 'pod-garbage-collector',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['pods', 'nodes'],
  writes: ['pods', 'pods/status'],
  withoutIt: {
    ja: 'Node を削除しても、そこにいた Pod のオブジェクトが残ります。置き換えの Pod も作られません。',
    en: 'Deleting a Node leaves the objects of its Pods behind, and nothing replaces them.',
  },
  start(host) {
    new PodGarbageCollector(host)
  },
}

type Why = 'node gone' | 'unscheduled' | 'out of service' | 'surplus'

class PodGarbageCollector {
  readonly #host: Host
  readonly #pods: Informer<'pods'>
  readonly #nodes: Informer<'nodes'>
  readonly #loop
  readonly #quarantine = new Quarantine()
  /** Pods that are finished, terminating or on a node nobody knows: the only ones worth a look. */
  readonly #candidates = new Set<string>()
  readonly #due = new Map<string, Why>()
  #nextPassMs: number
  #timer: Timer | undefined
  #isAwaited = false

  constructor(host: Host) {
    this.#host = host
    this.#pods = host.informer('pods')
    this.#nodes = host.informer('nodes')
    this.#loop = host.controlLoop({ reconcile: (key) => this.#reconcile(key) })
    this.#nextPassMs = host.clock.now + timing.podGarbageCollectionMs
    this.#pods.onChange((change) => this.#takePodNews(change))
    this.#nodes.onChange((change) => this.#takeNodeNews(change))
    this.#arm()
  }

  #takePodNews({ type, object: pod }: Change<Pod>): void {
    if (type !== 'deleted') return this.#consider(pod)
    this.#candidates.delete(keyOf(pod))
    this.#due.delete(keyOf(pod))
  }

  #takeNodeNews({ type, object: node, old }: Change<Node>): void {
    const isTaintNews = type === 'modified' && old?.spec.taints !== node.spec.taints
    if (type === 'modified' && !isTaintNews) return
    for (const pod of this.#pods.byNode(node.metadata.name)) this.#consider(pod)
  }

  #consider(pod: Pod): void {
    const isTerminating = pod.metadata.deletionTimestamp !== undefined
    if (!isTerminating && !isFinished(pod) && !this.#isStray(pod)) {
      this.#candidates.delete(keyOf(pod))
      return
    }
    this.#candidates.add(keyOf(pod))
    const isUrgent = this.#isStray(pod) || this.#whyCollect(pod, new Set()) !== undefined
    if (this.#isAwaited || !isUrgent || !this.#nodes.synced) return
    this.#isAwaited = true
    this.#arm()
  }

  /** Names a node that is not there, as far as the cache knows. */
  #isStray({ spec }: Pod): boolean {
    return spec.nodeName !== undefined && !this.#nodes.get(`/${spec.nodeName}`)
  }

  #whyCollect(pod: Pod, gone: ReadonlySet<string>): Why | undefined {
    if (isUnscheduledAndTerminating(pod)) return 'unscheduled'
    const { nodeName } = pod.spec
    if (nodeName === undefined) return undefined
    if (isOutOfService(pod, this.#nodes.get(`/${nodeName}`))) return 'out of service'
    return gone.has(nodeName) ? 'node gone' : undefined
  }

  /** The next pass is only rhythm, unless there is something for it to do. */
  #arm(): void {
    this.#timer?.cancel()
    const delayMs = Math.max(0, this.#nextPassMs - this.#host.clock.now)
    const label = 'look for Pods left over'
    const pass = () => this.#pass()
    this.#timer = this.#isAwaited
      ? this.#host.clock.after(delayMs, label, pass)
      : this.#host.clock.afterInBackground(delayMs, label, pass)
  }

  #pass(): void {
    this.#nextPassMs += timing.podGarbageCollectionMs
    this.#isAwaited = false
    if (this.#pods.synced && this.#nodes.synced) this.#choose()
    this.#arm()
  }

  #choose(): void {
    const pods = [...this.#candidates].flatMap((key) => this.#pods.get(key) ?? [])
    const strays = pods.filter((pod) => this.#isStray(pod))
    const unknown = new Set(strays.flatMap(({ spec }) => spec.nodeName ?? []))
    const gone = this.#quarantine.over(unknown, this.#host.clock.now)
    for (const pod of pods) {
      const why = this.#whyCollect(pod, gone)
      if (why) this.#collect(pod, why)
    }
    for (const pod of surplusOf(pods.filter(isFinished))) this.#collect(pod, 'surplus')
    this.#isAwaited = strays.length > 0
  }

  #collect(pod: Pod, why: Why): void {
    this.#due.set(keyOf(pod), why)
    this.#loop.add(keyOf(pod))
  }

  #reconcile(key: string): void {
    const why = this.#due.get(key)
    const pod = this.#pods.get(key)
    if (!why || !pod) return
    const { client, clock } = this.#host
    // The cache may have missed a node; the API server has not.
    if (why === 'node gone' && find(client, 'nodes', `/${pod.spec.nodeName}`)) {
      this.#due.delete(key)
      return
    }
    const now = timeOf(clock.now)
    // No kubelet will ever report the end, so it is written down here.
    if (!isFinished(pod))
      client.modify(
        'pods',
        key,
        (current) => ({
          ...current,
          status: {
            ...current.status,
            phase: 'Failed',
            ...(why === 'node gone'
              ? { conditions: withCondition(current.status?.conditions, nodeGone, now) }
              : {}),
          },
        }),
        'status',
      )
    client.delete('pods', pod, {
      gracePeriodSeconds: 0,
      preconditions: { uid: pod.metadata.uid },
    })
    this.#due.delete(key)
  }
}
