/**
 * Many creations at once, carefully: batches of 1, 2, 4, 8, … and no further batch after a failure,
 * so that a quota or a wrong template costs one refusal and not hundreds.
 *
 * *Upstream:* `pkg/controller/replicaset/replica_set.go` slowStartBatch
 */
export interface BatchResult<E> {
  readonly successes: number
  /** The first failure; what was not tried is left to the next look. */
  readonly error?: E
}

/** Calls `attempt` up to `count` times; it answers with what went wrong, or nothing. */
export function slowStart<E>(
  count: number,
  attempt: () => E | undefined,
  firstBatch = 1,
): BatchResult<E> {
  let successes = 0
  let left = count
  for (let size = Math.min(firstBatch, left); size > 0; size = Math.min(2 * size, left)) {
    const errors: E[] = []
    for (let index = 0; index < size; index++) {
      const error = attempt()
      if (error === undefined) successes++
      else errors.push(error)
    }
    if (errors[0] !== undefined) return { successes, error: errors[0] }
    left -= size
  }
  return { successes }
}
