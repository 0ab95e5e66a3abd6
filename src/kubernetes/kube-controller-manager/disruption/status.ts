/**
 * How many Pods a budget can spare. Shares are rounded up, on both sides.
 *
 * *Upstream:* `pkg/controller/disruption/disruption.go` getExpectedPodCount, updatePdbStatus
 */
import { withCondition } from '../../api/conditions.ts'
import { scaledValue } from '../../api/int-or-string.ts'
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/policy.ts'
import { timeOf } from '../../api/time.ts'

export interface Observation {
  /** Pods that the budget selects. */
  readonly pods: number
  readonly healthy: number
  /** How many Pods their controllers want. */
  readonly scale: number
  readonly disruptedPods: Readonly<Record<string, string>>
  readonly nowMs: number
}

export function statusOf(
  { metadata, spec, status }: PodDisruptionBudget,
  { pods, healthy, scale, disruptedPods, nowMs }: Observation,
): PodDisruptionBudgetStatus {
  const { minAvailable, maxUnavailable } = spec
  let expected = pods
  let desired = 0
  if (maxUnavailable !== undefined) {
    expected = scale
    desired = Math.max(0, scale - (scaledValue(maxUnavailable, scale, true) ?? 0))
  } else if (typeof minAvailable === 'string') {
    expected = scale
    desired = scaledValue(minAvailable, scale, true) ?? 0
  } else desired = minAvailable ?? 0
  const allowed = expected <= 0 ? 0 : Math.max(0, healthy - desired)
  const generation = metadata.generation ?? 0
  const condition = {
    type: 'DisruptionAllowed',
    status: allowed > 0 ? 'True' : 'False',
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: generation,
  } as const
  return {
    observedGeneration: generation,
    ...(Object.keys(disruptedPods).length > 0 ? { disruptedPods } : {}),
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    conditions: withCondition(status?.conditions, condition, timeOf(nowMs)),
  }
}
