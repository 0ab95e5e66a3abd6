/**
 * Objects in etcd: keys, compare-and-swap, and the change of a revision into a watch event.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go`
 * *Leaves out:* the watch cache: reads go to etcd, so they fail while it is away.
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Etcd } from '../etcd/etcd.ts'
import { oneKey } from '../etcd/keys.ts'
import type { Change } from '../etcd/store.ts'
import type { Comparison } from '../etcd/transaction.ts'
import type { Cause, WatchEvent } from './request.ts'
import type { ResourceDefinition } from './resource.ts'

export type Matches = (object: KubernetesObject) => boolean

export function etcdKey(
  definition: Pick<ResourceDefinition, 'etcdPrefix' | 'namespaced'>,
  namespace: string | undefined,
  name: string,
): string {
  return definition.namespaced
    ? `${definition.etcdPrefix}/${namespace ?? 'default'}/${name}`
    : `${definition.etcdPrefix}/${name}`
}

/** All keys of a resource start so; with a namespace, only those in it. */
export function etcdRange(definition: ResourceDefinition, namespace?: string): string {
  return definition.namespaced && namespace
    ? `${definition.etcdPrefix}/${namespace}/`
    : `${definition.etcdPrefix}/`
}

export interface Stored<T extends KubernetesObject> {
  readonly object: T
  readonly revision: number
}

export function read<T extends KubernetesObject>(etcd: Etcd, key: string): Stored<T> | undefined {
  const keyValue = etcd.get(key)
  return keyValue && { object: keyValue.value as T, revision: keyValue.modRevision }
}

type Note<T> = (value: T) => unknown

/** Writes the object at its key if that still stands at `expectRevision`; frozen from then on. */
export function write<T extends KubernetesObject>(
  etcd: Etcd,
  key: string,
  object: T,
  expectRevision: number,
  cause: Cause,
  {
    note,
    lease,
    also = [],
  }: {
    readonly note?: Note<T> | undefined
    readonly lease?: number | undefined
    /** Other objects that begin at the same moment. */
    readonly also?: readonly (readonly [key: string, object: KubernetesObject])[]
  } = {},
): Stored<T> | undefined {
  const at = (of: KubernetesObject) => (revision: number) =>
    freeze({ ...of, metadata: { ...of.metadata, resourceVersion: String(revision) } })
  const { succeeded, results } = etcd.transact({
    compare: [stillAt(key, expectRevision)],
    success: [
      { put: key, value: at(object), lease, note: note as Note<unknown> | undefined },
      ...also.map(([put, other]) => ({ put, value: at(other) })),
    ],
    cause,
  })
  const written = succeeded ? results[0]?.keyValues[0] : undefined
  return written && { object: written.value as T, revision: written.modRevision }
}

/** @returns the revision of the deletion, or undefined where the key has moved on. */
export function remove(
  etcd: Etcd,
  key: string,
  expectRevision: number,
  cause: Cause,
): number | undefined {
  const { succeeded } = etcd.transact({
    compare: [stillAt(key, expectRevision)],
    success: [{ delete: oneKey(key) }],
    cause,
  })
  return succeeded ? etcd.revision : undefined
}

/** Nobody has written there since: 0 means that there is no such key. */
function stillAt(key: string, revision: number): Comparison {
  return { key, target: 'modRevision', is: '=', to: revision }
}

/** The change as one who asked for matching objects sees it; undefined where it is none. */
export function eventOf(change: Change, matches: Matches): WatchEvent | undefined {
  const { revision } = change
  const object = change.keyValue.value as KubernetesObject
  const previous = change.previous?.value as KubernetesObject | undefined
  const did = previous !== undefined && matches(previous)
  const does = change.type === 'put' && matches(object)
  if (does) return { type: did ? 'MODIFIED' : 'ADDED', object, revision }
  if (!did) return undefined
  const last = change.type === 'put' ? object : (previous as KubernetesObject)
  const metadata = { ...last.metadata, resourceVersion: String(revision) }
  return { type: 'DELETED', object: Object.freeze({ ...last, metadata }), revision }
}

/** Deep, but stops where something is frozen already, so shared structure costs nothing. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key in value) freeze(value[key])
  return value
}
