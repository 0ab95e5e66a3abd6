/**
 * A cluster behind a scene: opened in a worker, acted upon, run up to a moment and no further.
 * Quiet stretches are compressed; with reduced motion there is one picture for each moment.
 */
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import type { Moment } from '../../lab/moments.ts'
import type { Scenario } from '../../lab/scenario.ts'
import type { ServiceRequests } from '../../lab/service-requests.ts'
import { bookmarks } from '../cluster-view/narration.ts'
import { animate } from '../lab/animation.ts'
import { type Answer, type LabClient, LabFailed, openLabClient } from '../lab/lab-client.ts'
import { paceAt } from '../lab/pace.ts'
import type { Command } from '../lab/protocol.ts'

export interface EngineState {
  readonly phase: 'opening' | 'ready' | 'failed'
  readonly time: number
  readonly snapshot?: Snapshot
  readonly moments: readonly Moment[]
  readonly running: boolean
  /** With reduced motion: which picture this is, from 1 on. */
  readonly picture: number
  /** What came of the last action. */
  readonly result?: ActionResult
}

export interface EngineControls {
  /** Nothing comes back from a lab that has failed. */
  act(action: Action): Promise<ActionResult | undefined>
  /** Somebody on a node asks a Service, and so many are answered; no time passes. */
  request(requests: ServiceRequests): Promise<number | undefined>
  /** Let time pass up to this moment; stops there. */
  runTo(ms: number): void
  pause(): void
  /** On to the next moment that matters, not beyond this one. */
  step(untilMs: number): Promise<void>
}

export interface Opening {
  readonly scenario: Scenario
  readonly seed: number
  /** Done before anybody looks, and how long it is left alone afterwards. */
  readonly actions: readonly Action[]
  readonly calmMs: number
}

type Change = Partial<EngineState> & { readonly found?: readonly Moment[] }

const initial: EngineState = { phase: 'opening', time: 0, moments: [], running: false, picture: 0 }

function reduce(state: EngineState, { found = [], ...change }: Change): EngineState {
  const moments = found.length > 0 ? [...state.moments, ...found] : state.moments
  return { ...state, moments, ...change }
}

/** With reduced motion: how long one looks at each picture. */
const pictureMs = 900

export function useEngine(opening: Opening): readonly [EngineState, EngineControls] {
  const [state, dispatch] = useReducer(reduce, initial)
  const latest = useRef(state)
  latest.current = state
  const client = useRef<LabClient>()
  const target = useRef(0)
  const lastMoment = useRef(0)
  /** One stride at a time: its length is measured from where the last one ended. */
  const isStriding = useRef(false)

  const controls = useMemo(() => {
    async function send(command: Command): Promise<Partial<Answer>> {
      client.current ??= openLabClient()
      try {
        const answer = await client.current.send(command)
        const { frame, result } = answer
        const { time, snapshot, moments: found } = frame
        if (found.some(({ kind }) => bookmarks.has(kind))) lastMoment.current = performance.now()
        const news = { found, ...(snapshot ? { snapshot } : {}), ...(result ? { result } : {}) }
        dispatch({ phase: 'ready', time, ...news })
        latest.current = { ...latest.current, time }
        return answer
      } catch (error) {
        if (!(error instanceof LabFailed)) throw error
        client.current = undefined
        if (error.message !== 'closed') dispatch({ phase: 'failed', running: false })
        return {}
      }
    }
    const remaining = () => target.current - latest.current.time
    /** To the next moment that matters; where there is none, all the quiet way. */
    async function stride(): Promise<void> {
      if (isStriding.current) return
      isStriding.current = true
      const before = latest.current.time
      if (remaining() > 0) await send({ type: 'step', maxMs: remaining() })
      const ms = remaining()
      if (latest.current.time === before && ms > 0)
        await send({ type: 'advance', ms, untilMoment: false })
      isStriding.current = false
    }
    return {
      async open() {
        const { scenario, seed, actions, calmMs } = opening
        await send({ type: 'open', scenario, seed })
        for (const action of actions) await send({ type: 'act', action })
        if (calmMs > 0) await send({ type: 'advance', ms: calmMs, untilMoment: false })
      },
      act: async (action: Action) => (await send({ type: 'act', action })).result,
      request: async (requests: ServiceRequests) =>
        (await send({ type: 'request', requests })).answered,
      runTo(ms: number) {
        target.current = ms
        lastMoment.current = performance.now()
        dispatch({ running: true })
      },
      pause: () => dispatch({ running: false }),
      async step(untilMs: number) {
        target.current = untilMs
        dispatch({ running: false })
        await stride()
      },
      async frame(dtMs: number) {
        const pace = paceAt('auto', performance.now() - lastMoment.current)
        const ms = Math.min(remaining(), Math.round(dtMs * pace))
        if (ms > 0) await send({ type: 'advance', ms, untilMoment: true })
        if (remaining() <= 0) dispatch({ running: false })
      },
      async picture() {
        await stride()
        dispatch({ picture: latest.current.picture + 1 })
        if (remaining() <= 0) dispatch({ running: false })
      },
    }
  }, [])

  useEffect(() => {
    void controls.open()
    return () => {
      client.current?.close()
      client.current = undefined
    }
  }, [])

  useEffect(() => {
    if (!state.running || state.phase !== 'ready') return
    const { frame, picture } = controls
    return animate({ frame, picture, pictureMs })
  }, [state.running, state.phase])

  return [state, controls]
}
