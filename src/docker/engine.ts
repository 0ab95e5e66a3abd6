/**
 * Docker Engine on one host: it does what it is told, once, and keeps no picture of how things
 * should be. The one thing it does unasked is what a container's restart policy says.
 *
 * *Upstream:* `moby/moby` daemon/ (names.go, start.go, monitor.go), restartmanager/restartmanager.go
 * *Leaves out:* images other than by name (every image is found), networks, volumes, health checks,
 * live-restore, memory, `--rm`, attached containers; how long typing and the network take.
 */
import type { Random } from '../simulation/random.ts'
import type { Simulation, Timer } from '../simulation/simulation.ts'
import type { Container, PublishedPort, RestartPolicy } from './container.ts'

export interface RunOptions {
  /** Docker makes one up where there is none. */
  readonly name?: string
  readonly image: string
  readonly restart: RestartPolicy
  readonly ports: readonly PublishedPort[]
}

/** What the daemon answers: a value, or the text after `Error response from daemon: `. */
export type DaemonAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string }

/** From `docker start` to a running process; a pull; the daemon's own start. *Parameters.* */
const timing = {
  startMs: { from: 150, to: 400 },
  pullMs: 3_000,
  daemonStartMs: 1_000,
  bootMs: 20_000,
  /** Restart policies wait 100 ms, twice as long each time, at most a minute. */
  firstWaitMs: 100,
  longestWaitMs: 60_000,
  /** Who ran so long counts as well again. */
  wellAfterMs: 10_000,
}

const sigkill = 137
/** What a container is found with whose host lost its power. */
const lost = 255

export class DockerHost {
  readonly name: string
  powered = true
  /** Whether dockerd runs: it comes up some time after its machine. */
  daemon = true
  readonly #simulation: Simulation
  readonly #random: Random
  readonly #images = new Set<string>()
  /** By name, in the order of their making. */
  readonly #containers = new Map<string, Container>()
  readonly #timers = new Map<string, Timer>()
  #boot = 0

  constructor(name: string, simulation: Simulation, images: readonly string[] = []) {
    this.name = name
    this.#simulation = simulation
    this.#random = simulation.random.fork(name)
    for (const image of images) this.#images.add(image)
  }

  get containers(): readonly Container[] {
    return [...this.#containers.values()]
  }

  hasImage(image: string): boolean {
    return this.#images.has(image)
  }

  /** `docker run -d`: a new container each time; a name that is taken is refused. */
  run({ name = this.#madeUpName(), image, restart, ports }: RunOptions): DaemonAnswer<Container> {
    const holder = this.#containers.get(name)
    if (holder) return { ok: false, error: nameConflict(holder) }
    const pull = this.#images.has(image) ? 0 : timing.pullMs
    this.#images.add(image)
    const container: Container = {
      id: this.#random.text(64, '0123456789abcdef'),
      name,
      image,
      restart,
      ports,
      createdAtMs: this.#simulation.now,
      state: 'created',
      startedAtMs: 0,
      finishedAtMs: 0,
      exitCode: 0,
      restarts: 0,
      stoppedByHand: false,
    }
    this.#containers.set(name, container)
    const taken = this.#portTaken(container)
    if (taken !== undefined) return { ok: false, error: portConflict(taken) }
    this.#startSoon(name, pull)
    return { ok: true, value: container }
  }

  start(name: string): DaemonAnswer<string> {
    const container = this.#containers.get(name)
    if (!container) return noSuch(name)
    if (container.state === 'running') return { ok: true, value: name }
    const taken = this.#portTaken(container)
    if (taken !== undefined) return { ok: false, error: portConflict(taken) }
    this.#replace({ ...container, restarts: 0, stoppedByHand: false })
    this.#startSoon(name)
    return { ok: true, value: name }
  }

  /** SIGTERM to a program that ends well: exit code 0. */
  stop(name: string): DaemonAnswer<string> {
    const container = this.#containers.get(name)
    if (!container) return noSuch(name)
    this.#forget(name)
    if (container.state !== 'exited')
      this.#replace({
        ...container,
        state: 'exited',
        exitCode: 0,
        finishedAtMs: this.#simulation.now,
        stoppedByHand: true,
      })
    return { ok: true, value: name }
  }

  remove(name: string, force: boolean): DaemonAnswer<string> {
    const container = this.#containers.get(name)
    if (!container) return noSuch(name)
    if (container.state === 'running' && !force)
      return {
        ok: false,
        error:
          `cannot remove container "${name}": container is running: ` +
          'stop the container before removing or force remove',
      }
    this.#forget(name)
    this.#containers.delete(name)
    return { ok: true, value: name }
  }

  /** The process dies, as in a crash. Says whether there was one. */
  crash(name: string): boolean {
    const container = this.#containers.get(name)
    if (container?.state !== 'running') return false
    this.#end(container, sigkill)
    return true
  }

  /** `systemctl restart docker`: without live-restore all containers end with their daemon. */
  restartDaemon(): void {
    if (!this.powered) return
    this.#stopAll(0)
    this.#startDaemon(timing.daemonStartMs)
  }

  powerOff(): boolean {
    if (!this.powered) return false
    this.powered = false
    this.daemon = false
    this.#boot++
    this.#stopAll(lost)
    return true
  }

  powerOn(): boolean {
    if (this.powered) return false
    this.powered = true
    this.#startDaemon(timing.bootMs)
    return true
  }

  #startDaemon(delayMs: number): void {
    this.daemon = false
    const boot = ++this.#boot
    this.#after(delayMs, `${this.name}: dockerd starts`, () => {
      if (boot !== this.#boot) return
      this.daemon = true
      for (const { name, restart, stoppedByHand } of this.containers) {
        const { condition } = restart
        const comesBack = condition === 'unless-stopped' ? !stoppedByHand : condition === 'always'
        if (comesBack) this.#startSoon(name)
      }
    })
  }

  #stopAll(exitCode: number): void {
    const finishedAtMs = this.#simulation.now
    for (const container of this.containers) {
      this.#forget(container.name)
      const { state } = container
      if (state === 'running' || state === 'restarting')
        this.#replace({ ...container, state: 'exited', exitCode, finishedAtMs })
    }
  }

  #end(container: Container, exitCode: number): void {
    const now = this.#simulation.now
    const wasWell = now - container.startedAtMs >= timing.wellAfterMs
    const restarts = wasWell ? 0 : container.restarts
    const ended = { ...container, exitCode, finishedAtMs: now, restarts }
    if (!startsAgain(container.restart, exitCode, restarts))
      return this.#replace({ ...ended, state: 'exited' })
    this.#replace({ ...ended, state: 'restarting', restarts: restarts + 1 })
    this.#startSoon(
      container.name,
      Math.min(timing.longestWaitMs, timing.firstWaitMs * 2 ** restarts),
    )
  }

  #startSoon(name: string, waitMs = 0): void {
    const { from, to } = timing.startMs
    this.#forget(name)
    const timer = this.#after(waitMs + this.#random.integer(from, to), `start ${name}`, () => {
      const container = this.#containers.get(name)
      if (container)
        this.#replace({ ...container, state: 'running', startedAtMs: this.#simulation.now })
    })
    this.#timers.set(name, timer)
  }

  #after(delayMs: number, label: string, run: () => void): Timer {
    return this.#simulation.after(delayMs, { owner: this.name, label, run })
  }

  #forget(name: string): void {
    this.#timers.get(name)?.cancel()
    this.#timers.delete(name)
  }

  #replace(container: Container): void {
    this.#containers.set(container.name, container)
  }

  #portTaken({ name, ports }: Container): number | undefined {
    const others = this.containers.filter(
      (other) => other.name !== name && other.state !== 'created' && other.state !== 'exited',
    )
    return ports.find(({ host }) =>
      others.some((other) => other.ports.some((port) => port.host === host)),
    )?.host
  }

  #madeUpName(): string {
    return `${this.#random.pick(adjectives)}_${this.#random.pick(surnames)}`
  }
}

function startsAgain({ condition, maximum }: RestartPolicy, exitCode: number, before: number) {
  if (condition === 'no') return false
  if (condition !== 'on-failure') return true
  return exitCode !== 0 && (maximum === 0 || before < maximum)
}

function nameConflict({ name, id }: Container): string {
  return (
    `Conflict. The container name "/${name}" is already in use by container "${id}". ` +
    'You have to remove (or rename) that container to be able to reuse that name.'
  )
}

function portConflict(port: number): string {
  return `Bind for 0.0.0.0:${port} failed: port is already allocated`
}

function noSuch(name: string): { readonly ok: false; readonly error: string } {
  return { ok: false, error: `No such container: ${name}` }
}

const adjectives = ['brave', 'calm', 'eager', 'gentle', 'keen', 'quiet', 'sharp', 'vigilant']
const surnames = ['curie', 'hopper', 'lovelace', 'meitner', 'noether', 'turing', 'yukawa']
