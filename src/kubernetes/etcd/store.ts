/**
 * The multi-version store behind etcd: the newest value of every key, and the log of changes since
 * the last compaction, from which watches start and the past is read.
 *
 * *Upstream:* etcd-io/etcd `server/storage/mvcc/kvstore.go`, `watchable_store.go`
 */
import { assert } from '../../simulation/assert.ts'
import { limits } from '../../simulation/limits.ts'
import type { Cause } from '../kube-apiserver/request.ts'

export interface KeyValue {
  readonly key: string
  readonly value: unknown
  readonly createRevision: number
  readonly modRevision: number
  /** Writes since its creation. */
  readonly version: number
  /** Kept beside the value for whoever wrote it, who alone knows what it means. */
  readonly note: unknown
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

export class Store {
  /** By the first part of the key after `/registry/`, which names the resource, then by key. */
  #buckets = new Map<string, Map<string, KeyValue>>()
  #log: Change[] = []
  #revision = 1
  #compacted = 0

  get revision(): number {
    return this.#revision
  }

  get compactedRevision(): number {
    return this.#compacted
  }

  get(key: string): KeyValue | undefined {
    return this.#buckets.get(bucketOf(key))?.get(key)
  }

  range(prefix: string): readonly KeyValue[] {
    const found: KeyValue[] = []
    for (const keyValue of this.#buckets.get(bucketOf(prefix))?.values() ?? [])
      if (keyValue.key.startsWith(prefix)) found.push(keyValue)
    return found.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  /** The range as it was at that revision; undefined where that has been compacted. */
  rangeAt(prefix: string, revision: number): readonly KeyValue[] | undefined {
    const state = this.stateAt(revision)
    if (!state) return undefined
    const found = [...state.values()].filter(({ key }) => key.startsWith(prefix))
    return found.sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  put(
    key: string,
    make: (revision: number) => unknown,
    cause: Cause,
    note?: (value: unknown) => unknown,
  ): Change {
    const revision = this.#revision + 1
    const previous = this.get(key)
    const value = make(revision)
    const keyValue: KeyValue = {
      key,
      value,
      createRevision: previous?.createRevision ?? revision,
      modRevision: revision,
      version: (previous?.version ?? 0) + 1,
      note: note ? note(value) : previous?.note,
    }
    this.#revision = revision
    const bucket = this.#buckets.get(bucketOf(key)) ?? new Map<string, KeyValue>()
    this.#buckets.set(bucketOf(key), bucket)
    bucket.set(key, keyValue)
    return this.#append({ revision, type: 'put', key, keyValue, previous, cause })
  }

  delete(key: string, cause: Cause): Change {
    const previous = this.get(key)
    assert(previous, `etcd cannot delete ${key}: there is no such key`)
    this.#revision++
    this.#buckets.get(bucketOf(key))?.delete(key)
    const revision = this.#revision
    return this.#append({ revision, type: 'delete', key, keyValue: previous, previous, cause })
  }

  /** Changes with a greater revision, oldest first; undefined where they have been compacted. */
  changesAfter(revision: number): readonly Change[] | undefined {
    if (revision < this.#compacted) return undefined
    return this.#log.slice(this.#firstAfter(revision))
  }

  /** The change that made this revision, as long as it is not compacted. */
  changeAt(revision: number): Change | undefined {
    const change = this.#log[this.#firstAfter(revision - 1)]
    return change?.revision === revision ? change : undefined
  }

  /** Every key as it stood at that revision; undefined where that has been compacted. */
  stateAt(revision: number): ReadonlyMap<string, KeyValue> | undefined {
    if (revision < this.#compacted) return undefined
    const state = new Map([...this.all()].map((keyValue) => [keyValue.key, keyValue]))
    for (let index = this.#log.length - 1; index >= 0; index--) {
      const change = this.#log[index] as Change
      if (change.revision <= revision) break
      if (change.previous) state.set(change.key, change.previous)
      else state.delete(change.key)
    }
    return state
  }

  /** The newest value of every key, in no order. */
  *all(): Iterable<KeyValue> {
    for (const bucket of this.#buckets.values()) yield* bucket.values()
  }

  compact(revision: number): void {
    assert(revision <= this.#revision, 'etcd cannot compact the future')
    if (revision <= this.#compacted) return
    this.#log.splice(0, this.#firstAfter(revision))
    this.#compacted = revision
  }

  #append(change: Change): Change {
    this.#log.push(change)
    if (this.#log.length > limits.revisionsKept) {
      const oldest = this.#log[limits.revisionsKept >> 1] as Change
      this.compact(oldest.revision)
    }
    return change
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

/** The first part of a key after `/registry/`: what is asked for is never more than one of them. */
export function bucketOf(key: string): string {
  const start = key.indexOf('/', 1) + 1
  const end = key.indexOf('/', start)
  return key.slice(start, end < 0 ? undefined : end)
}
