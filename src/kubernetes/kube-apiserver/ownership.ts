/**
 * What the API server asks of whoever keeps track of field ownership: a part that a server may have
 * or not. Without one, nothing is remembered, and server-side apply is refused.
 */
import type { KubernetesObject } from '../api/meta.ts'
import type { Etcd } from '../etcd/etcd.ts'
import type { Handling } from './handling.ts'
import type { Response, Status, WatchEvent } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import type { Stored } from './storage.ts'

export interface Ownership {
  /** PATCH of the type `apply`. */
  apply(handling: Handling): Response
  /**
   * Makes what etcd keeps beside a value that is about to be written.
   *
   * @param sent the object before admission, with the `managedFields` the client sent
   * @param stored what it replaces; absent for a create
   */
  note(
    handling: Handling,
    sent: KubernetesObject,
    stored?: Stored<KubernetesObject>,
  ): (value: KubernetesObject) => unknown
  /** Whether a write that changes nothing else still changes who owns what. */
  moves(handling: Handling, sent: KubernetesObject, stored: Stored<KubernetesObject>): boolean
  /** What a patch is laid upon: with its owners, where the patch speaks of them. */
  patchable(handling: Handling, stored: Stored<KubernetesObject>): KubernetesObject
  /** What to say of a patch that makes of the object what is none of its kind. */
  misfit(handling: Handling, patched: unknown, problem: string): Status
  /** With `managedFields` in every object of the answer. */
  shown(handling: Handling, response: Response): Response
  shownEvent(etcd: Etcd, definition: ResourceDefinition, event: WatchEvent): WatchEvent
}
