/**
 * A Deployment is scaled in the middle of a rollout: all its ReplicaSets grow or shrink in
 * proportion, so that old and new Pods stay in the ratio they had.
 *
 * *Upstream:* `pkg/controller/deployment/sync.go` (scale),
 * `pkg/controller/deployment/util/deployment_util.go` (GetReplicaSetProportion)
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import {
  allReplicaSets,
  availableOf,
  isActive,
  largerThenNewerFirst,
  largerThenOlderFirst,
  newerFirst,
  type Rollout,
  replicasOf,
  type Scaling,
  sum,
} from './replica-sets.ts'
import { desiredReplicasOf, maxReplicasOf } from './revisions.ts'
import { isRollingUpdate, maxSurge } from './rolling-update.ts'

export function scalingPlan(rollout: Rollout): readonly Scaling[] {
  const { deployment, newReplicaSet, oldReplicaSets } = rollout
  const only = activeOrLatest(rollout)
  if (only) return [{ replicaSet: only, replicas: replicasOf(deployment) }].filter(changesSize)
  if (newReplicaSet && isSaturated(deployment, newReplicaSet))
    return oldReplicaSets.filter(isActive).map((replicaSet) => ({ replicaSet, replicas: 0 }))
  return isRollingUpdate(deployment) ? proportionalPlan(rollout) : []
}

/** Is there another size than the one the active ReplicaSets were made for? */
export function isScaled(deployment: Deployment, replicaSets: readonly ReplicaSet[]): boolean {
  return replicaSets.filter(isActive).some((replicaSet) => {
    const desired = desiredReplicasOf(replicaSet)
    return desired !== undefined && desired !== replicasOf(deployment)
  })
}

function changesSize({ replicaSet, replicas }: Scaling): boolean {
  return replicasOf(replicaSet) !== replicas
}

/** The one active ReplicaSet, or the newest where none is; undefined where several are active. */
function activeOrLatest(rollout: Rollout): ReplicaSet | undefined {
  const active = allReplicaSets(rollout).filter(isActive)
  if (active.length > 1) return undefined
  return active[0] ?? rollout.newReplicaSet ?? [...rollout.oldReplicaSets].sort(newerFirst)[0]
}

/** As large as the Deployment, and all of it available: the old ones are no longer needed. */
function isSaturated(deployment: Deployment, replicaSet: ReplicaSet): boolean {
  const replicas = replicasOf(deployment)
  return (
    replicasOf(replicaSet) === replicas &&
    desiredReplicasOf(replicaSet) === replicas &&
    availableOf(replicaSet) === replicas
  )
}

function proportionalPlan(rollout: Rollout): readonly Scaling[] {
  const { deployment } = rollout
  const active = allReplicaSets(rollout).filter(isActive)
  const replicas = replicasOf(deployment)
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0
  const toAdd = allowed - sum(active, replicasOf)
  if (toAdd === 0)
    return active.map((replicaSet) => ({ replicaSet, replicas: replicasOf(replicaSet) }))

  const ordered = [...active].sort(toAdd > 0 ? largerThenNewerFirst : largerThenOlderFirst)
  let left = toAdd
  const sizes = ordered.map((replicaSet) => {
    const fraction = replicaSetFraction(deployment, replicaSet)
    const wanted = toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left)
    const share = left === 0 ? 0 : wanted
    left -= share
    return replicasOf(replicaSet) + share
  })
  // What rounding has left over goes to the first.
  return ordered.map((replicaSet, index) => {
    const size = sizes[index] ?? 0
    return { replicaSet, replicas: index === 0 ? Math.max(0, size + left) : size }
  })
}

/** By how much a ReplicaSet would change if there were no limits. */
export function replicaSetFraction(deployment: Deployment, replicaSet: ReplicaSet): number {
  const size = replicasOf(replicaSet)
  const replicas = replicasOf(deployment)
  if (replicas === 0) return -size
  // Without the annotation, the Deployment as it is now must do for the size it had.
  const maxBefore = maxReplicasOf(replicaSet) || (deployment.status?.replicas ?? 0)
  if (maxBefore === 0) return 0
  return roundAwayFromZero((size * (replicas + maxSurge(deployment))) / maxBefore) - size
}

function roundAwayFromZero(value: number): number {
  return Math.sign(value) * Math.floor(Math.abs(value) + 0.5)
}
