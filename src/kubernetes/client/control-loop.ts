/**
 * Queue → reconcile(key) → retry: the loop every controller is.
 *
 * A key is queued once, however much news there is of it. A reconcile that meets a refused request
 * (conflict, not found, no connection) throws; this is the place that catches it, and the key
 * comes back with back-off. Anything else that is thrown is our bug and goes through.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/util/workqueue` (default_rate_limiters.go),
 * `staging/src/k8s.io/sample-controller/controller.go`
 */
import type { Random } from '../../simulation/random.ts'
import type { Timer } from '../../simulation/simulation.ts'
import type { KubernetesObject } from '../api/meta.ts'
import { controllerOf } from '../api/owner-references.ts'
import { timing } from '../timing.ts'
import type { CauseContext } from './cause-context.ts'
import { ApiError } from './client.ts'

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
  /** Queue it after a delay; a sooner entry for the same key stays as it is. */
  addAfter(key: string, delayMs: number, options?: { readonly background?: boolean }): void
  /** Queue the controller of this object, if it is of this kind. */
  addOwner(object: KubernetesObject, ownerKind: string, trigger?: number): void
}

export interface LoopEnvironment {
  readonly name: string
  readonly random: Random
  readonly context: CauseContext
  after(delayMs: number, label: string, run: () => void, background: boolean): Timer
  now(): number
  trace(type: string, detail: Readonly<Record<string, unknown>>): void
}

interface Waiting {
  readonly timer: Timer
  readonly dueMs: number
  readonly trigger: number | undefined
}

export function createControlLoop(
  options: ControlLoopOptions,
  environment: LoopEnvironment,
): ControlLoop {
  const name = options.name ?? environment.name
  const queued = new Map<string, Waiting>()
  const failures = new Map<string, number>()

  function queue(key: string, delayMs: number, trigger: number | undefined, background: boolean) {
    const dueMs = environment.now() + delayMs
    const waiting = queued.get(key)
    if (waiting && waiting.dueMs <= dueMs) return
    waiting?.timer.cancel()
    const label = `reconcile ${key}`
    const timer = environment.after(delayMs, label, () => run(key, trigger), background)
    queued.set(key, { timer, dueMs, trigger })
  }

  function run(key: string, trigger: number | undefined): void {
    queued.delete(key)
    environment.context.run(trigger, `${name} ${key}`, () => {
      try {
        const again = options.reconcile(key)
        failures.delete(key)
        if (again) queue(key, again.afterMs, trigger, again.background ?? false)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const failed = failures.get(key) ?? 0
        failures.set(key, failed + 1)
        const delay = Math.min(timing.requeueBaseMs * 2 ** failed, timing.requeueMaxMs)
        environment.trace('requeue', { key, reason: error.reason, message: error.message, delay })
        queue(key, delay, trigger, failed > offlineAfter && isOffline(error))
      }
    })
  }

  const draw = () => environment.random.integer(timing.reconcileMs.from, timing.reconcileMs.to)
  const loop: ControlLoop = {
    add: (key, trigger) => queue(key, draw(), trigger ?? environment.context.trigger, false),
    addAfter: (key, delayMs, { background = false } = {}) =>
      queue(key, delayMs, environment.context.trigger, background),
    addOwner(object, ownerKind, trigger) {
      const owner = controllerOf(object)
      if (owner?.kind !== ownerKind) return
      loop.add(`${object.metadata.namespace ?? ''}/${owner.name}`, trigger)
    },
  }
  return loop
}

/** After this many tries without a connection, trying again is rhythm: nobody waits for it. */
const offlineAfter = 3

function isOffline(error: ApiError): boolean {
  return error.reason === 'ConnectionRefused' || error.reason === 'Unreachable'
}
