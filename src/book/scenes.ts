/** The scenes of `content/scenes/`: what they say and ask, as data. Nothing is run here. */
import path from 'node:path'
import type { z } from 'astro/zod'
import type { Scenario } from '../lab/scenario.ts'
import { contentDirectory, readYaml } from './content-files.ts'
import { durationOf, readScenario } from './labs.ts'
import { followApplySchema } from './schemas/follow-apply.ts'
import { insideNodeSchema } from './schemas/inside-node.ts'
import { packetsSchema } from './schemas/packets.ts'
import { raceSchema } from './schemas/race.ts'
import { restaurantSchema } from './schemas/restaurant.ts'
import { takeAwayActs, takeAwaySchema } from './schemas/take-away.ts'

export type RestaurantWords = z.infer<typeof restaurantSchema>

type RaceFile = z.infer<typeof raceSchema>
type RoundOfFile = RaceFile['rounds'][number]

export type RaceFault = RoundOfFile['faults'][number]
/** A round whose moments are in virtual milliseconds after the fault. */
export type RaceRound = Omit<RoundOfFile, 'watch'> & { readonly watch: readonly number[] }
export type RaceScene = Omit<RaceFile, 'scenario' | 'rounds'> & {
  readonly scenario: Scenario
  readonly rounds: readonly RaceRound[]
}

type InsideNodeFile = z.infer<typeof insideNodeSchema>
export type InsideNodeRound = InsideNodeFile['rounds'][number]
export type InsideNodeScene = Omit<InsideNodeFile, 'scenario'> & { readonly scenario: Scenario }

type PacketsFile = z.infer<typeof packetsSchema>
export type PacketsRound = PacketsFile['rounds'][number]
export type PacketsScene = Omit<PacketsFile, 'scenario'> & { readonly scenario: Scenario }

type FollowApplyFile = z.infer<typeof followApplySchema>
export type FollowApplyRound = FollowApplyFile['rounds'][number]
export type FollowApplyScene = Omit<FollowApplyFile, 'scenario'> & { readonly scenario: Scenario }

type TakeAwayFile = z.infer<typeof takeAwaySchema>
type TakeAwayOfFile = TakeAwayFile['scenes'][number]
type TakeAwayRoundOfFile = TakeAwayOfFile['rounds'][number]
export type TakeAwayAct = (typeof takeAwayActs)[number]
/** An act, or so many virtual milliseconds. */
export type TakeAwayStep = TakeAwayAct | number
export type TakeAwayRound = Omit<TakeAwayRoundOfFile, 'steps' | 'heal'> & {
  readonly steps: readonly TakeAwayStep[]
  readonly heal: number
}
export type TakeAwayScene = Omit<TakeAwayOfFile, 'rounds'> &
  Pick<TakeAwayFile, 'seed' | 'service'> & {
    readonly scenario: Scenario
    readonly rounds: readonly TakeAwayRound[]
  }

export function readRestaurant(directory = contentDirectory): RestaurantWords {
  return readYaml(sceneFile('restaurant', directory), restaurantSchema, directory)
}

export function readRace(directory = contentDirectory): RaceScene {
  const { scenario, rounds, ...rest } = readYaml(
    sceneFile('race', directory),
    raceSchema,
    directory,
  )
  return {
    ...rest,
    scenario: readScenario(scenario, directory),
    rounds: rounds.map((round) => ({ ...round, watch: round.watch.map(durationOf) })),
  }
}

export function readInsideNode(directory = contentDirectory): InsideNodeScene {
  const file = readYaml(sceneFile('inside-node', directory), insideNodeSchema, directory)
  return { ...file, scenario: readScenario(file.scenario, directory) }
}

export function readPackets(directory = contentDirectory): PacketsScene {
  const file = readYaml(sceneFile('packets', directory), packetsSchema, directory)
  return { ...file, scenario: readScenario(file.scenario, directory) }
}

export function readFollowApply(directory = contentDirectory): FollowApplyScene {
  const file = readYaml(sceneFile('follow-apply', directory), followApplySchema, directory)
  return { ...file, scenario: readScenario(file.scenario, directory) }
}

export function readTakeAway(directory = contentDirectory): readonly TakeAwayScene[] {
  const { scenario, seed, service, scenes } = readYaml(
    sceneFile('take-away', directory),
    takeAwaySchema,
    directory,
  )
  const acts: readonly string[] = takeAwayActs
  const stepOf = (step: string) => (acts.includes(step) ? (step as TakeAwayAct) : durationOf(step))
  return scenes.map(({ rounds, ...scene }) => ({
    ...scene,
    seed,
    service,
    scenario: readScenario(scenario, directory),
    rounds: rounds.map((round) => ({
      ...round,
      steps: round.steps.map(stepOf),
      heal: durationOf(round.heal),
    })),
  }))
}

function sceneFile(name: string, directory: string): string {
  return path.join(directory, 'scenes', `${name}.yaml`)
}
