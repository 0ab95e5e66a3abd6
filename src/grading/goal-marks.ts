/**
 * Where the cluster that is shown differs from the goal of a check, as marks for the picture: what is
 * missing, which field of which object is another, which Pods are not as they should be.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { Snapshot } from '../kubernetes/snapshot.ts'
import type { Check, Condition } from './check.ts'
import { type Difference, differencesOf } from './difference.ts'
import { isMeant, qualifies } from './matching.ts'
import { fits, isWithin, valueAt } from './value.ts'

export interface GoalMarks {
  /** `Deployment web`: it should be there and is not. */
  readonly missing: readonly string[]
  /** Of an object, by its uid. */
  readonly fields: ReadonlyMap<string, readonly Difference[]>
  /** Objects that are not as they should be, or should not be at all; their uids. */
  readonly wrong: ReadonlySet<string>
  /** Too many or too few of a kind. */
  readonly counts: readonly Difference[]
}

const none: GoalMarks = { missing: [], fields: new Map(), wrong: new Set(), counts: [] }

export function goalMarks(check: Check, snapshot: Snapshot): GoalMarks {
  if ('never' in check) return marksOf({ ...check.never, count: 0 }, snapshot)
  const goal =
    'eventually' in check
      ? check.eventually
      : 'always' in check
        ? check.always
        : 'survives' in check
          ? check.survives.recovers
          : undefined
  return goal ? marksOf(goal, snapshot) : none
}

function marksOf(goal: Condition, snapshot: Snapshot): GoalMarks {
  const meant = [...snapshot.objects.values()].filter(
    (object) => object.kind === goal.kind && isMeant(object, goal),
  )
  const good = meant.filter((object) => qualifies(object, goal, () => snapshot))
  if (isWithin(good.length, goal.count ?? { atLeast: 1 })) return none
  const differences = differencesOf(goal, meant, good.length)
  const [only] = meant
  if (goal.name !== undefined) {
    if (only) return { ...none, fields: new Map([[only.metadata.uid, differences]]) }
    return { ...none, missing: differences.map(({ object }) => object) }
  }
  const wrong = goal.count === 0 ? good : meant.filter((object) => !hasAll(object, goal))
  return {
    ...none,
    wrong: new Set(wrong.map(({ metadata }) => metadata.uid)),
    counts: differences,
  }
}

/** A Pod that is only not ready yet is not wrong. */
function hasAll(object: KubernetesObject, { has = {} }: Condition): boolean {
  return Object.entries(has).every(([path, expected]) => fits(valueAt(object, path), expected))
}
