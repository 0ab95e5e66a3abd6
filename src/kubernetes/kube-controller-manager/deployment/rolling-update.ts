/**
 * The arithmetic of a rolling update: never more Pods than `replicas + surge`, never fewer
 * available ones than `replicas − unavailable`.
 *
 * *Upstream:* `pkg/controller/deployment/rolling.go`,
 * `pkg/controller/deployment/util/deployment_util.go`
 *
 * In one point it is more careful than upstream, which believes the status of a ReplicaSet that it
 * has only just made smaller, counts Pods twice, and so can go below the minimum for a moment.
 */
import type { Deployment, DeploymentStrategy, ReplicaSet } from '../../api/apps.ts'
import { scaledValue } from '../../api/int-or-string.ts'
import { availableOf, olderFirst, replicasOf, type Scaling, sum } from './replica-sets.ts'

export function isRollingUpdate({ spec }: Deployment): boolean {
  return spec.strategy?.type === 'RollingUpdate'
}

/**
 * Surge rounds up, unavailable down; with both 0 nothing could move, so one Pod may be missing.
 * Nothing where one of them is neither a count nor a share, which validation lets nobody write.
 */
export function resolveFenceposts(
  { maxSurge = 0, maxUnavailable = 0 }: NonNullable<DeploymentStrategy['rollingUpdate']>,
  replicas: number,
): { readonly surge: number; readonly unavailable: number } | undefined {
  const surge = scaledValue(maxSurge, replicas, true)
  const unavailable = scaledValue(maxUnavailable, replicas, false)
  if (surge === undefined || unavailable === undefined) return undefined
  return surge === 0 && unavailable === 0 ? { surge: 0, unavailable: 1 } : { surge, unavailable }
}

export function maxSurge(deployment: Deployment): number {
  if (!isRollingUpdate(deployment)) return 0
  const { rollingUpdate = {} } = deployment.spec.strategy ?? {}
  return resolveFenceposts(rollingUpdate, replicasOf(deployment))?.surge ?? 0
}

export function maxUnavailable(deployment: Deployment): number {
  const replicas = replicasOf(deployment)
  if (!isRollingUpdate(deployment) || replicas === 0) return 0
  const { rollingUpdate = {} } = deployment.spec.strategy ?? {}
  return Math.min(resolveFenceposts(rollingUpdate, replicas)?.unavailable ?? 0, replicas)
}

export function minAvailable(deployment: Deployment): number {
  return isRollingUpdate(deployment) ? replicasOf(deployment) - maxUnavailable(deployment) : 0
}

/**
 * How large the new ReplicaSet may be now: it grows into the room that surge and the shrinking old
 * ones leave; without room it stays as it is, be it too large. One that is to be created counts
 * with the size it has not got yet.
 */
export function newReplicaSetSize(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  current: number,
): number {
  const replicas = replicasOf(deployment)
  if (!isRollingUpdate(deployment)) return replicas
  const surge = deployment.spec.strategy?.rollingUpdate?.maxSurge ?? 0
  const room = replicas + (scaledValue(surge, replicas, true) ?? 0) - sum(all, replicasOf)
  if (room <= 0) return current
  return current + Math.min(room, replicas - current)
}

/** The size the new ReplicaSet is given: one that has more than all Pods shrinks at once. */
export function reconciledSize(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  current: number,
): number {
  const replicas = replicasOf(deployment)
  return current > replicas ? replicas : newReplicaSetSize(deployment, all, current)
}

/** Makes the old ReplicaSets smaller, as far as enough Pods stay available. */
export function scaleDownOld(
  deployment: Deployment,
  newReplicaSet: ReplicaSet,
  old: readonly ReplicaSet[],
): readonly Scaling[] {
  if (sum(old, replicasOf) === 0) return []
  const all = sum([...old, newReplicaSet], replicasOf)
  const newUnavailable = replicasOf(newReplicaSet) - availableOf(newReplicaSet)
  const mayGo = all - (replicasOf(deployment) - maxUnavailable(deployment)) - newUnavailable
  if (mayGo <= 0) return []
  const cleaned = cleanUpUnhealthy(old, mayGo)
  const shrunk = old.map((replicaSet) => applied(replicaSet, cleaned))
  return [...cleaned, ...scaleDownAvailable(deployment, [...shrunk, newReplicaSet], shrunk)]
}

/** Pods that are not available are missed by nobody; they would only block the update. */
export function cleanUpUnhealthy(
  old: readonly ReplicaSet[],
  maxCleanup: number,
): readonly Scaling[] {
  const scalings: Scaling[] = []
  let left = maxCleanup
  for (const replicaSet of [...old].sort(olderFirst)) {
    const size = replicasOf(replicaSet)
    const count = Math.min(left, size - availableOf(replicaSet))
    if (count <= 0 || size === 0) continue
    scalings.push({ replicaSet, replicas: size - count })
    left -= count
  }
  return scalings
}

/** Available Pods may go as far as others are available instead, the oldest ReplicaSet's first. */
export function scaleDownAvailable(
  deployment: Deployment,
  all: readonly ReplicaSet[],
  old: readonly ReplicaSet[],
): readonly Scaling[] {
  const scalings: Scaling[] = []
  let left = sum(all, availableForSure) - (replicasOf(deployment) - maxUnavailable(deployment))
  for (const replicaSet of [...old].sort(olderFirst)) {
    const size = replicasOf(replicaSet)
    const count = Math.min(size, left)
    if (count <= 0) continue
    scalings.push({ replicaSet, replicas: size - count })
    left -= count
  }
  return scalings
}

/** A status may be older than the spec: Pods that are about to go count no more. */
function availableForSure(replicaSet: ReplicaSet): number {
  return Math.min(availableOf(replicaSet), replicasOf(replicaSet))
}

function applied(replicaSet: ReplicaSet, scalings: readonly Scaling[]): ReplicaSet {
  const scaling = scalings.find((candidate) => candidate.replicaSet === replicaSet)
  if (!scaling) return replicaSet
  return { ...replicaSet, spec: { ...replicaSet.spec, replicas: scaling.replicas } }
}
