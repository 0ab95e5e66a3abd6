/**
 * One round: a component is switched off, things are done and waited for, it is switched on again.
 * The learner does each by hand; the cluster lives in its worker, and stands still in between.
 */
import { useEffect, useState } from 'preact/hooks'
import type { TakeAwayAct, TakeAwayRound, TakeAwayScene } from '../../book/scenes.ts'
import type { ComponentName } from '../../kubernetes/component.ts'
import type { Action } from '../../lab/action.ts'
import type { ActionResult } from '../../lab/apply.ts'
import type { Turn } from '../stage/StageScene.tsx'
import { type EngineControls, type EngineState, useEngine } from '../stage/use-engine.ts'
import { usePrediction } from '../stage/use-prediction.ts'
import { actionOf, calmMs, requestsOf, switchOf } from './acts.ts'

/** One line of what was done; the answer is put into words when it is shown. */
export type LogEntry =
  | { readonly kind: 'stop' | 'start'; readonly component: string }
  | { readonly kind: 'act'; readonly act: TakeAwayAct; readonly result: LogResult }

export type LogResult =
  | { readonly answered: number }
  | { readonly action: Action; readonly result: ActionResult | undefined }

/** What the learner does next; a number is a wait. */
export type Stage = 'stop' | TakeAwayAct | number | 'start'

export interface TakeAwayState {
  readonly engine: EngineState
  readonly stages: readonly Stage[]
  /** The position of the next stage; beyond the last one, all is done. */
  readonly at: number
  readonly stage: Stage | undefined
  readonly waiting: boolean
  readonly chosen: string | undefined
  /** It has happened; the component may still be away. */
  readonly revealed: boolean
  readonly done: boolean
  readonly log: readonly LogEntry[]
  readonly stoppedAt: number | undefined
}

export interface TakeAwayControls extends Pick<EngineControls, 'pause'> {
  choose(id: string): void
  /** Do what comes next. */
  go(): void
  play(): void
  step(): void
  /** Once all is done: any switch, any act, hands on any machine. */
  toggle(component: string, away: boolean): void
  do(act: TakeAwayAct): void
  act(action: Action): void
}

/** How long one watches after an act of one's own. */
const afterwardsMs = 7 * 60_000

export function useTakeAway(
  scene: TakeAwayScene,
  round: TakeAwayRound,
  turn: Turn,
): readonly [TakeAwayState, TakeAwayControls] {
  const [engine, controls] = useEngine({
    scenario: scene.scenario,
    seed: scene.seed,
    actions: [],
    calmMs,
  })
  const [chosen, choose] = usePrediction(`${scene.id}/${round.id}`, round.choices, turn)
  const [at, setAt] = useState(0)
  const [goal, setGoal] = useState<number>()
  const [stoppedAt, setStoppedAt] = useState<number>()
  const [log, setLog] = useState<readonly LogEntry[]>([])
  const stages: readonly Stage[] = ['stop', ...round.steps, 'start', round.heal]
  const stage = stages[at]
  const { time, running, snapshot } = engine

  useEffect(() => {
    if (goal === undefined || running || time < goal) return
    setGoal(undefined)
    if (at < stages.length) setAt(at + 1)
  }, [time, goal, running])

  const note = (entry: LogEntry) => setLog((before) => [...before, entry])
  const switchIt = async (component: string, kind: 'stop' | 'start') => {
    await controls.act(switchOf(scene, component as ComponentName, kind))
    note({ kind, component })
  }
  const perform = async (act: TakeAwayAct) => {
    if (!snapshot) return
    if (act === 'request') {
      const answered = (await controls.request(requestsOf(scene))) ?? 0
      note({ kind: 'act', act, result: { answered } })
      return
    }
    const action = actionOf(act, scene, snapshot)
    if (!action) return
    const result = await controls.act(action)
    note({ kind: 'act', act, result: { action, result } })
  }
  const waitFor = (ms: number) => {
    setGoal(time + ms)
    controls.runTo(time + ms)
  }
  const freely = async (act: () => Promise<unknown>) => {
    if (at < stages.length) return
    await act()
    waitFor(afterwardsMs)
  }

  return [
    {
      engine,
      stages,
      at,
      stage,
      waiting: goal !== undefined,
      chosen,
      revealed: at > round.steps.length,
      done: at >= stages.length,
      log,
      stoppedAt,
    },
    {
      choose,
      pause: controls.pause,
      play: () => goal !== undefined && controls.runTo(goal),
      step: () => goal !== undefined && void controls.step(goal),
      async go() {
        if (chosen === undefined || goal !== undefined || stage === undefined) return
        if (typeof stage === 'number') return waitFor(stage)
        setAt(at + 1)
        if (stage === 'stop') setStoppedAt(time)
        if (stage === 'stop' || stage === 'start') await switchIt(round.component, stage)
        else await perform(stage)
      },
      toggle: (component, away) => void freely(() => switchIt(component, away ? 'start' : 'stop')),
      do: (act) => void freely(() => perform(act)),
      act: (action) => void freely(() => controls.act(action)),
    },
  ]
}
