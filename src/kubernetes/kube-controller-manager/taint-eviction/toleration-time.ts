/**
 * How long a Pod stands the NoExecute taints of its node.
 *
 * *Upstream:* `pkg/controller/tainteviction/taint_eviction.go` (processPodOnNode,
 * getMinTolerationTime),
 * `staging/src/k8s.io/component-helpers/scheduling/corev1/helpers.go`
 */
import type { Node, Taint, Toleration } from '../../api/core.ts'
import { tolerates } from '../../api/taints.ts'

export function noExecuteTaints(node: Node | undefined): readonly Taint[] {
  return (node?.spec.taints ?? []).filter(({ effect }) => effect === 'NoExecute')
}

/** For ever, or for so many seconds; 0 where a taint is not tolerated at all. */
export type TolerationTime = number | 'forever'

export function tolerationTime(
  taints: readonly Taint[],
  tolerations: readonly Toleration[] = [],
): TolerationTime {
  if (taints.length === 0) return 'forever'
  const used = taints.map((taint) => tolerations.find((one) => tolerates(one, taint)))
  return used.includes(undefined) ? 0 : shortestOf(used as readonly Toleration[])
}

/** The least patient toleration decides; one without a time is patient for ever. */
export function shortestOf(tolerations: readonly Toleration[]): TolerationTime {
  if (tolerations.length === 0) return 0
  const limits = tolerations.flatMap(({ tolerationSeconds }) => tolerationSeconds ?? [])
  return limits.length === 0 ? 'forever' : Math.max(0, Math.min(...limits))
}
