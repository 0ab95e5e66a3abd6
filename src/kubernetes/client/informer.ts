/* placeholder until the informer is written below */
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'

export interface InformerOptions {
  /** Only objects whose fields have these values: `{ 'spec.nodeName': 'node-1' }`. */
  readonly fieldSelector?: Readonly<Record<string, string>>
}

export interface Change<T> {
  readonly type: 'added' | 'modified' | 'deleted'
  /** The object as it is now; for `deleted`, as it last was. */
  readonly object: T
  /** As it was before; absent for `added`. */
  readonly old?: T
  /** The revision of the change, for `ControlLoop.add`. */
  readonly revision: number
}

export interface Informer<K extends ResourceName> {
  /** The first list has arrived. */
  readonly synced: boolean
  /** By `namespace/name`. Objects are frozen and may be old. */
  get(key: string): ResourceTypes[K] | undefined
  list(): readonly ResourceTypes[K][]
  /** Objects whose controller has this uid. */
  byController(uid: string): readonly ResourceTypes[K][]
  /** Pods bound to this node. */
  byNode(nodeName: string): readonly ResourceTypes[K][]
  inNamespace(namespace: string): readonly ResourceTypes[K][]
  onChange(handler: (change: Change<ResourceTypes[K]>) => void): void
}
