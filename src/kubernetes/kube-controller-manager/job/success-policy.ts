/**
 * Whether the indexes that have succeeded are enough. Pure.
 *
 * *Upstream:* `pkg/controller/job/success_policy.go`
 */
import type { JobSpec } from '../../api/batch.ts'
import { indexesFrom } from './count.ts'

/** The rule that is met, by its place in the list. */
export function metRule(
  { successPolicy, completionMode }: JobSpec,
  succeeded: ReadonlySet<number>,
): number | undefined {
  if (completionMode !== 'Indexed' || !successPolicy || succeeded.size === 0) return undefined
  const found = successPolicy.rules.findIndex(({ succeededIndexes, succeededCount }) => {
    const wanted = succeededIndexes === undefined ? undefined : indexesFrom(succeededIndexes)
    const done = wanted
      ? [...wanted].filter((index) => succeeded.has(index)).length
      : succeeded.size
    return done >= (succeededCount ?? wanted?.size ?? Number.POSITIVE_INFINITY)
  })
  return found < 0 ? undefined : found
}
