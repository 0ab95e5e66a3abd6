/**
 * A storm: a small cluster, a seed, and everything that can go wrong. All along, invariants hold;
 * when it is over and everything is mended, the cluster is as declared or says why it cannot be.
 */
import { createCluster } from '../../kubernetes/cluster.ts'
import { fullDistribution } from '../../kubernetes/components.ts'
import type { MachineSpec } from '../../kubernetes/infrastructure/machine.ts'
import { createRandom } from '../../simulation/random.ts'
import { problemOf } from './calm.ts'
import { companions } from './companions.ts'
import { declare, declareCompanion, disturb, mendAll, names, type Weather } from './disturbances.ts'
import { Broken, Invariants } from './invariants.ts'

export interface StormResult {
  readonly seed: number
  /** What was found; absent where everything held. */
  readonly problem?: string
  /** What happened, one line each, with the virtual second. */
  readonly log: readonly string[]
}

const rounds = 12
const slicesPerRound = 3
/** Long enough for the longest back-off and for the eviction from a lost node. */
const patienceMinutes = 18
/** Not before: what looks done may only not have been noticed yet. */
const leastMinutes = 2

export function runStorm(seed: number): StormResult {
  const random = createRandom(`storm ${seed}`)
  const cluster = createCluster({ distribution: fullDistribution, seed, machines: machines() })
  cluster.simulation.advance(30_000)
  const weather: Weather = {
    cluster,
    random,
    wishes: new Map(),
    off: new Set(),
    stopped: new Set(),
    cut: new Set(),
    sick: new Set(),
    declared: new Map(),
    cordoned: new Set(),
  }
  const invariants = new Invariants(cluster)
  const log: string[] = []
  const note = (text: string) => log.push(`${Math.round(cluster.simulation.now / 1000)} s: ${text}`)
  try {
    for (const name of names) note(declare(weather, name))
    for (const companion of companions)
      if (random.integer(0, 1) === 0) note(declareCompanion(weather, companion))
    for (let round = 0; round < rounds; round++) {
      note(disturb(weather))
      for (let slice = 0; slice < slicesPerRound; slice++) {
        cluster.simulation.advance(random.integer(1, random.pick([100, 10_000, 60_000])))
        invariants.check()
      }
    }
    note('everything is mended')
    mendAll(weather)
    for (let minute = 1; ; minute++) {
      cluster.simulation.advance(60_000)
      invariants.check()
      const problem = problemOf(weather)
      if (!problem && minute >= leastMinutes) return { seed, log }
      if (problem && minute >= patienceMinutes) throw new Broken(problem)
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw new Error(`storm ${seed}`, { cause: error })
    note(error.message)
    return { seed, problem: error.message, log }
  }
}

function machines(): readonly MachineSpec[] {
  const machine = (name: string, role: MachineSpec['role']): MachineSpec => ({
    name,
    role,
    cpuMilli: 1_000,
    memoryBytes: 4 * 1024 ** 3,
    maxPods: 110,
  })
  const workers = ['node-1', 'node-2', 'node-3'].map((name) => machine(name, 'worker'))
  return [machine('control-plane', 'control-plane'), ...workers]
}
