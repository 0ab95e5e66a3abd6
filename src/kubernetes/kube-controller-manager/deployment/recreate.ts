/**
 * The strategy Recreate: the old Pods go first, all of them, and only then the new ones come.
 *
 * *Upstream:* `pkg/controller/deployment/recreate.go`
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { sum } from './replica-sets.ts'

/** Is there an old Pod that has not come to its end? One that is terminating still runs. */
export function oldPodsRunning(
  newReplicaSet: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
  podsByReplicaSet: ReadonlyMap<string, readonly Pod[]>,
): boolean {
  if (sum(old, ({ status }) => status?.replicas ?? 0) > 0) return true
  for (const [uid, pods] of podsByReplicaSet)
    if (uid !== newReplicaSet?.metadata.uid && pods.some(isUnfinished)) return true
  return false
}

function isUnfinished({ status }: Pod): boolean {
  return status?.phase !== 'Succeeded' && status?.phase !== 'Failed'
}
