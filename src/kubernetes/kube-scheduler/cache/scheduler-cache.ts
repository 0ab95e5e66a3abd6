/**
 * What the scheduler believes about the cluster: nodes, the Pods on them, and the indexes that
 * spare it going through all Pods. It is kept up change by change.
 *
 * A Pod that has just been given a node is *assumed* to be there, before its own news says so.
 *
 * *Upstream:* `pkg/scheduler/backend/cache/cache.go`
 * *Leaves out:* copying a snapshot before each cycle (here nothing else runs during a cycle), the
 * order of nodes by turns from each zone.
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Namespace, Node, Pod, Service } from '../../api/core.ts'
import type { Labels } from '../../api/meta.ts'
import { NodeInfo } from './node-info.ts'
import { PodCounts } from './pod-counts.ts'
import { type PodInfo, podInfoOf, takesTheSamePlace } from './pod-info.ts'
import { TermCounts } from './term-counts.ts'

/** What plugins may look up beside nodes and Pods. */
export interface Lookups {
  namespaces(): readonly Namespace[]
  servicesIn(namespace: string): readonly Service[]
  replicaSet(namespace: string, name: string): ReplicaSet | undefined
}

/** The cluster as plugins see it. */
export interface ClusterView extends Lookups {
  readonly nodes: readonly NodeInfo[]
  node(name: string): NodeInfo | undefined
  readonly pods: Pick<PodCounts, 'byNode' | 'namespaces'>
  readonly terms: Pick<TermCounts, 'of'>
  /** How many nodes have the image. */
  nodesWithImage(name: string): number
  /** Whether any node has a label of this name. */
  hasLabel(name: string): boolean
  namespaceLabels(namespace: string): Labels
}

interface Placement {
  readonly pod: PodInfo
  readonly nodeName: string
}

export class SchedulerCache implements ClusterView {
  readonly pods = new PodCounts()
  readonly terms = new TermCounts()
  readonly #lookups: Lookups
  readonly #nodes = new Map<string, NodeInfo>()
  readonly #placements = new Map<string, Placement>()
  /** Pods whose node is not known, or no longer: they count nowhere. */
  readonly #homeless = new Map<string, Map<string, PodInfo>>()
  readonly #images = new Map<string, number>()
  /** How many nodes have a label of that name. */
  readonly #labels = new Map<string, number>()
  #list: readonly NodeInfo[] | undefined

  constructor(lookups: Lookups) {
    this.#lookups = lookups
  }

  get nodes(): readonly NodeInfo[] {
    this.#list ??= [...this.#nodes.values()]
    return this.#list
  }

  node(name: string): NodeInfo | undefined {
    return this.#nodes.get(name)
  }

  nodesWithImage(name: string): number {
    return this.#images.get(name) ?? 0
  }

  hasLabel(name: string): boolean {
    return this.#labels.has(name)
  }

  namespaces(): readonly Namespace[] {
    return this.#lookups.namespaces()
  }

  namespaceLabels(namespace: string): Labels {
    const found = this.namespaces().find(({ metadata }) => metadata.name === namespace)
    return found?.metadata.labels ?? {}
  }

  servicesIn(namespace: string): readonly Service[] {
    return this.#lookups.servicesIn(namespace)
  }

  replicaSet(namespace: string, name: string): ReplicaSet | undefined {
    return this.#lookups.replicaSet(namespace, name)
  }

  setNode(node: Node): void {
    const name = node.metadata.name
    const known = this.#nodes.get(name)
    if (known) {
      this.#count(known, -1)
      known.node = node
      this.#count(known, 1)
      return
    }
    const added = new NodeInfo(node)
    this.#nodes.set(name, added)
    this.#list = undefined
    this.#count(added, 1)
    const waiting = this.#homeless.get(name)
    this.#homeless.delete(name)
    for (const pod of waiting?.values() ?? []) this.#settle(pod, name)
  }

  removeNode(name: string): void {
    const node = this.#nodes.get(name)
    if (!node) return
    const pods = [...node.pods.values()]
    for (const pod of pods) this.#unsettle(pod, name)
    this.#count(node, -1)
    this.#nodes.delete(name)
    this.#list = undefined
    for (const pod of pods) this.#settle(pod, name)
  }

  /** The Pod has this node, by its own news or because we have just given it to it. */
  place(pod: Pod, nodeName: string, earlier?: PodInfo): PodInfo {
    const before = this.#placements.get(pod.metadata.uid)
    const info = podInfoOf(pod, before?.pod ?? earlier)
    const node = this.#nodes.get(nodeName)
    // What was assumed has come true, as a rule: nothing has to be counted again.
    if (node && before?.nodeName === nodeName && takesTheSamePlace(before.pod, info)) {
      node.replacePod(info)
      this.pods.replace(info, nodeName)
    } else {
      this.remove(info.uid)
      this.#settle(info, nodeName)
    }
    this.#placements.set(info.uid, { pod: info, nodeName })
    return info
  }

  /** The Pod, if it is on a node or assumed to be. */
  pod(uid: string): PodInfo | undefined {
    return this.#placements.get(uid)?.pod
  }

  /** The Pod is gone, has come to its end, or was not bound after all. */
  remove(uid: string): void {
    const placement = this.#placements.get(uid)
    if (!placement) return
    this.#placements.delete(uid)
    this.#unsettle(placement.pod, placement.nodeName)
  }

  #settle(pod: PodInfo, nodeName: string): void {
    const node = this.#nodes.get(nodeName)
    if (node) {
      node.addPod(pod)
      this.pods.add(pod, nodeName)
      this.terms.add(pod, nodeName)
      return
    }
    const waiting = this.#homeless.get(nodeName) ?? new Map<string, PodInfo>()
    this.#homeless.set(nodeName, waiting)
    waiting.set(pod.uid, pod)
  }

  #unsettle(pod: PodInfo, nodeName: string): void {
    const node = this.#nodes.get(nodeName)
    if (node) {
      node.removePod(pod)
      this.pods.remove(pod, nodeName)
      this.terms.remove(pod, nodeName)
      return
    }
    const waiting = this.#homeless.get(nodeName)
    waiting?.delete(pod.uid)
    if (waiting?.size === 0) this.#homeless.delete(nodeName)
  }

  #count({ images, labels }: NodeInfo, difference: number): void {
    for (const name of images.keys()) bump(this.#images, name, difference)
    for (const name in labels) bump(this.#labels, name, difference)
  }
}

function bump(counts: Map<string, number>, name: string, difference: number): void {
  const count = (counts.get(name) ?? 0) + difference
  if (count === 0) counts.delete(name)
  else counts.set(name, count)
}
