/**
 * etcd — the one place where the cluster's state is kept: keys, values, revisions, watches.
 *
 * One counter for the whole store: each transaction that writes adds one, and that number is the
 * `resourceVersion` of what was written. Only kube-apiserver has a wire to here.
 *
 * *Upstream:* etcd-io/etcd `server/storage/mvcc`; Kubernetes' use of it:
 * `staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go`
 * *Leaves out:* Raft and several members, leases, transactions of more than one key, paging.
 * A value here is an object that already carries its revision; upstream fills it in on reading.
 */
import type { ComponentDefinition } from '../component.ts'
import type { Cause } from '../kube-apiserver/request.ts'
import { bucketOf, type Change, type KeyValue, Store } from './store.ts'

export interface Transaction {
  readonly key: string
  /** The revision the key must stand at: 0 for "does not exist". */
  readonly expectModRevision: number
  /** Makes the value from the revision it will have; absent: delete the key. */
  readonly put?: (revision: number) => unknown
  /** What to keep beside the value; absent: what is kept there already. */
  readonly note?: (value: unknown) => unknown
  readonly cause: Cause
}

export type TransactionResult =
  | { readonly succeeded: true; readonly revision: number; readonly keyValue: KeyValue }
  | { readonly succeeded: false; readonly current: KeyValue | undefined }

export interface EtcdWatch {
  stop(): void
}

/** What listens as `etcd`. */
export interface Etcd {
  /** The store's revision; that of an empty store is 1. */
  readonly revision: number
  /** Watching and reading below this is refused. */
  readonly compactedRevision: number
  get(key: string): KeyValue | undefined
  /** All keys with the prefix, in key order. */
  range(prefix: string): readonly KeyValue[]
  /** The same as it was at a revision; undefined where that has been compacted. */
  rangeAt(prefix: string, revision: number): readonly KeyValue[] | undefined
  transact(transaction: Transaction): TransactionResult
  /**
   * Every change after `revision` of keys with the prefix, in order, the past ones at once.
   * @returns undefined where that revision has been compacted.
   */
  watch(prefix: string, revision: number, sink: (change: Change) => void): EtcdWatch | undefined
  compact(revision: number): void
}

export const etcd: ComponentDefinition = {
  name: 'etcd',
  runsOn: 'control-plane',
  watches: [],
  writes: [],
  withoutIt: {
    ja: 'API Serverが読み書きできなくなり、何も変えられません。動いているPodは動き続けます。',
    en: 'The API server can neither read nor write, so nothing can change. Running Pods keep running.',
  },
  start(host) {
    const store = storeOn(host.machine.disk)
    const watches = new Map<string, Set<{ prefix: string; sink: (change: Change) => void }>>()
    host.listen('etcd', {
      get revision() {
        return store.revision
      },
      get compactedRevision() {
        return store.compactedRevision
      },
      get: (key) => store.get(key),
      range: (prefix) => store.range(prefix),
      rangeAt: (prefix, revision) => store.rangeAt(prefix, revision),
      compact: (revision) => store.compact(revision),
      transact({ key, expectModRevision, put, note, cause }) {
        const current = store.get(key)
        if ((current?.modRevision ?? 0) !== expectModRevision) return { succeeded: false, current }
        const change = put ? store.put(key, put, cause, note) : store.delete(key, cause)
        host.trace('write', {
          revision: change.revision,
          key,
          type: change.type,
          cause,
        })
        for (const watch of [...(watches.get(bucketOf(key)) ?? [])])
          if (key.startsWith(watch.prefix)) watch.sink(change)
        return { succeeded: true, revision: change.revision, keyValue: change.keyValue }
      },
      watch(prefix, revision, sink) {
        const past = store.changesAfter(revision)
        if (!past) return undefined
        for (const change of past) if (change.key.startsWith(prefix)) sink(change)
        const watch = { prefix, sink }
        const bucket = watches.get(bucketOf(prefix)) ?? new Set()
        watches.set(bucketOf(prefix), bucket.add(watch))
        return { stop: () => bucket.delete(watch) }
      },
    })
  },
}

/** The data directory: outlives the process and a power cut. */
export function storeOn(disk: Map<string, unknown>): Store {
  const existing = disk.get('etcd')
  if (existing instanceof Store) return existing
  const store = new Store()
  disk.set('etcd', store)
  return store
}
