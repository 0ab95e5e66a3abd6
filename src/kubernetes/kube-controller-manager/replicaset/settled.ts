/**
 * What a ReplicaSet looked like when there was nothing left to do. News of its Pods that could not
 * change that is most of the news there is: with a thousand Pods, counting all of them for each
 * would be most of the work. Losing this memory costs time, never correctness.
 */
import type { ReplicaSet, ReplicaSetStatus } from '../../api/apps.ts'
import { isConditionTrue } from '../../api/conditions.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { isActive, isTerminating } from '../../api/pod-availability.ts'
import type { Change } from '../../client/informer.ts'

export class Settled {
  readonly #known = new Map<
    string,
    { readonly spec: ReplicaSet['spec']; status: ReplicaSetStatus }
  >()

  /** Everything is as it should be, and this is the status that says so. */
  remember(key: string, { spec }: ReplicaSet, status: ReplicaSetStatus): void {
    this.#known.set(key, { spec, status })
  }

  forget(key: string): void {
    this.#known.delete(key)
  }

  holds(key: string, { spec, status }: ReplicaSet): boolean {
    const known = this.#known.get(key)
    return known !== undefined && known.spec === spec && isEqual(known.status, status)
  }
}

/** Whether a change of a Pod can mean anything to the one who counts it. */
export function matters({ type, object, old }: Change<Pod>): boolean {
  if (type !== 'modified' || !old) return true
  return (
    old.metadata.labels !== object.metadata.labels ||
    old.metadata.ownerReferences !== object.metadata.ownerReferences ||
    isActive(old) !== isActive(object) ||
    isTerminating(old) !== isTerminating(object) ||
    isConditionTrue(old.status?.conditions, 'Ready') !==
      isConditionTrue(object.status?.conditions, 'Ready')
  )
}
