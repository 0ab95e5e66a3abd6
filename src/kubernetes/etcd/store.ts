/**
 * The multi-version store behind etcd: the newest value of every key, and the log of changes since
 * the last compaction, from which watches start and the past is read.
 *
 * *Upstream:* etcd-io/etcd `server/storage/mvcc/kvstore.go`, `watchable_store.go`, `lease/lessor.go`
 */
import { assert } from '../../simulation/assert.ts'
import { limits } from '../../simulation/limits.ts'
import type { Cause } from '../kube-apiserver/request.ts'
import { bucketOf, bucketOfSpan, contains, isOneKey, type Keys, spanOf } from './keys.ts'

export interface KeyValue {
  readonly key: string
  readonly value: unknown
  readonly createRevision: number
  readonly modRevision: number
  /** Writes since its creation. */
  readonly version: number
  /** Kept beside the value for whoever wrote it, who alone knows what it means. */
  readonly note: unknown
  /** The lease it goes with, if any. */
  readonly lease?: number
}

/** What a value is written with. */
export interface Beside {
  readonly lease?: number | undefined
  /** What to keep beside the value; absent: what is kept there already. */
  readonly note?: ((value: unknown) => unknown) | undefined
}

export interface Change {
  readonly revision: number
  readonly type: 'put' | 'delete'
  readonly key: string
  /** The new state; for a deletion, the last one. */
  readonly keyValue: KeyValue
  readonly previous: KeyValue | undefined
  readonly cause: Cause
}

/** Keys that live as long as somebody says so: not renewed in time, they go all at once. */
export interface Lease {
  readonly ttlSeconds: number
  readonly keys: Set<string>
}

export class Store {
  /** By the resource, then by key. */
  #buckets = new Map<string, Map<string, KeyValue>>()
  readonly leases = new Map<number, Lease>()
  #log: Change[] = []
  #revision = 1
  #compacted = 0
  #leasesGranted = 0
  /** What writes of one transaction share. */
  #shared: number | undefined

  get revision(): number {
    return this.#revision
  }

  get compactedRevision(): number {
    return this.#compacted
  }

  get(key: string): KeyValue | undefined {
    return this.#buckets.get(bucketOf(key))?.get(key)
  }

  /** In key order. */
  range(keys: Keys): readonly KeyValue[] {
    const span = spanOf(keys)
    if (isOneKey(span)) {
      const keyValue = this.get(span.from)
      return keyValue ? [keyValue] : []
    }
    const found: KeyValue[] = []
    for (const bucket of this.#bucketsOf(keys))
      for (const keyValue of bucket.values()) if (contains(span, keyValue.key)) found.push(keyValue)
    return found.sort(byKey)
  }

  /** The range as it was at that revision; undefined where that has been compacted. */
  rangeAt(keys: Keys, revision: number): readonly KeyValue[] | undefined {
    const state = this.stateAt(revision, keys)
    return state && [...state.values()].sort(byKey)
  }

  /** All writes made meanwhile have one revision. */
  together<T>(act: () => T): T {
    this.#shared = this.#revision + 1
    try {
      return act()
    } finally {
      this.#shared = undefined
    }
  }

  put(
    key: string,
    make: (revision: number) => unknown,
    cause: Cause,
    { lease, note }: Beside = {},
  ): Change {
    const revision = this.#shared ?? this.#revision + 1
    const bucket = this.#bucketFor(key)
    const previous = bucket.get(key)
    const value = make(revision)
    const put = {
      key,
      value,
      createRevision: previous?.createRevision ?? revision,
      modRevision: revision,
      version: (previous?.version ?? 0) + 1,
      note: note ? note(value) : previous?.note,
    }
    const keyValue: KeyValue = lease === undefined ? put : { ...put, lease }
    this.#revision = revision
    bucket.set(key, keyValue)
    if (previous?.lease !== undefined) this.leases.get(previous.lease)?.keys.delete(key)
    if (lease !== undefined) this.leases.get(lease)?.keys.add(key)
    return this.#append({ revision, type: 'put', key, keyValue, previous, cause })
  }

  delete(key: string, cause: Cause): Change {
    const previous = this.get(key)
    assert(previous, `etcd cannot delete ${key}: there is no such key`)
    const revision = this.#shared ?? this.#revision + 1
    this.#revision = revision
    this.#buckets.get(bucketOf(key))?.delete(key)
    if (previous.lease !== undefined) this.leases.get(previous.lease)?.keys.delete(key)
    return this.#append({ revision, type: 'delete', key, keyValue: previous, previous, cause })
  }

  /** @returns the id of the new lease. */
  grant(ttlSeconds: number): number {
    const lease = ++this.#leasesGranted
    this.leases.set(lease, { ttlSeconds, keys: new Set() })
    return lease
  }

  /** Changes with a greater revision, oldest first; undefined where they have been compacted. */
  changesAfter(revision: number): readonly Change[] | undefined {
    if (revision < this.#compacted - 1) return undefined
    return this.#log.slice(this.#firstAfter(revision))
  }

  /** The change that made this revision, as long as it is not compacted. */
  changeAt(revision: number): Change | undefined {
    const change = this.#log[this.#firstAfter(revision - 1)]
    return change?.revision === revision ? change : undefined
  }

  /** Every key as it stood at that revision; undefined where that has been compacted. */
  stateAt(revision: number, keys: Keys = ''): ReadonlyMap<string, KeyValue> | undefined {
    if (revision < this.#compacted) return undefined
    const span = spanOf(keys)
    const state = new Map<string, KeyValue>()
    for (const bucket of this.#bucketsOf(keys))
      for (const [key, keyValue] of bucket) if (contains(span, key)) state.set(key, keyValue)
    for (let index = this.#log.length - 1; index >= 0; index--) {
      const { revision: at, key, previous } = this.#log[index] as Change
      if (at <= revision) break
      if (!contains(span, key)) continue
      if (previous) state.set(key, previous)
      else state.delete(key)
    }
    return state
  }

  /** The newest value of every key, in no order. */
  *all(): Iterable<KeyValue> {
    for (const bucket of this.#buckets.values()) yield* bucket.values()
  }

  /** What came before that revision is forgotten; what stands at it can still be read. */
  compact(revision: number): void {
    assert(revision <= this.#revision, 'etcd cannot compact the future')
    if (revision <= this.#compacted) return
    const end = this.#firstAfter(revision)
    // A put of that very revision still stands, so a watch may still begin with it.
    const standing = this.#log.slice(this.#firstAfter(revision - 1), end)
    const puts = standing.filter(({ type }) => type === 'put')
    this.#log.splice(0, end, ...puts.map((change) => ({ ...change, previous: undefined })))
    this.#compacted = revision
  }

  #bucketsOf(keys: Keys): Iterable<ReadonlyMap<string, KeyValue>> {
    const only = bucketOfSpan(spanOf(keys))
    if (only === undefined) return this.#buckets.values()
    const bucket = this.#buckets.get(only)
    return bucket ? [bucket] : []
  }

  #bucketFor(key: string): Map<string, KeyValue> {
    const name = bucketOf(key)
    const known = this.#buckets.get(name)
    if (known) return known
    const bucket = new Map<string, KeyValue>()
    this.#buckets.set(name, bucket)
    return bucket
  }

  #append(made: Change): Change {
    const change = this.#shared === undefined ? made : this.#sinceRevision(made)
    this.#log.push(change)
    if (this.#log.length > limits.revisionsKept) {
      const oldest = this.#log[limits.revisionsKept >> 1] as Change
      this.compact(oldest.revision)
    }
    return change
  }

  /** Within a transaction, what was there before is what was there before all of it. */
  #sinceRevision(made: Change): Change {
    if (!made.previous) return made
    const first = this.#log.slice(this.#firstAfter(made.revision - 1))
    const earlier = first.find(({ key }) => key === made.key)
    return earlier ? { ...made, previous: earlier.previous } : made
  }

  /** Position in the log of the first change after that revision (binary search). */
  #firstAfter(revision: number): number {
    let low = 0
    let high = this.#log.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#log[middle] as Change).revision <= revision) low = middle + 1
      else high = middle
    }
    return low
  }
}

function byKey(a: KeyValue, b: KeyValue): number {
  return a.key < b.key ? -1 : 1
}
