/**
 * The watchful eye: every five seconds it looks at all nodes and makes up its mind about each. It
 * writes nothing itself; it only says which nodes need something done.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go` (monitorNodeHealth)
 */
import type { Timer } from '../../../simulation/simulation.ts'
import type { Node } from '../../api/core.ts'
import type { Informer } from '../../client/informer.ts'
import type { Host } from '../../component.ts'
import { timing } from '../../timing.ts'
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

export interface Monitor {
  /** Of the Ready condition: what it says, or Unknown where the node has been silent too long. */
  believedStatus(node: Node): ReadyStatus | undefined
  /** News of a node: if it means work, the next look must not be missed. */
  notice(node: Node): void
}

export function startMonitor({ host, nodes, zones, needsWork, work }: MonitorOptions): Monitor {
  const { clock, events } = host
  const leases = host.informer('leases')
  const health = new Map<string, NodeHealth>()
  const registered = new Map<string, Node>()
  let lastLookMs = clock.now + firstLookMs - timing.nodeMonitorPeriodMs
  let wake: { readonly atMs: number; readonly timer: Timer } | undefined

  clock.every(timing.nodeMonitorPeriodMs, 'look at all nodes', look, firstLookMs)

  function look(): void {
    wake?.timer.cancel()
    wake = undefined
    if (!nodes.synced || !leases.synced) return
    const nowMs = clock.now
    if (nowMs >= lastLookMs + timing.nodeMonitorPeriodMs) lastLookMs = nowMs
    const all = nodes.list()
    register(all)
    for (const node of all) {
      const { name } = node.metadata
      const lease = leases.get(`kube-node-lease/${name}`)
      health.set(name, observe(health.get(name), node, lease, nowMs))
    }
    const isAfresh = zones.judge(all, believedStatus) === 'start-afresh'
    for (const node of all) {
      if (isAfresh) forgive(node, nowMs)
      if (needsWork(node, believedStatus(node))) work(node)
      else waitForDeadline(node, nowMs)
    }
  }

  function register(all: readonly Node[]): void {
    for (const node of all) {
      const { name } = node.metadata
      if (registered.get(name)?.metadata.uid === node.metadata.uid) continue
      report(node, 'RegisteredNode', `Registered Node ${name} in Controller`)
      registered.set(name, node)
      health.delete(name)
    }
    for (const [name, node] of registered) {
      if (nodes.get(`/${name}`)) continue
      report(node, 'RemovingNode', `Removing Node ${name} from Controller`)
      registered.delete(name)
      health.delete(name)
      zones.withdraw(name)
    }
  }

  function report(node: Node, reason: string, text: string): void {
    const message = `Node ${node.metadata.name} event: ${text}`
    events.record(node, 'Normal', reason, message, { component: 'node-controller' })
  }

  function believedStatus(node: Node): ReadyStatus | undefined {
    const seen = health.get(node.metadata.name)
    // A real clock is never quite on the mark: by the time of this look the deadline has passed.
    if (seen && clock.now >= deadlineMs(seen)) return 'Unknown'
    return readyConditionOf(node)?.status
  }

  /** We were cut off ourselves: the silence was ours. */
  function forgive(node: Node, nowMs: number): void {
    const seen = health.get(node.metadata.name)
    if (seen) health.set(node.metadata.name, { ...seen, probeMs: nowMs })
  }

  /** Looking is rhythm and keeps nobody awake; a beat that is missed makes its deadline work. */
  function waitForDeadline(node: Node, nowMs: number): void {
    const seen = health.get(node.metadata.name)
    if (!seen || readyConditionOf(node)?.status === 'Unknown' || !isSilent(seen, nowMs)) return
    wakeAt(lookAfter(deadlineMs(seen)))
  }

  function notice(node: Node): void {
    const isNew = !registered.has(node.metadata.name) || !nodes.get(`/${node.metadata.name}`)
    if (isNew || needsWork(node, believedStatus(node))) wakeAt(lookAfter(clock.now + 1))
  }

  /** The first look at or after this moment. */
  function lookAfter(ms: number): number {
    const { nodeMonitorPeriodMs: period } = timing
    return lastLookMs + Math.max(1, Math.ceil((ms - lastLookMs) / period)) * period
  }

  function wakeAt(atMs: number): void {
    if (wake && wake.atMs <= atMs) return
    wake?.timer.cancel()
    const label = 'look at a node that needs it'
    wake = { atMs, timer: clock.after(Math.max(0, atMs - clock.now), label, look) }
  }

  return { believedStatus, notice }
}

/** The first look after the start, when the caches have been filled. */
const firstLookMs = 100
