/** What a page knows of its lab, and how each answer changes that. */
import type { ExerciseFile } from '../../grading/check.ts'
import type { Verdict } from '../../grading/verdict.ts'
import type { Completion } from '../../kubectl/complete.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Recording } from '../../lab/recording.ts'
import type { Diagnostic } from '../../manifests/diagnostic.ts'
import type { Answer, LabFailed } from './lab-client.ts'
import type { Speed } from './pace.ts'
import type { Command } from './protocol.ts'
import { type TerminalState, terminalAfter } from './terminal-state.ts'

/** A moment that has gone by, and the cluster as it was then, once that is known. */
export interface Past {
  readonly at: number
  readonly snapshot: Snapshot
}

export interface LabState {
  readonly phase: 'opening' | 'ready' | 'failed'
  readonly failure?: LabFailed['cause']
  readonly time: number
  readonly atRest: boolean
  readonly snapshot?: Snapshot
  readonly moments: readonly Moment[]
  readonly recording?: Recording
  readonly playing: boolean
  readonly speed: Speed
  /** What came of the last Apply. */
  readonly applied?: Applied
  /** Why the last other action was refused, if it was. */
  readonly refusal?: ActionResult
  readonly verdict?: Verdict
  readonly grading: boolean
  /** The prompt, once it has been opened. */
  readonly terminal?: TerminalState
  /** What one looks at instead of now. */
  readonly past?: Past
  /** Something was asked for in the past, and waits for a yes: it would begin another future. */
  readonly asking: boolean
  /** Futures that were left, the latest first: none is lost by going back. */
  readonly others: readonly Future[]
}

/** What came of one Apply of all its files together, and what is wrong in each. */
export interface Applied extends Pick<ActionResult, 'ok' | 'outcomes' | 'limit'> {
  readonly problems: ReadonlyMap<string, readonly Diagnostic[]>
}

export function appliedOf(results: ReadonlyMap<string, ActionResult>): Applied {
  const all = [...results.values()]
  const limit = all.find((result) => result.limit)?.limit
  return {
    ok: all.every(({ ok }) => ok),
    outcomes: all.flatMap(({ outcomes }) => outcomes),
    problems: new Map([...results].map(([file, { diagnostics }]) => [file, diagnostics])),
    ...(limit ? { limit } : {}),
  }
}

/** A session up to a moment. */
export interface Future {
  readonly recording: Recording
  readonly time: number
}

export interface Session extends Future {
  readonly others?: readonly Future[]
}

export interface LabControls {
  act(action: Action): void
  /** Apply the files one after the other, then judge them. */
  submit(files: readonly ExerciseFile[]): void
  play(): void
  pause(): void
  /** The next thing that happens: what is known of it, where one looks at the past. */
  step(): void
  /** Looks at what happened before this. */
  stepBack(): void
  /** Looks at a moment that has gone by; at now, where that is meant. */
  look(at: number): void
  lookAtNow(): void
  setSpeed(speed: Speed): void
  /** From the moment one looks at, another future; what was asked for there is done. */
  goBack(): void
  /** Asks whether to go back to the moment one looks at. */
  askToGoBack(): void
  stayHere(): void
  /** The future at this place of `others` again; the one that is left takes its place. */
  switchTo(index: number): void
  /** The scenario from its beginning; files are the caller's to keep. */
  reset(): void
  forgetVerdict(): void
  /** Fetches kubectl, if it is not there yet. */
  openTerminal(): void
  type(line: string, files: readonly ExerciseFile[], edited?: string): void
  interrupt(): void
  complete(line: string, files: readonly string[]): Promise<Completion | undefined>
}

export type LabEvent =
  | {
      readonly type: 'opening'
      readonly others: readonly Future[]
      /** What is shown until the cluster stands. */
      readonly shown?: Snapshot
    }
  | { readonly type: 'answer'; readonly answer: Answer; readonly command: Command }
  | { readonly type: 'failed'; readonly cause: LabFailed['cause'] }
  | { readonly type: 'playing'; readonly playing: boolean }
  | { readonly type: 'speed'; readonly speed: Speed }
  | { readonly type: 'asking'; readonly asking: boolean }
  | { readonly type: 'look'; readonly at: number }
  | { readonly type: 'now' }
  | { readonly type: 'applied'; readonly applied: Applied }
  | { readonly type: 'grading' }
  | { readonly type: 'forget-verdict' }

export const initialState: LabState = {
  phase: 'opening',
  time: 0,
  atRest: true,
  moments: [],
  playing: false,
  speed: 'auto',
  grading: false,
  asking: false,
  others: [],
}

export function reduce(state: LabState, event: LabEvent): LabState {
  switch (event.type) {
    case 'opening': {
      const { speed } = state
      const { others, shown } = event
      return { ...initialState, speed, others, ...(shown ? { snapshot: shown } : {}) }
    }
    case 'answer':
      return withAnswer(state, event.answer, event.command)
    case 'failed':
      return {
        ...atNow(state),
        phase: 'failed',
        failure: event.cause,
        playing: false,
        grading: false,
      }
    case 'playing':
      return { ...state, playing: event.playing }
    case 'speed':
      return { ...state, speed: event.speed }
    case 'asking':
      return { ...state, asking: event.asking }
    case 'look': {
      // The handle is where it was put at once; the picture follows.
      const snapshot = state.past?.snapshot ?? state.snapshot
      return snapshot ? { ...state, past: { at: event.at, snapshot } } : state
    }
    case 'now':
      return atNow(state)
    case 'applied':
      return { ...state, applied: event.applied }
    case 'grading':
      return { ...state, grading: true }
    case 'forget-verdict': {
      const { verdict: _, ...rest } = state
      return rest
    }
  }
}

function atNow({ past: _, ...state }: LabState): LabState {
  return { ...state, asking: false }
}

function withAnswer(state: LabState, answer: Answer, command: Command): LabState {
  const { frame, result, verdict, past } = answer
  const { refusal: _, ...before } = state
  const isApply = command.type === 'act' && command.action.type === 'apply'
  const known = command.type === 'open' ? [] : state.moments
  return {
    ...(command.type === 'act' ? before : state),
    phase: 'ready',
    time: frame.time,
    atRest: frame.atRest,
    moments: frame.moments.length > 0 ? [...known, ...frame.moments] : known,
    ...(frame.snapshot ? { snapshot: frame.snapshot } : {}),
    ...(frame.recording ? { recording: frame.recording } : {}),
    ...(result && !isApply && !result.ok ? { refusal: result } : {}),
    ...(verdict ? { verdict, grading: false } : {}),
    ...(frame.terminal ? { terminal: terminalAfter(state.terminal, frame.terminal) } : {}),
    ...(past && state.past ? { past: { at: state.past.at, snapshot: past } } : {}),
  }
}
