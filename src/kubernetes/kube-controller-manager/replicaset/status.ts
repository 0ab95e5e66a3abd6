/**
 * The status of a ReplicaSet, counted anew from its Pods each time.
 *
 * *Upstream:* `pkg/controller/replicaset/replica_set_utils.go`
 */
import type { ReplicaSet, ReplicaSetStatus } from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import type { Pod } from '../../api/core.ts'
import { matchesLabels } from '../../api/labels.ts'
import type { Condition } from '../../api/meta.ts'
import { isAvailable, isReady } from '../../api/pod-availability.ts'
import { timeOf } from '../../api/time.ts'

export interface Observation {
  readonly activePods: readonly Pod[]
  readonly terminatingPods: readonly Pod[]
  /** Why Pods could not be created or deleted just now. */
  readonly failure?: string | undefined
  readonly nowMs: number
}

export function statusOf(replicaSet: ReplicaSet, observation: Observation): ReplicaSetStatus {
  const counts = countsOf(replicaSet, observation)
  return statusFrom(replicaSet, counts, observation)
}

/** The same where the counts are known already. */
export function statusFrom(
  replicaSet: ReplicaSet,
  { replicas, terminatingReplicas, ...others }: Counts,
  observation: Pick<Observation, 'failure' | 'nowMs'>,
): ReplicaSetStatus {
  const conditions = conditionsOf(replicaSet, replicas, observation)
  const counts = { ...others, observedGeneration: replicaSet.metadata.generation ?? 0 }
  return {
    replicas,
    terminatingReplicas,
    // Any other zero is left out, as it is on the wire.
    ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)),
    ...(conditions.length > 0 ? { conditions } : {}),
  }
}

export interface Counts {
  readonly replicas: number
  readonly terminatingReplicas: number
  readonly fullyLabeledReplicas: number
  readonly readyReplicas: number
  readonly availableReplicas: number
}

export function countsOf(
  { spec }: ReplicaSet,
  { activePods, terminatingPods, nowMs }: Observation,
): Counts {
  const { template, minReadySeconds = 0 } = spec
  const counts = { fullyLabeledReplicas: 0, readyReplicas: 0, availableReplicas: 0 }
  for (const pod of activePods) {
    if (matchesLabels(template.metadata?.labels, pod.metadata.labels)) counts.fullyLabeledReplicas++
    if (!isReady(pod)) continue
    counts.readyReplicas++
    if (minReadySeconds === 0 || isAvailable(pod, minReadySeconds, nowMs))
      counts.availableReplicas++
  }
  return { replicas: activePods.length, terminatingReplicas: terminatingPods.length, ...counts }
}

/** A failure is written down once, with the words it first had, and struck out when it is over. */
function conditionsOf(
  { spec, status }: ReplicaSet,
  replicas: number,
  { failure, nowMs }: Pick<Observation, 'failure' | 'nowMs'>,
): readonly Condition[] {
  const conditions = status?.conditions ?? []
  const known = conditionOf(conditions, 'ReplicaFailure')
  if (failure === undefined) return conditions.filter((condition) => condition !== known)
  if (known) return conditions
  const surplus = replicas - (spec.replicas ?? 1)
  const condition: Condition = {
    type: 'ReplicaFailure',
    status: 'True',
    reason: surplus < 0 ? 'FailedCreate' : 'FailedDelete',
    message: failure,
    lastTransitionTime: timeOf(nowMs),
  }
  return [...conditions, condition]
}
