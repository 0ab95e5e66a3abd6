/**
 * "I created these; wait until I see them." A controller whose cache is old would count too few
 * Pods and create them twice; expectations make it wait until its own watch has caught up.
 *
 * Losing them costs time and never correctness: a fresh process starts from a fresh list. What is
 * never seen (created and gone between two lists) is given up after five minutes.
 *
 * *Upstream:* `pkg/controller/controller_utils.go` (UIDTrackingControllerExpectations)
 */
import type { Timer } from '../../simulation/simulation.ts'
import type { HostClock } from '../component.ts'
import { timing } from '../timing.ts'

export interface ControllerExpectations {
  /** `count` objects of this key's are about to be created. */
  expectCreations(key: string, count: number): void
  /** The objects with these keys are about to be deleted. */
  expectDeletions(key: string, objectKeys: readonly string[]): void
  creationObserved(key: string): void
  deletionObserved(key: string, objectKey: string): void
  /** Nothing is awaited: the cache shows all that was done for this key. */
  satisfied(key: string): boolean
  forget(key: string): void
}

interface Awaited {
  creations: number
  readonly deletions: Set<string>
  readonly timeout: Timer
}

/** @param onTimeout told when a key has waited in vain; by then nothing is awaited any more. */
export function createExpectations(
  clock: HostClock,
  onTimeout: (key: string) => void,
): ControllerExpectations {
  const awaited = new Map<string, Awaited>()

  function expect(key: string, creations: number, deletions: readonly string[]): void {
    forget(key)
    const timeout = clock.after(timing.expectationsTimeoutMs, `give up waiting for ${key}`, () => {
      awaited.delete(key)
      onTimeout(key)
    })
    awaited.set(key, { creations, deletions: new Set(deletions), timeout })
    forgetIfFulfilled(key)
  }

  function forgetIfFulfilled(key: string): void {
    const waiting = awaited.get(key)
    if (waiting && waiting.creations <= 0 && waiting.deletions.size === 0) forget(key)
  }

  function forget(key: string): void {
    awaited.get(key)?.timeout.cancel()
    awaited.delete(key)
  }

  return {
    expectCreations: (key, count) => expect(key, count, []),
    expectDeletions: (key, objectKeys) => expect(key, 0, objectKeys),
    creationObserved(key) {
      const waiting = awaited.get(key)
      if (!waiting) return
      waiting.creations--
      forgetIfFulfilled(key)
    },
    deletionObserved(key, objectKey) {
      awaited.get(key)?.deletions.delete(objectKey)
      forgetIfFulfilled(key)
    },
    satisfied: (key) => !awaited.has(key),
    forget,
  }
}
