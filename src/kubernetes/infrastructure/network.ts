/**
 * The wires between machines, and who listens where.
 *
 * A call is instant. A connection breaks when its server stops, a machine loses power or a link is
 * cut; whoever holds one is told and tries again, as a client of a real network would.
 *
 * *Leaves out:* latency and loss of single packets; the delay of news is the watch streams' own.
 */
import type { Services } from '../component.ts'
import type { Machine } from './machine.ts'

export type DialResult<T> =
  | { readonly ok: true; readonly service: T }
  | { readonly ok: false; readonly problem: 'refused' | 'unreachable' }

export interface Connection {
  /** Stop being told. */
  close(): void
}

interface Listener {
  readonly machine: Machine
  readonly implementation: Services[keyof Services]
}

interface OpenConnection {
  readonly from: Machine
  readonly listener: Listener
  readonly service: keyof Services
  readonly onBreak: () => void
}

/** Only the machine itself reaches these, by a unix socket. */
const localServices: ReadonlySet<keyof Services> = new Set(['container-runtime'])

/** Who listens as one service, in the order in which they came. */
type Listeners = Map<Machine, Listener>

export class Network {
  #listeners = new Map<keyof Services, Listeners>()
  #cuts = new Set<string>()
  #connections = new Set<OpenConnection>()

  listen<S extends keyof Services>(
    service: S,
    machine: Machine,
    implementation: Services[S],
  ): () => void {
    const listener: Listener = { machine, implementation }
    const listeners: Listeners = this.#listeners.get(service) ?? new Map()
    listeners.set(machine, listener)
    this.#listeners.set(service, listeners)
    return () => {
      if (listeners.get(machine) === listener) listeners.delete(machine)
      this.breakConnections()
    }
  }

  dial<S extends keyof Services>(service: S, from: Machine): DialResult<Services[S]> {
    const found = this.#find(service, from)
    if (typeof found === 'string') return { ok: false, problem: found }
    return { ok: true, service: found.implementation as Services[S] }
  }

  /** Be told when the way from here to the service that now answers breaks. */
  hold<S extends keyof Services>(service: S, from: Machine, onBreak: () => void): Connection {
    const listener = this.#find(service, from)
    if (typeof listener === 'string') {
      onBreak()
      return { close: () => {} }
    }
    const connection: OpenConnection = { from, listener, service, onBreak }
    this.#connections.add(connection)
    return { close: () => this.#connections.delete(connection) }
  }

  cut(a: string, b: string): void {
    this.#cuts.add(linkName(a, b))
    this.breakConnections()
  }

  mend(a: string, b: string): void {
    this.#cuts.delete(linkName(a, b))
  }

  isCut(a: string, b: string): boolean {
    return this.#cuts.has(linkName(a, b))
  }

  /** Tell the holders of connections that no longer lead anywhere. */
  breakConnections(): void {
    for (const connection of [...this.#connections]) {
      if (!this.#connections.has(connection)) continue
      if (this.#alive(connection)) continue
      this.#connections.delete(connection)
      connection.onBreak()
    }
  }

  #alive({ from, listener, service }: OpenConnection): boolean {
    return (
      from.powered &&
      listener.machine.powered &&
      this.#linked(from, listener.machine) &&
      this.#listeners.get(service)?.get(listener.machine) === listener
    )
  }

  #find(service: keyof Services, from: Machine): Listener | 'refused' | 'unreachable' {
    const listeners = this.#listeners.get(service)
    const own = listeners?.get(from)
    if (own) return own
    if (!listeners || listeners.size === 0 || localServices.has(service)) return 'refused'
    for (const listener of listeners.values())
      if (listener.machine.powered && this.#linked(from, listener.machine)) return listener
    return 'unreachable'
  }

  #linked(a: Machine, b: Machine): boolean {
    return a === b || this.#cuts.size === 0 || !this.#cuts.has(linkName(a.name, b.name))
  }
}

function linkName(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}
