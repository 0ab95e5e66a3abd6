/** What was written to etcd, by whom and when: the golden sequences are compared with this. */
import type { Event } from '../api/core.ts'
import type { Cluster } from '../cluster.ts'
import type { Change } from '../etcd/store.ts'

export interface Write {
  /** Milliseconds since the recording began. */
  readonly atMs: number
  readonly by: string
  /** `pods/default/web-1` */
  readonly key: string
  readonly change: Change
}

/** Runs the cluster to rest, or as long as told, and notes every write on the way. */
export function writesUntilRest(cluster: Cluster, maxMs = 3_600_000): readonly Write[] {
  const { simulation } = cluster
  const startMs = simulation.now
  const writes: Write[] = []
  let seen = cluster.history().revision
  while (!simulation.atRest && simulation.now - startMs < maxMs) {
    simulation.step()
    for (const change of cluster.history().changesAfter(seen) ?? []) {
      const key = change.key.replace('/registry/', '').replace('minions', 'nodes')
      writes.push({ atMs: simulation.now - startMs, by: change.cause.by, key, change })
      seen = change.revision
    }
  }
  return writes
}

export function isEvent({ key }: Write): boolean {
  return key.startsWith('events/')
}

/** `reason: message` of the Events, in order. */
export function eventTexts(writes: readonly Write[], source?: string): readonly string[] {
  return writes
    .filter(isEvent)
    .map(({ change }) => change.keyValue.value as Event)
    .filter((event) => source === undefined || event.source?.component === source)
    .map(({ reason, message }) => `${reason}: ${message}`)
}

/** The object after the write, and as it was before. */
export function stateOf<T>({ change }: Write): { readonly now: T; readonly before: T | undefined } {
  return { now: change.keyValue.value as T, before: change.previous?.value as T | undefined }
}
