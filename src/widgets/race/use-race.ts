/**
 * One round of the race: both shops under one clock, what is done to them, and how many ran at the
 * moments that were asked about. The left lives here, the right in its worker.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { RaceRound, RaceScene } from '../../book/scenes.ts'
import type { Docker } from '../../docker/docker.ts'
import type { Action } from '../../lab/action.ts'
import type { Turn } from '../stage/StageScene.tsx'
import { type EngineControls, type EngineState, useEngine } from '../stage/use-engine.ts'
import { usePrediction } from '../stage/use-prediction.ts'
import {
  actionsOf,
  applyOf,
  befallLeft,
  commandsOf,
  createLeft,
  openedMs,
  runningLeft,
  runningRight,
} from './shops.ts'

export interface TypedLine {
  readonly line: string
  readonly said: string
  readonly failed: boolean
}

export type RacePhase = 'closed' | 'opening' | 'predict' | 'ready' | 'running' | 'done'

export interface RaceState {
  readonly engine: EngineState
  readonly docker: Docker
  readonly phase: RacePhase
  /** Lines that were typed, oldest first. */
  readonly typed: readonly TypedLine[]
  readonly laptopOpen: boolean
  readonly applied: boolean
  readonly chosen: string | undefined
  /** When it happened. */
  readonly faultAt: number | undefined
  readonly left: number
  readonly right: number
}

export interface RaceControls extends Pick<EngineControls, 'pause'> {
  typeNext(): void
  apply(): void
  choose(id: string): void
  befall(): void
  play(): void
  step(): void
  type(line: string): void
  openLaptop(): void
  crashLeft(host: number, name: string): void
  toggleLeft(host: number): void
  actRight(action: Action): void
}

/** How long one watches after an act of one's own. */
const afterTypingMs = 5_000
const afterFaultMs = 8 * 60_000

/** In the first round the learner opens both shops; in the others they are open already. */
export function useRace(
  scene: RaceScene,
  round: RaceRound,
  turn: Turn,
): readonly [RaceState, RaceControls] {
  const byHand = turn.index === 0
  const lines = commandsOf(scene, round)
  const [docker] = useState(() => openedLeft(scene, byHand ? [] : lines))
  const [engine, controls] = useEngine({
    scenario: scene.scenario,
    seed: scene.seed,
    actions: byHand ? [] : [applyOf(scene)],
    calmMs: byHand ? 0 : openedMs,
  })
  const [typed, setTyped] = useState<readonly TypedLine[]>(() =>
    byHand ? [] : lines.map((line) => ({ line, said: '', failed: false })),
  )
  const [applied, setApplied] = useState(!byHand)
  const [laptopOpen, setLaptopOpen] = useState(true)
  const [chosen, choose] = usePrediction(`race/${round.id}`, round.choices, turn)
  const [faultAt, setFaultAt] = useState<number>()
  const [seen, setSeen] = useState(0)
  const openUntil = useRef(openedMs)

  docker.advanceTo(engine.time)
  const { snapshot, time, running } = engine
  const goal = faultAt === undefined ? undefined : faultAt + (round.watch[seen] ?? afterFaultMs)
  const bothOpen = applied && typed.length >= lines.length
  const phase: RacePhase =
    faultAt !== undefined
      ? seen >= round.watch.length
        ? 'done'
        : 'running'
      : !bothOpen
        ? 'closed'
        : time < openUntil.current
          ? 'opening'
          : chosen === undefined
            ? 'predict'
            : 'ready'

  useEffect(() => {
    if (!bothOpen || !byHand) return
    openUntil.current = time + openedMs
    controls.runTo(openUntil.current)
  }, [bothOpen])

  // A moment that was asked about: on to the next one, or done.
  useEffect(() => {
    if (goal === undefined || faultAt === undefined || running || time < goal) return
    if (seen >= round.watch.length) return
    const next = round.watch[seen + 1]
    setSeen(seen + 1)
    if (next !== undefined) controls.runTo(faultAt + next)
  }, [time, goal, running])

  const note = (line: string, answer: { stdout: string; stderr: string }) =>
    setTyped((before) => [
      ...before,
      { line, said: (answer.stderr || answer.stdout).trim(), failed: answer.stderr !== '' },
    ])
  const lookOn = (ms: number) =>
    controls.runTo(Math.max(time + ms, phase === 'running' ? (goal ?? 0) : 0))

  const aim = () =>
    phase === 'opening'
      ? openUntil.current
      : phase === 'running'
        ? (goal ?? time)
        : time + afterFaultMs

  const race: RaceControls = {
    pause: controls.pause,
    typeNext() {
      const line = lines[typed.length]
      if (line !== undefined) note(line, docker.type(line))
    },
    apply() {
      setApplied(true)
      void controls.act(applyOf(scene))
    },
    choose,
    async befall() {
      if (!snapshot) return
      setFaultAt(time)
      for (const fault of round.faults) {
        if (fault === 'close-laptop') setLaptopOpen(false)
        const said = befallLeft(docker, fault, lines)
        for (const [index, stderr] of said.entries())
          note(lines[index] ?? '', { stdout: '', stderr })
        for (const action of actionsOf(fault, scene, snapshot)) await controls.act(action)
      }
      controls.runTo(time + (round.watch[0] ?? 0))
    },
    play: () => controls.runTo(aim()),
    step: () => void controls.step(aim()),
    type(line) {
      note(line, docker.type(line))
      lookOn(afterTypingMs)
    },
    openLaptop: () => setLaptopOpen(true),
    crashLeft(host, name) {
      docker.hosts[host]?.crash(name)
      lookOn(afterTypingMs)
    },
    toggleLeft(host) {
      const machine = docker.hosts[host]
      if (!machine?.powerOff()) machine?.powerOn()
      lookOn(afterFaultMs)
    },
    async actRight(action) {
      await controls.act(action)
      lookOn(afterFaultMs)
    },
  }
  const state: RaceState = {
    engine,
    docker,
    phase,
    typed,
    laptopOpen,
    applied,
    chosen,
    faultAt,
    left: runningLeft(docker),
    right: snapshot ? runningRight(snapshot) : 0,
  }
  return [state, race]
}

function openedLeft(scene: RaceScene, lines: readonly string[]): Docker {
  const docker = createLeft(scene)
  for (const line of lines) docker.type(line)
  return docker
}
