/**
 * Enough to have the whole session again: where it began, the seed, and what was done when.
 * A saved session, a shared link and a bug report are all this.
 */
import type { Action } from './action.ts'

/** Raised whenever the same recording would no longer replay to the same bytes. */
export const engineVersion = '1'

export interface RecordedAction {
  /** Virtual milliseconds since the lab opened. */
  readonly at: number
  readonly action: Action
}

export interface Recording {
  readonly scenario: string
  readonly seed: number
  readonly engine: string
  readonly exercise?: string
  readonly actions: readonly RecordedAction[]
}

/** Another future from a moment on: the session as it was, without what was done later. */
export function fork(recording: Recording, atMs: number): Recording {
  return { ...recording, actions: recording.actions.filter(({ at }) => at <= atMs) }
}
