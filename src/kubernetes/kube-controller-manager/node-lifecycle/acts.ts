/**
 * What the controller does to a node and its Pods, once it has made up its mind. Each act starts
 * from what stands there now, and doing it twice does nothing the second time.
 *
 * *Upstream:* `pkg/controller/util/node/controller_utils.go`
 */
import { conditionOf } from '../../api/conditions.ts'
import type { Node, Pod } from '../../api/core.ts'
import { keyOf } from '../../api/meta.ts'
import { timeOf } from '../../api/time.ts'
import type { Host } from '../../component.ts'
import {
  isOwnNoExecute,
  isOwnNoSchedule,
  noExecuteTaints,
  noScheduleTaints,
  withTaints,
} from './condition-taints.ts'
import { readyConditionOf, withUnknownConditions } from './node-health.ts'

/** Under this name upstream's Events come. */
const source = { component: 'node-controller' }

/** Writes that nothing is known of the node any more. */
export function declareUnknown({ client, clock, events }: Host, node: Node): Node {
  const unknown = withUnknownConditions(node, clock.now)
  if (unknown === node) return node
  const written = client.updateStatus('nodes', unknown)
  if (readyConditionOf(node)?.status === 'True') {
    const text = `Node ${node.metadata.name} status is now: NodeNotReady`
    events.record(written, 'Normal', 'NodeNotReady', text, source)
  }
  return written
}

/** A Pod whose node is silent cannot be counted on; its containers may run on unseen. */
export function markPodNotReady({ client, clock, events }: Host, pod: Pod): void {
  if (!canLoseReadiness(pod)) return
  const conditions = (pod.status?.conditions ?? []).map((condition) =>
    condition.type === 'Ready'
      ? { ...condition, status: 'False' as const, lastTransitionTime: timeOf(clock.now) }
      : condition,
  )
  const written = client.updateStatus('pods', { ...pod, status: { ...pod.status, conditions } })
  events.record(written, 'Warning', 'NodeNotReady', 'Node is not ready', source)
}

export function canLoseReadiness({ status }: Pod): boolean {
  const ready = conditionOf(status?.conditions, 'Ready')
  return ready !== undefined && ready.status !== 'False'
}

/** No new Pods for a node in such a condition; at once, and without a limit. */
export function taintNoSchedule({ client, clock }: Host, node: Node): void {
  const taint = (current: Node) =>
    withTaints(current, noScheduleTaints(current), isOwnNoSchedule, timeOf(clock.now))
  if (taint(node) !== node) client.modify('nodes', keyOf(node), taint)
}

/** Puts the NoExecute taint that the Ready condition asks for, instead of the other one. */
export function taintNoExecute({ client, clock }: Host, node: Node): void {
  client.modify('nodes', keyOf(node), (current) =>
    withTaints(current, noExecuteTaints(current), isOwnNoExecute, timeOf(clock.now)),
  )
}

export function clearNoExecute({ client, clock }: Host, node: Node): void {
  client.modify('nodes', keyOf(node), (current) =>
    withTaints(current, [], isOwnNoExecute, timeOf(clock.now)),
  )
}
