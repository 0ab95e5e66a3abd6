/**
 * A node with running sums over the Pods that are on it.
 *
 * *Upstream:* `pkg/scheduler/framework/types.go` (NodeInfo)
 */
import type { Node } from '../../api/core.ts'
import type { Labels } from '../../api/meta.ts'
import type { PodInfo } from './pod-info.ts'
import { type Amounts, add, amountsOf, subtract } from './resources.ts'

export class NodeInfo {
  readonly name: string
  readonly pods = new Map<string, PodInfo>()
  /** Those of them that hold ports of the node itself. */
  readonly portHolders = new Map<string, PodInfo>()
  /** The sum of the Pods' requests. */
  readonly requested = new Map<string, number>()
  /** The same with something assumed for containers that request nothing; for scoring. */
  readonly assumedRequested = new Map<string, number>()
  /** What was said of it as it now is: see `verdict.ts`. */
  verdict: unknown
  #node: Node
  #labels: Labels
  #allocatable: Amounts
  #images: ReadonlyMap<string, number>

  constructor(node: Node) {
    this.name = node.metadata.name
    this.#node = node
    this.#labels = node.metadata.labels ?? {}
    this.#allocatable = amountsOf(node.status?.allocatable)
    this.#images = imagesOf(node)
  }

  get node(): Node {
    return this.#node
  }

  set node(node: Node) {
    this.verdict = undefined
    this.#node = node
    this.#labels = node.metadata.labels ?? {}
    this.#allocatable = amountsOf(node.status?.allocatable)
    this.#images = imagesOf(node)
  }

  get labels(): Labels {
    return this.#labels
  }

  get allocatable(): Amounts {
    return this.#allocatable
  }

  /** Bytes by image name, as the kubelet reported them. */
  get images(): ReadonlyMap<string, number> {
    return this.#images
  }

  addPod(pod: PodInfo): void {
    this.verdict = undefined
    this.pods.set(pod.uid, pod)
    if (pod.hostPorts.length > 0) this.portHolders.set(pod.uid, pod)
    add(this.requested, pod.request)
    add(this.assumedRequested, pod.assumedRequest)
  }

  /** The same Pod, about which there was news that changes nothing here; it becomes the last. */
  replacePod(pod: PodInfo): void {
    this.pods.delete(pod.uid)
    this.pods.set(pod.uid, pod)
    if (!this.portHolders.delete(pod.uid)) return
    this.portHolders.set(pod.uid, pod)
  }

  removePod(pod: PodInfo): void {
    if (!this.pods.delete(pod.uid)) return
    this.verdict = undefined
    this.portHolders.delete(pod.uid)
    subtract(this.requested, pod.request)
    subtract(this.assumedRequested, pod.assumedRequest)
  }
}

function imagesOf(node: Node): ReadonlyMap<string, number> {
  const images = new Map<string, number>()
  for (const { names, sizeBytes } of node.status?.images ?? [])
    for (const name of names) images.set(name, sizeBytes)
  return images
}
