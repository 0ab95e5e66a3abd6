/**
 * Does the rollout get on? The condition Progressing, and the deadline after which it turns False.
 * The deadline changes nothing but the condition: nobody rolls back by himself.
 *
 * *Upstream:* `pkg/controller/deployment/progress.go`,
 * `pkg/controller/deployment/util/deployment_util.go`
 */
import type {
  Deployment,
  DeploymentCondition,
  DeploymentStatus,
  ReplicaSet,
} from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import { msOf } from '../../api/time.ts'
import { allReplicaSets, type Rollout } from './replica-sets.ts'
import {
  appendCondition,
  type Finding,
  isComplete,
  setCondition,
  statusOf,
  withoutCondition,
} from './status.ts'

/** Upstream's way to say "no deadline". */
const noDeadline = 2 ** 31 - 1

export function hasProgressDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== noDeadline
}

export function progressing(status: Finding['status'], reason: string, message: string): Finding {
  return { type: 'Progressing', status, reason, message }
}

/** The whole status in the course of a rollout. */
export function rolloutStatus(rollout: Rollout, nowMs: number): DeploymentStatus {
  const { deployment, newReplicaSet } = rollout
  const status = statusOf(rollout, nowMs)
  const conditions = progressConditions(rollout, status, nowMs)
  const failure = replicaFailure(newReplicaSet, allReplicaSets(rollout))
  if (!failure) return { ...status, conditions: withoutCondition(conditions, 'ReplicaFailure') }
  const known = conditionOf(deployment.status?.conditions, 'ReplicaFailure')
  if (known?.status === failure.status && known.reason === failure.reason)
    return { ...status, conditions }
  const others = withoutCondition(conditions, 'ReplicaFailure')
  return { ...status, conditions: [...others, failure] }
}

function progressConditions(
  { deployment, newReplicaSet }: Rollout,
  status: DeploymentStatus,
  nowMs: number,
): readonly DeploymentCondition[] {
  const { conditions = [] } = status
  if (!hasProgressDeadline(deployment)) return withoutCondition(conditions, 'Progressing')
  const current = conditionOf(conditions, 'Progressing')
  // A rollout that has succeeded is not looked at again until there is another.
  const allUpdated = (status.replicas ?? 0) === (status.updatedReplicas ?? 0)
  if (allUpdated && current?.reason === 'NewReplicaSetAvailable') return conditions

  const subject = newReplicaSet
    ? `ReplicaSet "${newReplicaSet.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`
  if (isComplete(deployment, status)) {
    const text = `${subject} has successfully progressed.`
    return setCondition(conditions, progressing('True', 'NewReplicaSetAvailable', text), nowMs)
  }
  if (isProgressing(deployment, status)) {
    const finding = progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`)
    return appendCondition(conditions, finding, nowMs)
  }
  if (isTimedOut(deployment, status, nowMs)) {
    const text = `${subject} has timed out progressing.`
    return setCondition(conditions, progressing('False', 'ProgressDeadlineExceeded', text), nowMs)
  }
  return conditions
}

/** More Pods are updated, ready or available than before, or fewer old ones are left. */
export function isProgressing({ status: before = {} }: Deployment, now: DeploymentStatus): boolean {
  const grew = (field: 'updatedReplicas' | 'readyReplicas' | 'availableReplicas') =>
    (now[field] ?? 0) > (before[field] ?? 0)
  const old = ({ replicas = 0, updatedReplicas = 0 }: DeploymentStatus) =>
    replicas - updatedReplicas
  return (
    grew('updatedReplicas') ||
    old(now) < old(before) ||
    grew('readyReplicas') ||
    grew('availableReplicas')
  )
}

export function isTimedOut(
  deployment: Deployment,
  { conditions }: DeploymentStatus,
  nowMs: number,
): boolean {
  const condition = conditionOf(conditions, 'Progressing')
  if (!hasProgressDeadline(deployment) || !condition) return false
  if (condition.reason === 'NewReplicaSetAvailable') return false
  if (condition.reason === 'ProgressDeadlineExceeded') return true
  return deadlineMs(deployment, condition) < nowMs
}

/** How long until the deadline, where one is running; 0 if less than a second is left. */
export function untilDeadlineMs(
  deployment: Deployment,
  status: DeploymentStatus,
  nowMs: number,
): number | undefined {
  const condition = conditionOf(deployment.status?.conditions, 'Progressing')
  if (!hasProgressDeadline(deployment) || !condition) return undefined
  if (isComplete(deployment, status)) return undefined
  if (condition.reason === 'ProgressDeadlineExceeded') return undefined
  const left = deadlineMs(deployment, condition) - nowMs
  return left < 1000 ? 0 : left
}

function deadlineMs({ spec }: Deployment, { lastUpdateTime }: DeploymentCondition): number {
  return msOf(lastUpdateTime) + (spec.progressDeadlineSeconds ?? 0) * 1000
}

/** What keeps a ReplicaSet from its Pods is the Deployment's trouble too, the new one's first. */
function replicaFailure(
  newReplicaSet: ReplicaSet | undefined,
  all: readonly ReplicaSet[],
): DeploymentCondition | undefined {
  for (const { status } of newReplicaSet ? [newReplicaSet, ...all] : all) {
    const failure = conditionOf(status?.conditions, 'ReplicaFailure')
    if (!failure) continue
    const { lastTransitionTime } = failure
    return { ...failure, ...(lastTransitionTime ? { lastUpdateTime: lastTransitionTime } : {}) }
  }
  return undefined
}
