/** Reading and setting conditions. A condition's transition time moves only with its status. */
import type { Condition, Time } from './meta.ts'

export function conditionOf<C extends Condition>(
  conditions: readonly C[] | undefined,
  type: string,
): C | undefined {
  // A plain loop: this is asked of every Pod at every news of its ReplicaSet.
  if (conditions) for (const condition of conditions) if (condition.type === type) return condition
  return undefined
}

export function isConditionTrue(
  conditions: readonly Condition[] | undefined,
  type: string,
): boolean {
  return conditionOf(conditions, type)?.status === 'True'
}

/** The list with `next` in the place of the condition of its type, or at the end. */
export function withCondition<C extends Condition>(
  conditions: readonly C[] | undefined,
  next: C,
  now: Time,
): readonly C[] {
  const before = conditionOf(conditions, next.type)
  const transition = before?.status === next.status ? before.lastTransitionTime : undefined
  const dated: C = { ...next, lastTransitionTime: transition ?? now }
  if (!before) return [...(conditions ?? []), dated]
  return (conditions ?? []).map((condition) => (condition === before ? dated : condition))
}
