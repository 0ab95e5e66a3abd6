/**
 * Old ReplicaSets are kept for rollbacks, but not all of them.
 *
 * *Upstream:* `pkg/controller/deployment/sync.go` (cleanupDeployment)
 */
import type { Deployment, ReplicaSet } from '../../api/apps.ts'
import { olderFirst, replicasOf } from './replica-sets.ts'
import { revisionOf } from './revisions.ts'

/** Upstream's way to say "no limit". */
const unlimited = 2 ** 31 - 1

/** Those beyond `revisionHistoryLimit`, lowest revision first, as far as nothing runs in them. */
export function replicaSetsToForget(
  { spec }: Deployment,
  old: readonly ReplicaSet[],
): readonly ReplicaSet[] {
  const limit = spec.revisionHistoryLimit
  if (limit === undefined || limit === unlimited) return []
  const alive = old.filter(({ metadata }) => !metadata.deletionTimestamp)
  return [...alive]
    .sort((a, b) => (revisionOf(a) ?? 0) - (revisionOf(b) ?? 0) || olderFirst(a, b))
    .slice(0, Math.max(0, alive.length - limit))
    .filter(isEmpty)
}

function isEmpty(replicaSet: ReplicaSet): boolean {
  const { metadata, status } = replicaSet
  const isObserved = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  return replicasOf(replicaSet) === 0 && (status?.replicas ?? 0) === 0 && isObserved
}
