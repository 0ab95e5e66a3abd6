/**
 * The one place where clocks meet: animation frames become virtual time, clicks become actions at
 * the current virtual time, frames of the lab become state of the page. One may look at the past;
 * to act there begins another future, which is asked for first.
 */
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks'
import type { ExerciseFile, GradedExercise } from '../../grading/check.ts'
import type { Verdict } from '../../grading/verdict.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import { fork } from '../../lab/recording.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { Language } from '../../language.ts'
import { bookmarks } from '../cluster-view/narration.ts'
import { animate } from './animation.ts'
import { type Answer, type LabClient, LabFailed, openLabClient } from './lab-client.ts'
import {
  appliedOf,
  type Future,
  initialState,
  type LabControls,
  type LabState,
  reduce,
  type Session,
} from './lab-state.ts'
import { originOf } from './origin.ts'
import { paceAt, type Speed } from './pace.ts'
import type { Command } from './protocol.ts'
import { namedMoments, stopAfter, stopBefore } from './stops.ts'
import { speaksOf } from './terminal-state.ts'

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
  /** The moment that somebody wanted to show. */
  readonly lookAt?: number
  readonly onSession?: (session: Session) => void
  readonly onVerdict?: (verdict: Verdict, files: readonly ExerciseFile[]) => void
}

/** Nothing but a crash loop is still going on after so long; time stops until somebody acts. */
const longestRunMs = 30 * 60 * 1000
/** A step looks this far ahead for something that matters. */
const stepAheadMs = 10 * 60 * 1000
/** Where nothing is left to happen, a step lets so much time pass. */
export const quietStepMs = 60_000
/** With reduced motion time goes from moment to moment, one picture each. */
const pictureMs = 1_400
/** So many futures that were left are kept. */
const mostOthers = 3

export function useLab(options: UseLabOptions): readonly [LabState, LabControls] {
  const [state, dispatch] = useReducer(reduce, initialState)
  const latest = useRef({ state, options })
  latest.current = { state, options }
  const client = useRef<LabClient>()
  const lastMoment = useRef(0)
  const runSince = useRef(0)
  /** The moment to look at next; nothing where one wants to see now. */
  const aim = useRef<number>()
  const isLooking = useRef(false)
  /** What is done once it is agreed to begin another future. */
  const asked = useRef<() => Promise<void>>()

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

    async function open(
      session?: Future,
      others: readonly Future[] = [],
      shown?: Snapshot,
    ): Promise<void> {
      const { scenario, seed, exercise, opening } = latest.current.options
      aim.current = undefined
      asked.current = undefined
      dispatch({ type: 'opening', others, ...(shown ? { shown } : {}) })
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
      const { time, recording, others } = latest.current.state
      if (!recording) return
      const kept = others.length > 0 ? { others } : {}
      latest.current.options.onSession?.({ recording, time, ...kept })
    }

    /** The futures that are left behind when another is opened. */
    function othersWithout(index?: number): readonly Future[] {
      const { recording, time, others } = latest.current.state
      const rest = others.filter((_, at) => at !== index)
      const left = recording && recording.actions.length > 0 ? [{ recording, time }] : []
      return [...left, ...rest].slice(0, mostOthers)
    }

    function run(): void {
      runSince.current = latest.current.state.time
      lastMoment.current = performance.now()
      dispatch({ type: 'playing', playing: true })
    }

    function pause(): void {
      dispatch({ type: 'playing', playing: false })
      remember()
    }

    function lookAtNow(): void {
      aim.current = undefined
      asked.current = undefined
      dispatch({ type: 'playing', playing: false })
      dispatch({ type: 'now' })
    }

    /** One look at a time; of those that were wanted meanwhile only the last. */
    async function show(at: number): Promise<void> {
      const wanted = Math.max(0, Math.round(at))
      aim.current = wanted
      dispatch({ type: 'look', at: wanted })
      if (isLooking.current) return
      isLooking.current = true
      let shown: number | undefined
      while (aim.current !== undefined && aim.current !== shown) {
        shown = aim.current
        if (!(await send({ type: 'look', at: shown }))) break
      }
      isLooking.current = false
    }

    async function look(at: number): Promise<void> {
      if (at >= latest.current.state.time) return lookAtNow()
      dispatch({ type: 'playing', playing: false })
      dispatch({ type: 'asking', asking: false })
      await show(at)
    }

    const passQuietly = () => send({ type: 'advance', ms: quietStepMs, untilMoment: false })

    /** In the past nothing is done before it is agreed that another future begins there. */
    async function unlessInThePast(act: () => Promise<void>): Promise<void> {
      if (!latest.current.state.past) return act()
      asked.current = act
      dispatch({ type: 'asking', asking: true })
    }

    async function submit(files: readonly ExerciseFile[]): Promise<void> {
      const { exercise, scenario } = latest.current.options
      const results = new Map<string, ActionResult>()
      for (const { name, text } of files) {
        const action = { type: 'apply', file: name, manifest: text } as const
        const answer = await send({ type: 'act', action })
        if (!answer?.result) return
        results.set(name, answer.result)
      }
      const applied = appliedOf(results)
      dispatch({ type: 'applied', applied })
      if (applied.ok) run()
      remember()
      if (!exercise) return
      dispatch({ type: 'grading' })
      const answer = await send({ type: 'grade', exercise, scenario, files })
      if (answer?.verdict) latest.current.options.onVerdict?.(answer.verdict, files)
    }

    async function type(line: string, files: readonly ExerciseFile[], edited?: string) {
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
      if (answer?.frame.snapshot || answer?.frame.terminal?.running) run()
      remember()
    }

    return {
      open,
      send,
      remember,
      show,
      act: (action: Action) =>
        unlessInThePast(async () => {
          await send({ type: 'act', action })
          run()
        }),
      submit: (files: readonly ExerciseFile[]) => unlessInThePast(() => submit(files)),
      async play() {
        const { past, atRest, moments } = latest.current.state
        if (past || !atRest) return run()
        // Nothing is left to happen: what did is played once more.
        if (moments.length === 0) return void passQuietly()
        await show(originOf(moments)?.at ?? 0)
        run()
      },
      pause,
      async step() {
        const { past, atRest, moments } = latest.current.state
        if (past) return look(stopAfter(moments, past.at) ?? Infinity)
        dispatch({ type: 'playing', playing: false })
        await (atRest ? passQuietly() : send({ type: 'step', maxMs: stepAheadMs }))
        remember()
      },
      async stepBack() {
        const { past, time, moments } = latest.current.state
        const before = stopBefore(moments, past?.at ?? time)
        if (before !== undefined) await look(before)
      },
      look,
      lookAtNow,
      setSpeed: (speed: Speed) => dispatch({ type: 'speed', speed }),
      async goBack() {
        const { past, recording } = latest.current.state
        const act = asked.current
        if (!past || !recording) return
        const earlier = { recording: fork(recording, past.at), time: past.at }
        await open(earlier, othersWithout(), past.snapshot)
        await act?.()
        remember()
      },
      askToGoBack() {
        asked.current = undefined
        dispatch({ type: 'asking', asking: true })
      },
      stayHere() {
        asked.current = undefined
        dispatch({ type: 'asking', asking: false })
      },
      async switchTo(index: number) {
        const { others, past, snapshot } = latest.current.state
        const other = others[index]
        if (!other) return
        await open(other, othersWithout(index), past?.snapshot ?? snapshot)
        remember()
      },
      async reset() {
        dispatch({ type: 'forget-verdict' })
        await open(undefined, othersWithout())
        remember()
      },
      forgetVerdict: () => dispatch({ type: 'forget-verdict' }),
      openTerminal: () => void send({ type: 'terminal' }),
      type: (line: string, files: readonly ExerciseFile[], edited?: string) =>
        unlessInThePast(() => type(line, files, edited)),
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
    const { session, lookAt } = options
    const opened = controls.open(session, session?.others)
    if (lookAt !== undefined) void opened.then(() => controls.look(lookAt))
    return () => {
      client.current?.close()
      client.current = undefined
    }
  }, [])

  useEffect(() => {
    if (!state.playing || state.phase !== 'ready') return
    const pace = () => paceAt(latest.current.state.speed, performance.now() - lastMoment.current)
    const isOver = () => {
      const { state: now } = latest.current
      if (!now.atRest && now.time - runSince.current < longestRunMs) return false
      controls.pause()
      return true
    }
    /** What has happened is shown once more, up to now. */
    const showUntil = async (at: number) => {
      const { past, time, moments } = latest.current.state
      if (!past) return
      const next = stopAfter(namedMoments(moments), past.at)
      if (next !== undefined && next <= at) lastMoment.current = performance.now()
      const to = Math.min(at, next ?? Infinity)
      if (to >= time) controls.lookAtNow()
      else await controls.show(to)
    }
    const frame = async (dtMs: number) => {
      const { past } = latest.current.state
      const ms = Math.round(dtMs * pace())
      if (past) await showUntil(past.at + ms)
      else if (!isOver()) await controls.send({ type: 'advance', ms, untilMoment: true })
    }
    const picture = async () => {
      const { past, moments } = latest.current.state
      if (past) await showUntil(stopAfter(moments, past.at) ?? Infinity)
      else if (!isOver()) await controls.send({ type: 'step', maxMs: stepAheadMs })
    }
    return animate({ frame, picture, pictureMs })
  }, [state.playing, state.phase])

  // A frame may still come in after a pause: what is kept is what is shown.
  useEffect(() => {
    if (!state.playing && state.phase === 'ready') controls.remember()
  }, [state.playing, state.phase, state.time, state.recording, state.others])

  return [state, controls]
}
