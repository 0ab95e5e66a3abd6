/**
 * etcd — the one place where the cluster's state is kept: keys, values, revisions, watches.
 *
 * One counter for the whole store: each transaction that writes adds one, and that number is the
 * `resourceVersion` of what was written. Only kube-apiserver has a wire to here.
 *
 * *Upstream:* etcd-io/etcd `server/storage/mvcc`; Kubernetes' use of it:
 * `staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go`
 * *Leaves out:* Raft and several members, authentication, and what `transaction.ts` leaves out.
 * A value here is an object that already carries its revision; upstream fills it in on reading.
 */
import type { ComponentDefinition } from '../component.ts'
import { bucketOf, bucketOfSpan, contains, type Keys, oneKey, spanOf } from './keys.ts'
import { type Change, type KeyValue, Store } from './store.ts'
import { type Transaction, type TransactionResult, transact } from './transaction.ts'

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
  /** In key order. */
  range(keys: Keys): readonly KeyValue[]
  /** The same as it was at a revision; undefined where that has been compacted. */
  rangeAt(keys: Keys, revision: number): readonly KeyValue[] | undefined
  transact(transaction: Transaction): TransactionResult
  /**
   * Every change after `revision` of these keys, in order, the past ones at once.
   * @returns undefined where that revision has been compacted.
   */
  watch(keys: Keys, revision: number, sink: (change: Change) => void): EtcdWatch | undefined
  compact(revision: number): void
  /** A lease that runs out after so many seconds, and all keys written with it. @returns its id. */
  grant(ttlSeconds: number): number
  /** Ends a lease before its time. False where there is none such. */
  revoke(lease: number): boolean
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
    const watches = new Map<string, Set<(change: Change) => void>>()
    const everything = ''

    function tell(change: Change): void {
      const { revision, key, type, cause } = change
      host.trace('write', { revision, key, type, cause })
      for (const watch of [...(watches.get(bucketOf(key)) ?? [])]) watch(change)
      for (const watch of [...(watches.get(everything) ?? [])]) watch(change)
    }

    function revoke(lease: number): boolean {
      const keys = store.leases.get(lease)?.keys
      if (!keys) return false
      const cause = { by: 'etcd', key: `lease ${lease}` }
      const success = [...keys].sort().map((key) => ({ delete: oneKey(key) }))
      transact(store, { compare: [], success, cause }, tell)
      return store.leases.delete(lease)
    }

    function expireLater(lease: number, ttlSeconds: number): void {
      host.clock.afterInBackground(1000 * ttlSeconds, `lease ${lease} runs out`, () =>
        revoke(lease),
      )
    }

    // Nobody could renew them while there was no etcd: they get their whole time again.
    for (const [lease, { ttlSeconds }] of store.leases) expireLater(lease, ttlSeconds)
    host.listen('etcd', {
      get revision() {
        return store.revision
      },
      get compactedRevision() {
        return store.compactedRevision
      },
      get: (key) => store.get(key),
      range: (keys) => store.range(keys),
      rangeAt: (keys, revision) => store.rangeAt(keys, revision),
      compact: (revision) => store.compact(revision),
      transact: (transaction) => transact(store, transaction, tell),
      grant(ttlSeconds) {
        const lease = store.grant(ttlSeconds)
        expireLater(lease, ttlSeconds)
        return lease
      },
      revoke,
      watch(keys, revision, sink) {
        const past = store.changesAfter(revision)
        if (!past) return undefined
        const span = spanOf(keys)
        const watch = (change: Change) => {
          if (contains(span, change.key)) sink(change)
        }
        for (const change of past) watch(change)
        const place = bucketOfSpan(span) ?? everything
        const bucket = watches.get(place) ?? new Set()
        watches.set(place, bucket.add(watch))
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
