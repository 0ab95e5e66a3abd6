/**
 * What the scheduler says when no node will do, word for word.
 *
 * *Upstream:* `pkg/scheduler/framework/types.go` (FitError),
 * `pkg/scheduler/framework/preemption/preemption.go`
 */
import type { Rejection } from './framework.ts'
import type { Diagnosis } from './schedule-pod.ts'

export const noNodesMessage = 'no nodes available to schedule pods'

export interface FitError {
  readonly totalNodes: number
  readonly rejections: ReadonlyMap<string, Rejection>
  /** For the nodes that are not in `rejections`. */
  readonly absent?: Rejection
  readonly preFilterMessage?: string
  readonly postFilterMessage?: string
}

/** `0/4 nodes are available: 1 …, 3 …. preemption: …` */
export function fitErrorMessage(error: FitError): string {
  const { totalNodes, preFilterMessage, postFilterMessage } = error
  const because = preFilterMessage ?? countedReasons(error)
  const parts = [because && `${because}.`, postFilterMessage].filter(Boolean)
  return [`0/${totalNodes} nodes are available:`, ...parts].join(' ')
}

/** Each reason with the number of nodes that gave it, sorted as text: `10 …` before `2 …`. */
function countedReasons({ totalNodes, rejections, absent }: FitError): string {
  const counts = new Map<string, number>()
  const count = (reasons: readonly string[], nodes: number) => {
    for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + nodes)
  }
  for (const { reasons } of rejections.values()) count(reasons, 1)
  if (absent && rejections.size < totalNodes) count(absent.reasons, totalNodes - rejections.size)
  return [...counts]
    .map(([reason, nodes]) => `${nodes} ${reason}`)
    .sort()
    .join(', ')
}

/** The whole text for a Pod that fits nowhere and whose way nobody can be moved out of. */
export function unschedulableMessage(totalNodes: number, diagnosis: Diagnosis): string {
  const preemption = `preemption: ${withoutVictims(totalNodes, diagnosis)}`
  const postFilterMessage = `no new claims to deallocate, ${preemption}`
  return fitErrorMessage({ totalNodes, ...diagnosis, postFilterMessage })
}

/** What preemption says when it finds nobody to evict. */
function withoutVictims(totalNodes: number, { rejections }: Diagnosis): string {
  const tried = [...rejections].filter(([, { code }]) => code === 'Unschedulable')
  return fitErrorMessage({
    totalNodes,
    rejections: new Map(tried.map(([name]) => [name, noVictims])),
    absent: notHelpful,
  })
}

const noVictims: Rejection = {
  code: 'UnschedulableAndUnresolvable',
  reasons: ['No preemption victims found for incoming pod'],
}
const notHelpful: Rejection = {
  code: 'UnschedulableAndUnresolvable',
  reasons: ['Preemption is not helpful for scheduling'],
}
