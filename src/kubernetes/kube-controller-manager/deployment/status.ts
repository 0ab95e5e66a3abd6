/**
 * The status of a Deployment, added up from its ReplicaSets', and its conditions.
 *
 * *Upstream:* `pkg/controller/deployment/sync.go` (calculateStatus),
 * `pkg/controller/deployment/util/deployment_util.go`
 */
import type {
  Deployment,
  DeploymentCondition,
  DeploymentStatus,
  ReplicaSet,
} from '../../api/apps.ts'
import { conditionOf } from '../../api/conditions.ts'
import { timeOf } from '../../api/time.ts'
import { allReplicaSets, availableOf, type Rollout, replicasOf, sum } from './replica-sets.ts'
import { maxUnavailable } from './rolling-update.ts'

/** The counts and the condition Available; all other conditions as they are. */
export function statusOf(rollout: Rollout, nowMs: number): DeploymentStatus {
  const { deployment, newReplicaSet } = rollout
  const all = allReplicaSets(rollout)
  const available = sum(all, availableOf)
  const terminating = terminatingReplicas(all)
  const { collisionCount, conditions = [] } = deployment.status ?? {}
  const counts = {
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(all, actualReplicas),
    updatedReplicas: newReplicaSet ? actualReplicas(newReplicaSet) : 0,
    readyReplicas: sum(all, ({ status }) => status?.readyReplicas ?? 0),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(all, replicasOf) - available),
  }
  const isEnough = available >= replicasOf(deployment) - maxUnavailable(deployment)
  const condition = isEnough ? minimumAvailable : minimumUnavailable
  return {
    // A zero is left out, as it is on the wire.
    ...Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0)),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: setCondition(conditions, condition, nowMs),
  }
}

const minimumAvailable = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
} as const

const minimumUnavailable = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
} as const

function actualReplicas({ status }: ReplicaSet): number {
  return status?.replicas ?? 0
}

/** Undefined while a ReplicaSet that was looked at before has not counted them yet. */
function terminatingReplicas(all: readonly ReplicaSet[]): number | undefined {
  const isUncounted = ({ status }: ReplicaSet) =>
    status?.observedGeneration !== undefined && status.terminatingReplicas === undefined
  if (all.some(isUncounted)) return undefined
  return sum(all, ({ status }) => status?.terminatingReplicas ?? 0)
}

/** A condition without its times. */
export type Finding = Omit<DeploymentCondition, 'lastUpdateTime' | 'lastTransitionTime'>

/**
 * A finding that is new by status or reason goes to the end of the list; its transition time moves
 * only with its status. One that is known already changes nothing.
 */
export function setCondition(
  conditions: readonly DeploymentCondition[],
  finding: Finding,
  nowMs: number,
): readonly DeploymentCondition[] {
  const known = conditionOf(conditions, finding.type)
  if (known?.status === finding.status && known.reason === finding.reason) return conditions
  return appendCondition(conditions, finding, nowMs)
}

/** The same, but even a known finding counts as news: `lastUpdateTime` moves. */
export function appendCondition(
  conditions: readonly DeploymentCondition[],
  finding: Finding,
  nowMs: number,
): readonly DeploymentCondition[] {
  const known = conditionOf(conditions, finding.type)
  const now = timeOf(nowMs)
  const since = known?.status === finding.status ? known.lastTransitionTime : undefined
  const dated = { ...finding, lastUpdateTime: now, lastTransitionTime: since ?? now }
  return [...withoutCondition(conditions, finding.type), dated]
}

export function withoutCondition(
  conditions: readonly DeploymentCondition[],
  type: string,
): readonly DeploymentCondition[] {
  return conditions.some((condition) => condition.type === type)
    ? conditions.filter((condition) => condition.type !== type)
    : conditions
}

/** The rollout is over: everything is updated, and all of it is available. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const replicas = replicasOf(deployment)
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  )
}
