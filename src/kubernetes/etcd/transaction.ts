/**
 * If all of this holds, do that, or else something else: at once, and under one revision.
 *
 * *Upstream:* etcd-io/etcd `server/etcdserver/apply.go` (Txn), `api/v3rpc/key.go` (checkTxnRequest)
 * *Leaves out:* transactions within transactions, comparisons of a range, the bound of 128 operations.
 */
import type { Cause } from '../kube-apiserver/request.ts'
import type { Keys } from './keys.ts'
import type { Beside, Change, KeyValue, Store } from './store.ts'

export interface Comparison {
  readonly key: string
  readonly target: 'modRevision' | 'createRevision' | 'version' | 'value' | 'lease'
  readonly is: '=' | '!=' | '<' | '>'
  readonly to: number | string
}

export type Operation =
  | ({
      readonly put: string
      /** Makes the value from the revision it will have. */
      readonly value: (revision: number) => unknown
    } & Beside)
  | { readonly delete: Keys }
  | { readonly range: Keys }

export interface Transaction {
  readonly compare: readonly Comparison[]
  readonly success: readonly Operation[]
  readonly failure?: readonly Operation[]
  readonly cause: Cause
}

/** What is there after a put, or in a range; and what was there before it was written or deleted. */
export interface OperationResult {
  readonly keyValues: readonly KeyValue[]
  readonly previous: readonly KeyValue[]
}

export interface TransactionResult {
  readonly succeeded: boolean
  readonly results: readonly OperationResult[]
  /** Why nothing was done at all. */
  readonly error?: string
}

/** @param written is told of each change, once all are made. */
export function transact(
  store: Store,
  { compare, success, failure = [], cause }: Transaction,
  written: (change: Change) => void,
): TransactionResult {
  const succeeded = compare.every((one) => holds(store.get(one.key), one))
  const operations = succeeded ? success : failure
  const error =
    writesTwice(success) || writesTwice(failure)
      ? 'etcdserver: duplicate key given in txn request'
      : operations.some((one) => 'put' in one && lacksLease(store, one.lease))
        ? 'etcdserver: requested lease not found'
        : undefined
  if (error !== undefined) return { succeeded: false, results: [], error }
  const changes: Change[] = []
  const [only] = operations
  const results =
    only && operations.length === 1 && 'put' in only
      ? [run(store, only, cause, changes)]
      : store.together(() => operations.map((one) => run(store, one, cause, changes)))
  for (const change of changes) written(change)
  return { succeeded, results }
}

/** A key that is not there compares as one of revision 0; only a value needs to be there. */
function holds(found: KeyValue | undefined, { target, is, to }: Comparison): boolean {
  if (!found && target === 'value') return false
  const actual = (found?.[target] ?? 0) as number | string
  if (is === '=') return actual === to
  if (is === '!=') return actual !== to
  return is === '<' ? actual < to : actual > to
}

function lacksLease(store: Store, lease: number | undefined): boolean {
  return lease !== undefined && !store.leases.has(lease)
}

/** The same key put twice, or put and deleted: etcd asks for one or the other. */
function writesTwice(operations: readonly Operation[]): boolean {
  if (operations.length < 2) return false
  const puts = operations.flatMap((one) => ('put' in one ? [one.put] : []))
  return (
    new Set(puts).size < puts.length ||
    operations.some((one) => 'delete' in one && puts.some((key) => isNamed(one.delete, key)))
  )
}

/** A range to the end of all keys is not seen to have the key in it, as upstream. */
function isNamed(keys: Keys, key: string): boolean {
  if (typeof keys === 'string') return key.startsWith(keys)
  return key >= keys.from && key < keys.to
}

function run(store: Store, operation: Operation, cause: Cause, changes: Change[]): OperationResult {
  if ('range' in operation) return { keyValues: store.range(operation.range), previous: [] }
  if ('delete' in operation) {
    const previous = store.range(operation.delete)
    for (const { key } of previous) changes.push(store.delete(key, cause))
    return { keyValues: [], previous }
  }
  const change = store.put(operation.put, operation.value, cause, operation)
  changes.push(change)
  const { keyValue, previous } = change
  return { keyValues: [keyValue], previous: previous ? [previous] : [] }
}
