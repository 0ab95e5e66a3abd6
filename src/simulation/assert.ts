/**
 * Invariants of our own code. A failure is our bug, not the learner's: nobody catches it, the lab
 * stops and offers the recording.
 */
export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed'
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionFailed(message)
}

/** The value, which our own code guarantees to be there. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new AssertionFailed(`${what} is missing`)
  return value
}
