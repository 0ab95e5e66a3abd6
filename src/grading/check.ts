/**
 * What an exercise may require: a closed set of predicates over the cluster, as data.
 *
 * What cannot be said here is a new kind of check, in code, once; there are no functions in data.
 */
import type { Fault } from '../lab/faults.ts'
import type { Bilingual } from '../language.ts'

/** `120s`, `7m`, `1h`. */
export type Duration = string

/** A value at a field path, compared as data; or bounds of a number; or its absence; or another. */
export type Expected =
  | string
  | number
  | boolean
  | { readonly atLeast?: number; readonly atMost?: number }
  | { readonly absent: boolean }
  | { readonly not: string | number | boolean }

/** Something that is true of the cluster at an instant, or is not. */
export interface Condition {
  /** `Deployment`, `Pod`, … of the namespace `default`, or cluster-scoped. */
  readonly kind: string
  /** One object by its name … */
  readonly name?: string
  /** … or all with these labels. */
  readonly labels?: Readonly<Record<string, string>>
  /** Field path → what must stand there. Objects without it do not count. */
  readonly has?: Readonly<Record<string, Expected>>
  /** Pods only: the Ready condition is True. */
  readonly ready?: boolean
  /** Pods only: bound to a machine that has power. */
  readonly onLivingNode?: boolean
  /** How many objects must be so; at least one where absent. */
  readonly count?: number | { readonly atLeast?: number; readonly atMost?: number }
}

interface CheckBase {
  /** Permanent, unique in the exercise; the name of a folder under `mistakes/`. */
  readonly id: string
  /** The requirement in a short sentence: a chip above the lab. */
  readonly says: Bilingual
  /** Shown when this is the first check that fails. */
  readonly hint: Bilingual
}

export type Check = CheckBase &
  (
    | { readonly accepted: true }
    | { readonly rejected: { readonly reason: string } }
    | { readonly eventually: Condition; readonly within: Duration }
    | { readonly always: Condition; readonly from?: Duration; readonly within: Duration }
    | { readonly never: Condition; readonly from?: Duration; readonly within: Duration }
    | {
        readonly survives: {
          readonly fault: Fault
          /** True all the time after the fault, from the moment it has been noticed. */
          readonly meanwhile?: Condition
          readonly recovers: Condition
        }
        readonly within: Duration
      }
  )

/** A typical wrong idea, told by what the learner wrote. */
export interface Misconception {
  /** The name of a folder under `mistakes/`, after the check it fails at. */
  readonly id: string
  readonly wrote: { readonly kind: string; readonly has: Readonly<Record<string, Expected>> }
  readonly explains: Bilingual
}

/** One file of an exercise: what the learner edits. */
export interface ExerciseFile {
  readonly name: string
  readonly text: string
}

/** An exercise as the grader needs it; texts around it belong to the book. */
export interface GradedExercise {
  readonly id: string
  readonly revision: number
  readonly scenario: string
  /**
   * `files`: a fresh cluster gets these files at time 0, so earlier fiddling neither helps nor
   * harms. `session`: what was done in the lab is replayed and judged.
   */
  readonly judges: 'files' | 'session'
  /** A right answer is right under every one. */
  readonly seeds: readonly number[]
  readonly checks: readonly Check[]
  /** The first one that fits what the learner wrote explains itself. */
  readonly misconceptions?: readonly Misconception[]
}

export function durationMs(duration: Duration): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(duration)
  if (!match) throw new RangeError(`"${duration}" is no duration such as 90s or 7m`)
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] as 'ms' | 's' | 'm' | 'h']
  return Number(match[1]) * unit
}
