/** Which news of Pods concerns the scheduler. */
import type { Pod } from '../api/core.ts'

export function isMine(pod: Pod): boolean {
  return (pod.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler'
}

/** Finished Pods hold nothing any more. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
}

/** Whether an update of a Pod on a node may change where others fit. */
export function concernsScheduling(old: Pod, pod: Pod): boolean {
  return (
    old.spec !== pod.spec ||
    old.metadata.labels !== pod.metadata.labels ||
    old.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp
  )
}
