/**
 * What one look at a Deployment does: a step of a rolling update, of a recreation, or only a change
 * of size. Each look does at most one step; the news of it brings the next.
 *
 * *Upstream:* `pkg/controller/deployment` (sync.go, rolling.go, recreate.go)
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { ApiError } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import type { Informer } from '../../client/informer.ts'
import type { Host } from '../../component.ts'
import { replicaSetsToForget } from './history.ts'
import { syncRevision } from './new-replica-set.ts'
import { scalingPlan } from './proportional-scaling.ts'
import { oldPodsRunning } from './recreate.ts'
import { allReplicaSets, isActive, type Rollout, replicasOf } from './replica-sets.ts'
import { reconciledSize, scaleDownOld } from './rolling-update.ts'
import { scaleAll } from './scaling.ts'
import { isComplete } from './status.ts'
import { writePlainStatus, writeRolloutStatus } from './status-writer.ts'

/** The controller's reach, as far as a step needs it. */
export interface Reach {
  readonly host: Host
  readonly replicaSets: Informer<'replicasets'>
  readonly pods: Informer<'pods'>
}

/** Paused, or of another size than before: no step of a rollout this time. */
export function scaleOnly(
  reach: Reach,
  deployment: Deployment,
  all: readonly ReplicaSet[],
): undefined {
  const rollout = syncRevision(reach, deployment, all, false)
  scaleAll(reach.host, deployment, scalingPlan(rollout))
  if (deployment.spec.paused) forgetHistory(reach.host, rollout)
  return writePlainStatus(reach.host, rollout)
}

/** Either the new ReplicaSet grows or the old ones shrink; never both at once. */
export function rollingUpdate(
  reach: Reach,
  deployment: Deployment,
  all: readonly ReplicaSet[],
): undefined | RequeueAfter {
  const { host } = reach
  const rollout = syncRevision(reach, deployment, all, true)
  const hasMoved = growNew(host, rollout) || shrinkOld(host, rollout)
  if (!hasMoved && isFinished(rollout)) forgetHistory(host, rollout)
  return writeRolloutStatus(host, rollout)
}

/** First all old Pods go, to the last one; then the new ReplicaSet comes at its full size. */
export function recreate(
  reach: Reach,
  deployment: Deployment,
  all: readonly ReplicaSet[],
): undefined | RequeueAfter {
  const { host, pods } = reach
  const rollout = syncRevision(reach, deployment, all, false)
  const { newReplicaSet, oldReplicaSets } = rollout
  const active = oldReplicaSets.filter(isActive)
  const toZero = active.map((replicaSet) => ({ replicaSet, replicas: 0 }))
  if (scaleAll(host, deployment, toZero)) return writeRolloutStatus(host, rollout)
  if (oldPodsRunning(newReplicaSet, oldReplicaSets, podsOf(pods, all)))
    return writeRolloutStatus(host, rollout)
  const free = newReplicaSet ? rollout : syncRevision(reach, rollout.deployment, all, true)
  growNew(host, free)
  if (isFinished(free)) forgetHistory(host, free)
  return writeRolloutStatus(host, free)
}

function growNew(host: Host, rollout: Rollout): boolean {
  const { deployment, newReplicaSet } = rollout
  if (!newReplicaSet) return false
  const size = replicasOf(newReplicaSet)
  const replicas = reconciledSize(deployment, allReplicaSets(rollout), size)
  if (replicas === size) return false
  return scaleAll(host, deployment, [{ replicaSet: newReplicaSet, replicas }])
}

function shrinkOld(host: Host, { deployment, newReplicaSet, oldReplicaSets }: Rollout): boolean {
  if (!newReplicaSet) return false
  const active = oldReplicaSets.filter(isActive)
  return scaleAll(host, deployment, scaleDownOld(deployment, newReplicaSet, active))
}

function podsOf(
  pods: Informer<'pods'>,
  all: readonly ReplicaSet[],
): ReadonlyMap<string, readonly Pod[]> {
  return new Map(all.map(({ metadata }) => [metadata.uid, pods.byController(metadata.uid)]))
}

function isFinished({ deployment }: Rollout): boolean {
  return isComplete(deployment, deployment.status ?? {})
}

function forgetHistory({ client }: Host, { deployment, oldReplicaSets }: Rollout): void {
  for (const replicaSet of replicaSetsToForget(deployment, oldReplicaSets))
    try {
      client.delete('replicasets', replicaSet)
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'NotFound')) throw error
    }
}
