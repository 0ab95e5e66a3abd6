/**
 * Which Pods nobody else will ever clear away.
 *
 * *Upstream:* `pkg/controller/podgc/gc_controller.go`
 */
import { isConditionTrue } from '../../api/conditions.ts'
import type { Node, Pod, PodCondition } from '../../api/core.ts'
import { timing } from '../../timing.ts'

/** Finished Pods above this number go, the oldest first. */
export const terminatedPodThreshold = 12_500

const outOfService = 'node.kubernetes.io/out-of-service'

/** Its deletion was asked for before it had a node: no kubelet will ever end it. */
export function isUnscheduledAndTerminating({ metadata, spec }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined && !spec.nodeName
}

/** Somebody vouches, by a taint, that the node is really down: its Pods cannot be running. */
export function isOutOfService(pod: Pod, node: Node | undefined): boolean {
  if (!node || !pod.metadata.deletionTimestamp) return false
  const isTainted = node.spec.taints?.some(({ key }) => key === outOfService) ?? false
  return isTainted && !isConditionTrue(node.status?.conditions, 'Ready')
}

export function isFinished({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

/** Finished Pods beyond the threshold: evicted ones first, then the oldest. */
export function surplusOf(
  finished: readonly Pod[],
  threshold: number = terminatedPodThreshold,
): readonly Pod[] {
  if (threshold <= 0 || finished.length <= threshold) return []
  const isEvicted = ({ status }: Pod) => status?.reason === 'Evicted'
  return [...finished]
    .sort((a, b) => {
      if (isEvicted(a) !== isEvicted(b)) return isEvicted(a) ? -1 : 1
      const [older, newer] = [a.metadata.creationTimestamp, b.metadata.creationTimestamp]
      return older === newer ? 0 : older < newer ? -1 : 1
    })
    .slice(0, finished.length - threshold)
}

/** Said of a Pod whose node is no more. */
export const nodeGone: PodCondition = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
}

/**
 * Nodes that Pods name and nobody knows. The news of a node may be late, so a node is only believed
 * to be gone after it has been unknown for a while.
 */
export class Quarantine {
  readonly #endMs = new Map<string, number>()

  /** @returns those of the unknown nodes whose time is up; they would have to wait anew. */
  over(unknownNodes: ReadonlySet<string>, nowMs: number): ReadonlySet<string> {
    const over = new Set<string>()
    for (const [name, endMs] of this.#endMs) {
      if (endMs > nowMs) continue
      this.#endMs.delete(name)
      if (unknownNodes.has(name)) over.add(name)
    }
    for (const name of unknownNodes)
      if (!this.#endMs.has(name) && !over.has(name))
        this.#endMs.set(name, nowMs + timing.podGarbageQuarantineMs)
    return over
  }
}
