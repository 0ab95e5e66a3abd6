/* placeholder until the loop is written below */
import type { KubernetesObject } from '../api/meta.ts'

/** Look at the key again after this long; in the background if it is only rhythm. */
export interface RequeueAfter {
  readonly afterMs: number
  readonly background?: boolean
}

export interface ControlLoopOptions {
  /** For labels and traces; the component's name where absent. */
  readonly name?: string
  /** Level-triggered: it gets a key, never an event. Throwing an ApiError requeues with back-off. */
  readonly reconcile: (key: string) => void | RequeueAfter
}

export interface ControlLoop {
  /** Queue a key (`namespace/name`); one already queued is not queued twice. */
  add(key: string, trigger?: number): void
  addAfter(key: string, delayMs: number, options?: { readonly background?: boolean }): void
  /** Queue the controller of this object, if it is of this kind. */
  addOwner(object: KubernetesObject, ownerKind: string, trigger?: number): void
}
