/** Which objects a condition means, and which of them are as it wants them. */
import { isConditionTrue } from '../kubernetes/api/conditions.ts'
import type { Pod } from '../kubernetes/api/core.ts'
import { matchesLabels } from '../kubernetes/api/labels.ts'
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { Snapshot } from '../kubernetes/snapshot.ts'
import type { Condition } from './check.ts'
import { fits, valueAt } from './value.ts'

/** Whether a condition speaks of this object at all. */
export function isMeant(object: KubernetesObject, { name, labels }: Condition): boolean {
  const { metadata } = object
  const namespace = metadata.namespace ?? 'default'
  return (
    namespace === 'default' &&
    (name === undefined || metadata.name === name) &&
    matchesLabels(labels, metadata.labels)
  )
}

/** Whether the object is as the condition wants it. */
export function qualifies(
  object: KubernetesObject,
  condition: Condition,
  view: () => Pick<Snapshot, 'machines'>,
): boolean {
  for (const [path, expected] of Object.entries(condition.has ?? {}))
    if (!fits(valueAt(object, path), expected)) return false
  const pod = object as Pod
  if (condition.ready !== undefined && isReady(pod) !== condition.ready) return false
  if (condition.onLivingNode && !isOnLivingNode(pod, view())) return false
  return true
}

function isReady(pod: Pod): boolean {
  return isConditionTrue(pod.status?.conditions, 'Ready') && !pod.metadata.deletionTimestamp
}

function isOnLivingNode(pod: Pod, { machines }: Pick<Snapshot, 'machines'>): boolean {
  return machines.some(({ name, powered }) => name === pod.spec.nodeName && powered)
}
