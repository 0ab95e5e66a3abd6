/**
 * Some hosts with Docker Engine and a desk from which somebody types: the world without a stored
 * desired state, for contrast. Deterministic: the same seed and the same deeds give the same ids.
 *
 * *Upstream:* what its other files name
 * *Leaves out:* Docker Swarm, whose services are declarative, and Compose.
 */
import { Simulation } from '../simulation/simulation.ts'
import { type CommandResult, runCommand } from './command-line.ts'
import { DockerHost } from './engine.ts'

export interface Docker {
  /** Virtual milliseconds since the start. */
  readonly now: number
  readonly hosts: readonly DockerHost[]
  /** What somebody types at the desk. */
  type(line: string): CommandResult
  /** Let time pass up to a moment; an earlier one changes nothing. */
  advanceTo(ms: number): void
}

export interface DockerOptions {
  readonly seed: number
  readonly hosts: readonly string[]
  /** Images that are on every host already: `nginx:1.27`. */
  readonly images?: readonly string[]
}

export function createDocker({ seed, hosts: names, images = [] }: DockerOptions): Docker {
  const simulation = new Simulation(seed)
  const hosts = names.map((name) => new DockerHost(name, simulation, images))
  return {
    get now() {
      return simulation.now
    },
    hosts,
    type: (line) => runCommand(line, hosts, simulation.now),
    advanceTo(ms) {
      if (ms > simulation.now) simulation.advance(ms - simulation.now)
    },
  }
}
