/**
 * The one place where clocks meet: animation frames become virtual time, clicks become actions at
 * the current virtual time, frames of the lab become state of the page.
 */
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks'
import type { ExerciseFile, GradedExercise } from '../../grading/check.ts'
import type { Verdict } from '../../grading/verdict.ts'
import type { Completion } from '../../kubectl/complete.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Recording } from '../../lab/recording.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { Language } from '../../language.ts'
import { bookmarks } from '../cluster-view/narration.ts'
import { type Answer, type LabClient, LabFailed, openLabClient } from './lab-client.ts'
import { paceAt, type Speed } from './pace.ts'
import type { Command } from './protocol.ts'
import { speaksOf, type TerminalState, terminalAfter } from './terminal-state.ts'

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
  readonly applied?: ActionResult
  /** Why the last other action was refused, if it was. */
  readonly refusal?: ActionResult
  readonly verdict?: Verdict
  readonly grading: boolean
  /** The prompt, once it has been opened. */
  readonly terminal?: TerminalState
}

export interface Session {
  readonly recording: Recording
  readonly time: number
}

export interface LabControls {
  act(action: Action): void
  /** Apply the files one after the other, then judge them. */
  submit(files: readonly ExerciseFile[]): void
  play(): void
  pause(): void
  step(): void
  setSpeed(speed: Speed): void
  /** The scenario from its beginning; files are the caller's to keep. */
  reset(): void
  forgetVerdict(): void
  /** Fetches kubectl, if it is not there yet. */
  openTerminal(): void
  type(line: string, files: readonly ExerciseFile[], edited?: string): void
  interrupt(): void
  complete(line: string, files: readonly string[]): Promise<Completion | undefined>
}

export interface UseLabOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly exercise?: GradedExercise
  /** Of what the prompt says itself. */
  readonly language?: Language
  /** Actions of a fresh lab, done at its very start. */
  readonly opening?: readonly Action[]
  /** Where the reader was. */
  readonly session?: Session
  readonly onSession?: (session: Session) => void
  readonly onVerdict?: (verdict: Verdict, files: readonly ExerciseFile[]) => void
}

type Event =
  | { readonly type: 'opening' }
  | { readonly type: 'answer'; readonly answer: Answer; readonly command: Command }
  | { readonly type: 'failed'; readonly cause: LabFailed['cause'] }
  | { readonly type: 'playing'; readonly playing: boolean }
  | { readonly type: 'speed'; readonly speed: Speed }
  | { readonly type: 'grading' }
  | { readonly type: 'forget-verdict' }

const initial: LabState = {
  phase: 'opening',
  time: 0,
  atRest: true,
  moments: [],
  playing: false,
  speed: 'auto',
  grading: false,
}

function reduce(state: LabState, event: Event): LabState {
  switch (event.type) {
    case 'opening': {
      const { speed } = state
      return { ...initial, speed }
    }
    case 'answer':
      return withAnswer(state, event.answer, event.command)
    case 'failed':
      return { ...state, phase: 'failed', failure: event.cause, playing: false, grading: false }
    case 'playing':
      return { ...state, playing: event.playing }
    case 'speed':
      return { ...state, speed: event.speed }
    case 'grading':
      return { ...state, grading: true }
    case 'forget-verdict': {
      const { verdict: _, ...rest } = state
      return rest
    }
  }
}

function withAnswer(state: LabState, answer: Answer, command: Command): LabState {
  const { frame, result, verdict } = answer
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
    ...(result && isApply ? { applied: result } : {}),
    ...(result && !isApply && !result.ok ? { refusal: result } : {}),
    ...(verdict ? { verdict, grading: false } : {}),
    ...(frame.terminal ? { terminal: terminalAfter(state.terminal, frame.terminal) } : {}),
  }
}

/** Nothing but a crash loop is still going on after so long; time stops until somebody acts. */
const longestRunMs = 30 * 60 * 1000
/** A step looks this far ahead for something that matters. */
const stepAheadMs = 10 * 60 * 1000
/** With reduced motion time goes from moment to moment, one picture each. */
const pictureMs = 1_400
/** One frame never counts for more: a tab that slept must not leap. */
const longestFrameMs = 100

export function useLab(options: UseLabOptions): readonly [LabState, LabControls] {
  const [state, dispatch] = useReducer(reduce, initial)
  const latest = useRef({ state, options })
  latest.current = { state, options }
  const client = useRef<LabClient>()
  const lastMoment = useRef(0)
  const runSince = useRef(0)

  const controls = useMemo(() => {
    async function send(command: Command): Promise<Answer | undefined> {
      client.current ??= openLabClient()
      try {
        const answer = await client.current.send(command)
        if (answer.frame.moments.some(({ kind }) => bookmarks.has(kind)))
          lastMoment.current = performance.now()
        dispatch({ type: 'answer', answer, command })
        return answer
      } catch (error) {
        if (!(error instanceof LabFailed)) throw error
        client.current = undefined
        dispatch({ type: 'failed', cause: error.cause })
        return undefined
      }
    }

    async function open(session?: Session): Promise<void> {
      const { scenario, seed, exercise, opening } = latest.current.options
      dispatch({ type: 'opening' })
      await send({
        type: 'open',
        scenario,
        seed,
        ...(exercise ? { exercise: exercise.id } : {}),
        ...(session ? { recording: session.recording, untilMs: session.time } : {}),
      })
      if (!session) for (const action of opening ?? []) await send({ type: 'act', action })
    }

    function remember(): void {
      const { time, recording } = latest.current.state
      if (recording) latest.current.options.onSession?.({ recording, time })
    }

    function play(): void {
      runSince.current = latest.current.state.time
      lastMoment.current = performance.now()
      dispatch({ type: 'playing', playing: true })
    }

    function pause(): void {
      dispatch({ type: 'playing', playing: false })
      remember()
    }

    return {
      open,
      send,
      remember,
      async act(action: Action) {
        await send({ type: 'act', action })
        play()
      },
      async submit(files: readonly ExerciseFile[]) {
        const { exercise, scenario } = latest.current.options
        let accepted = true
        for (const { name, text } of files) {
          const answer = await send({
            type: 'act',
            action: { type: 'apply', file: name, manifest: text },
          })
          accepted &&= answer?.result?.ok ?? false
        }
        if (accepted) play()
        remember()
        if (!exercise) return
        dispatch({ type: 'grading' })
        const answer = await send({ type: 'grade', exercise, scenario, files })
        if (answer?.verdict) latest.current.options.onVerdict?.(answer.verdict, files)
      },
      play,
      pause,
      async step() {
        dispatch({ type: 'playing', playing: false })
        await send({ type: 'step', maxMs: stepAheadMs })
        remember()
      },
      setSpeed: (speed: Speed) => dispatch({ type: 'speed', speed }),
      async reset() {
        dispatch({ type: 'playing', playing: false })
        dispatch({ type: 'forget-verdict' })
        await open()
        remember()
      },
      forgetVerdict: () => dispatch({ type: 'forget-verdict' }),
      openTerminal: () => void send({ type: 'terminal' }),
      async type(line: string, files: readonly ExerciseFile[], edited?: string) {
        const { language } = latest.current.options
        const answer = await send({
          type: 'act',
          action: {
            type: 'kubectl',
            line,
            files: files.filter(({ name }) => speaksOf(line, name)),
            ...(edited === undefined ? {} : { edited }),
            ...(language ? { language } : {}),
          },
        })
        // To look at something does not set time going; to change it, or to wait, does.
        if (answer?.frame.snapshot || answer?.frame.terminal?.running) play()
        remember()
      },
      async interrupt() {
        await send({ type: 'act', action: { type: 'interrupt' } })
        remember()
      },
      async complete(line: string, files: readonly string[]) {
        return (await send({ type: 'complete', line, files }))?.completion
      },
    }
  }, [])

  useEffect(() => {
    void controls.open(options.session)
    return () => {
      client.current?.close()
      client.current = undefined
    }
  }, [])

  useEffect(() => {
    if (!state.playing || state.phase !== 'ready') return
    const isOver = () => {
      const { state: now } = latest.current
      if (!now.atRest && now.time - runSince.current < longestRunMs) return false
      controls.pause()
      return true
    }
    const frame = async (dtMs: number) => {
      if (isOver()) return
      const pace = paceAt(latest.current.state.speed, performance.now() - lastMoment.current)
      await controls.send({ type: 'advance', ms: Math.round(dtMs * pace), untilMoment: true })
    }
    const picture = async () => {
      if (!isOver()) await controls.send({ type: 'step', maxMs: stepAheadMs })
    }
    return run(frame, picture)
  }, [state.playing, state.phase])

  // A frame may still come in after a pause: what is kept is what is shown.
  useEffect(() => {
    if (!state.playing && state.phase === 'ready') controls.remember()
  }, [state.playing, state.phase, state.time, state.recording])

  return [state, controls]
}

/** Calls back once a frame, never twice at a time; with reduced motion, once a picture. */
function run(frame: (dtMs: number) => Promise<void>, picture: () => Promise<void>): () => void {
  let stopped = false
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    const timer = setInterval(() => void picture(), pictureMs)
    return () => clearInterval(timer)
  }
  let last = performance.now()
  const tick = async (now: number) => {
    const dt = Math.min(longestFrameMs, now - last)
    last = now
    await frame(dt)
    if (!stopped) requestAnimationFrame(tick)
  }
  const first = requestAnimationFrame(tick)
  return () => {
    stopped = true
    cancelAnimationFrame(first)
  }
}
