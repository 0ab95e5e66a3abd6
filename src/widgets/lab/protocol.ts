/**
 * What the page and its lab say to each other across the worker's wall: plain data only.
 * One command, one reply, in order.
 */
import type { ExerciseFile, GradedExercise } from '../../grading/check.ts'
import type { Verdict } from '../../grading/verdict.ts'
import type { Completion } from '../../kubectl/complete.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Recording } from '../../lab/recording.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { ServiceRequests } from '../../lab/service-requests.ts'
import type { Terminal, Written } from '../../lab/terminal.ts'

export type Command =
  /** A fresh lab, or the session of a recording again up to `untilMs`. */
  | {
      readonly type: 'open'
      readonly scenario: Scenario
      readonly seed: number
      readonly exercise?: string
      readonly recording?: Recording
      readonly untilMs?: number
    }
  | { readonly type: 'act'; readonly action: Action }
  /** Let time pass; with `untilMoment`, only as far as the next moment that matters. */
  | { readonly type: 'advance'; readonly ms: number; readonly untilMoment: boolean }
  /** On to the next moment that matters, at most so far ahead. */
  | { readonly type: 'step'; readonly maxMs: number }
  /** The cluster as it was then. */
  | { readonly type: 'look'; readonly at: number }
  /** Somebody on a node asks a Service; no time passes. */
  | { readonly type: 'request'; readonly requests: ServiceRequests }
  /** What Tab makes of a line. */
  | { readonly type: 'complete'; readonly line: string; readonly files: readonly string[] }
  /** The prompt is opened: its whole text comes with the next frame. */
  | { readonly type: 'terminal' }
  | {
      readonly type: 'grade'
      readonly exercise: GradedExercise
      readonly scenario: Scenario
      readonly files: readonly ExerciseFile[]
    }

/** What the page shows of a lab at an instant. */
export interface Frame {
  /** Virtual milliseconds since the lab opened. */
  readonly time: number
  readonly atRest: boolean
  /** Absent where nothing visible has changed since the last frame. */
  readonly snapshot?: Snapshot
  /** The moments since the last frame; all of them after `open`. */
  readonly moments: readonly Moment[]
  /** All that was done so far; absent where nothing was added. */
  readonly recording?: Recording
  /** What was written at the prompt since the last frame; absent where nothing is new there. */
  readonly terminal?: TerminalNews
}

export interface TerminalNews {
  readonly written: readonly Written[]
  /** All of it, in the place of what was known: the lab was opened anew. */
  readonly isAll: boolean
  readonly running: boolean
  readonly namespace: string
  readonly prompt: string
  readonly offer?: NonNullable<Terminal['offer']>
}

export interface CommandMessage {
  readonly id: number
  readonly command: Command
}

export type Reply =
  | {
      readonly id: number
      readonly ok: true
      readonly frame: Frame
      readonly result?: ActionResult
      readonly verdict?: Verdict
      /** How many of the requests were answered. */
      readonly answered?: number
      readonly completion?: Completion
      /** What was to be seen at the moment of a `look`. */
      readonly past?: Snapshot
    }
  /** Our own bug: the lab stopped and can only be opened anew. */
  | { readonly id: number; readonly ok: false; readonly message: string }
