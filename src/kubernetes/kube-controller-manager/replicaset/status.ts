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
import { timeOf } from '../../api/time.ts'
import { isAvailable, isReady } from './pod-availability.ts'

export interface Observation {
  readonly activePods: readonly Pod[]
  readonly terminatingPods: readonly Pod[]
  /** Why Pods could not be created or deleted just now. */
  readonly failure?: string | undefined
  readonly nowMs: number
}

export function statusOf(replicaSet: ReplicaSet, observation: Observation): ReplicaSetStatus {
  const { activePods, terminatingPods, nowMs } = observation
  const { spec, metadata } = replicaSet
  const minReadySeconds = spec.minReadySeconds ?? 0
  const count = (counts: (pod: Pod) => boolean) => activePods.filter(counts).length
  const labels = spec.template.metadata?.labels
  const conditions = conditionsOf(replicaSet, observation)
  return {
    replicas: activePods.length,
    ...unlessZero(
      'fullyLabeledReplicas',
      count((pod) => matchesLabels(labels, pod.metadata.labels)),
    ),
    ...unlessZero('readyReplicas', count(isReady)),
    ...unlessZero(
      'availableReplicas',
      count((pod) => isAvailable(pod, minReadySeconds, nowMs)),
    ),
    terminatingReplicas: terminatingPods.length,
    ...unlessZero('observedGeneration', metadata.generation ?? 0),
    ...(conditions.length > 0 ? { conditions } : {}),
  }
}

/** A zero is left out, as it is on the wire. */
function unlessZero<K extends keyof ReplicaSetStatus>(field: K, value: number) {
  return (value === 0 ? {} : { [field]: value }) as Partial<Record<K, number>>
}

/** A failure is written down once, with the words it first had, and struck out when it is over. */
function conditionsOf(
  { spec, status }: ReplicaSet,
  { activePods, failure, nowMs }: Observation,
): readonly Condition[] {
  const conditions = status?.conditions ?? []
  const known = conditionOf(conditions, 'ReplicaFailure')
  if (failure === undefined) return conditions.filter((condition) => condition !== known)
  if (known) return conditions
  const surplus = activePods.length - (spec.replicas ?? 1)
  const condition: Condition = {
    type: 'ReplicaFailure',
    status: 'True',
    reason: surplus < 0 ? 'FailedCreate' : 'FailedDelete',
    message: failure,
    lastTransitionTime: timeOf(nowMs),
  }
  return [...conditions, condition]
}
