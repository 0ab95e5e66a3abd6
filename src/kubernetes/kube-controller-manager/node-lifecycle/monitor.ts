/**
 * The watchful eye: every five seconds it looks at all nodes and makes up its mind about each. It
 * writes nothing itself; it only says which nodes need something done.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go` (monitorNodeHealth)
 */
import type { Timer } from '../../../simulation/simulation.ts'
import type { Node } from '../../api/core.ts'
import { keyOf } from '../../api/meta.ts'
import type { Informer } from '../../client/informer.ts'
import type { Host } from '../../component.ts'
import { timing } from '../../timing.ts'
import { type Connection, followConnection } from './connection.ts'
import { deadlineMs, isSilent, type NodeHealth, observe, readyConditionOf } from './node-health.ts'
import type { ReadyStatus } from './zone-state.ts'
import type { Zones } from './zones.ts'

export interface MonitorOptions {
  readonly host: Host
  readonly nodes: Informer<'nodes'>
  readonly zones: Zones
  /** Is there something to do for this node, whose Ready condition is as believed? */
  readonly needsWork: (node: Node, believed: ReadyStatus | undefined) => boolean
  readonly work: (node: Node) => void
}

/** The first look after the start, when the caches have been filled. */
const firstLookMs = 100

export class NodeMonitor {
  readonly #options: MonitorOptions
  readonly #leases: Informer<'leases'>
  readonly #connection: Connection
  readonly #health = new Map<string, NodeHealth>()
  readonly #registered = new Map<string, Node>()
  #lastLookMs: number
  /** The next look, where it must not be missed. */
  #wake: { readonly atMs: number; readonly timer: Timer } | undefined

  constructor(options: MonitorOptions) {
    const { host } = options
    this.#options = options
    this.#leases = host.informer('leases')
    this.#connection = followConnection(host)
    this.#lastLookMs = host.clock.now + firstLookMs - timing.nodeMonitorPeriodMs
    const { nodeMonitorPeriodMs: period } = timing
    host.clock.every(period, 'look at all nodes', () => this.#look(), firstLookMs)
  }

  /** Of the Ready condition: what it says, or Unknown where the node has been silent too long. */
  believedStatus(node: Node): ReadyStatus | undefined {
    const seen = this.#health.get(node.metadata.name)
    // A real clock is never quite on the mark: by the time of this look the deadline has passed.
    if (seen && this.#options.host.clock.now >= deadlineMs(seen)) return 'Unknown'
    return readyConditionOf(node)?.status
  }

  /** News of a node: if it means work, the next look must not be missed. */
  notice(node: Node): void {
    const { nodes, needsWork, host } = this.#options
    const isNew = !this.#registered.has(node.metadata.name) || !nodes.get(keyOf(node))
    if (isNew || needsWork(node, this.believedStatus(node)))
      this.#wakeAt(this.#lookAfter(host.clock.now + 1))
  }

  #look(): void {
    const { host, nodes, zones, needsWork, work } = this.#options
    this.#wake?.timer.cancel()
    this.#wake = undefined
    const nowMs = host.clock.now
    if (nowMs >= this.#lastLookMs + timing.nodeMonitorPeriodMs) this.#lastLookMs = nowMs
    if (!nodes.synced || !this.#leases.synced) return
    const connection = this.#connection.check()
    if (connection === 'deaf') return
    const all = nodes.list()
    this.#register(all)
    for (const node of all) this.#observe(node, nowMs)
    if (connection === 'recovering') this.#forgive(nowMs)
    const statusOf = (node: Node) => this.believedStatus(node)
    if (zones.judge(all, statusOf) === 'start-afresh') this.#forgive(nowMs)
    for (const node of all)
      if (needsWork(node, this.believedStatus(node))) work(node)
      else this.#waitForDeadline(node, nowMs)
  }

  #register(all: readonly Node[]): void {
    for (const node of all) {
      const { name, uid } = node.metadata
      if (this.#registered.get(name)?.metadata.uid === uid) continue
      this.#report(node, 'RegisteredNode', `Registered Node ${name} in Controller`)
      this.#registered.set(name, node)
      this.#health.delete(name)
    }
    for (const [name, node] of this.#registered) {
      if (this.#options.nodes.get(keyOf(node))) continue
      this.#report(node, 'RemovingNode', `Removing Node ${name} from Controller`)
      this.#registered.delete(name)
      this.#health.delete(name)
      this.#options.zones.withdraw(name)
    }
  }

  #report(node: Node, reason: string, text: string): void {
    const message = `Node ${node.metadata.name} event: ${text}`
    const { events } = this.#options.host
    events.record(node, 'Normal', reason, message, { component: 'node-controller' })
  }

  #observe(node: Node, nowMs: number): void {
    const { name } = node.metadata
    const lease = this.#leases.get(`kube-node-lease/${name}`)
    this.#health.set(name, observe(this.#health.get(name), node, lease, nowMs))
  }

  /** We could not hear: the silence was ours. */
  #forgive(nowMs: number): void {
    for (const [name, seen] of this.#health) this.#health.set(name, { ...seen, probeMs: nowMs })
  }

  /** Looking is rhythm and keeps nobody awake; a beat that is missed makes its deadline work. */
  #waitForDeadline(node: Node, nowMs: number): void {
    const seen = this.#health.get(node.metadata.name)
    if (!seen || readyConditionOf(node)?.status === 'Unknown' || !isSilent(seen, nowMs)) return
    this.#wakeAt(this.#lookAfter(deadlineMs(seen)))
  }

  /** The first look at or after this moment. */
  #lookAfter(ms: number): number {
    const { nodeMonitorPeriodMs: period } = timing
    return this.#lastLookMs + Math.max(1, Math.ceil((ms - this.#lastLookMs) / period)) * period
  }

  #wakeAt(atMs: number): void {
    if (this.#wake && this.#wake.atMs <= atMs) return
    this.#wake?.timer.cancel()
    const { clock } = this.#options.host
    const delayMs = Math.max(0, atMs - clock.now)
    const timer = clock.after(delayMs, 'look at a node that needs it', () => this.#look())
    this.#wake = { atMs, timer }
  }
}
