/**
 * Closing the gap between the Pods there are and the Pods there should be.
 *
 * *Upstream:* `pkg/controller/replicaset/replica_set.go` (manageReplicas)
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import type { ApiError } from '../../client/client.ts'
import type { ControllerExpectations } from '../../client/expectations.ts'
import type { Informer } from '../../client/informer.ts'
import { type OwnPods, podFromTemplate } from '../../client/own-pods.ts'
import { slowStart } from '../../client/slow-start.ts'
import { podsToDelete } from './pods-to-delete.ts'

export interface Reach {
  readonly replicaSets: Informer<'replicasets'>
  readonly pods: Informer<'pods'>
  readonly ownPods: OwnPods
  readonly expectations: ControllerExpectations
}

/** So many Pods at most are created or deleted in one go. */
const burstReplicas = 500

/** Creates what is missing or deletes what is too much. @returns why it could not. */
export function manageReplicas(
  reach: Reach,
  replicaSet: ReplicaSet,
  active: { readonly count: number; list(): readonly Pod[] },
  nowMs: number,
): ApiError | undefined {
  const surplus = active.count - (replicaSet.spec.replicas ?? 1)
  const count = Math.min(Math.abs(surplus), burstReplicas)
  if (surplus < 0) return createPods(reach, replicaSet, count)
  if (surplus === 0) return undefined
  const related = relatedPods(reach, replicaSet)
  return deletePods(reach, replicaSet, podsToDelete(active.list(), related, count, nowMs))
}

function createPods(
  { ownPods, expectations }: Reach,
  replicaSet: ReplicaSet,
  count: number,
): ApiError | undefined {
  const key = keyOf(replicaSet)
  expectations.expectCreations(key, count)
  const { successes, error } = slowStart(count, () =>
    ownPods.create(replicaSet, podFromTemplate(replicaSet, replicaSet.spec.template)),
  )
  // What was refused or not tried will never be seen.
  for (let index = successes; index < count; index++) expectations.creationObserved(key)
  return error
}

function deletePods(
  { ownPods, expectations }: Reach,
  replicaSet: ReplicaSet,
  chosen: readonly Pod[],
): ApiError | undefined {
  const key = keyOf(replicaSet)
  expectations.expectDeletions(key, chosen.map(keyOf))
  let firstError: ApiError | undefined
  for (const pod of chosen) {
    const error = ownPods.delete(replicaSet, pod)
    if (!error) continue
    expectations.deletionObserved(key, keyOf(pod))
    if (error.reason !== 'NotFound') firstError ??= error
  }
  return firstError
}

/** Pods of all ReplicaSets with the same owner: of the whole Deployment, as a rule. */
function relatedPods({ replicaSets, pods }: Reach, replicaSet: ReplicaSet): readonly Pod[] {
  const owner = controllerOf(replicaSet)
  const siblings = owner ? replicaSets.byController(owner.uid) : [replicaSet]
  return siblings.flatMap(({ metadata }) => pods.byController(metadata.uid))
}
