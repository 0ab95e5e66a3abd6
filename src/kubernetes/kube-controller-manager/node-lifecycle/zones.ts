/**
 * All zones together: their states, and how fast the nodes of each may be tainted.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go` (handleDisruption)
 */
import type { Node } from '../../api/core.ts'
import type { HostClock } from '../../component.ts'
import { EvictionQueue } from './eviction-queue.ts'
import {
  evictionIntervalMs,
  isExcludedFromDisruption,
  type ReadyStatus,
  type ZoneState,
  zoneOf,
  zoneState,
} from './zone-state.ts'

type StatusOf = (node: Node) => ReadyStatus | undefined

export class Zones {
  readonly #clock: HostClock
  readonly #evict: (nodeName: string) => void
  readonly #queues = new Map<string, EvictionQueue>()
  #states: ReadonlyMap<string, ZoneState> = new Map()

  constructor(clock: HostClock, evict: (nodeName: string) => void) {
    this.#clock = clock
    this.#evict = evict
  }

  get states(): ReadonlyMap<string, ZoneState> {
    return this.#states
  }

  /**
   * No node anywhere answers. Then it is more likely that we are cut off ourselves: no node is
   * tainted, and those that are get their taints taken away.
   */
  get isDark(): boolean {
    return isEverywhereDown(this.#states)
  }

  /** The node waits for its NoExecute taint. */
  enqueue(node: Node): void {
    this.#queueOf(zoneOf(node)).add(node.metadata.name)
  }

  /** It answers again, or is gone. */
  withdraw(nodeName: string): void {
    for (const queue of this.#queues.values()) queue.remove(nodeName)
  }

  isWaiting(nodeName: string): boolean {
    return [...this.#queues.values()].some((queue) => queue.has(nodeName))
  }

  /**
   * Look at all nodes again, and let the queues run as fast as the picture allows.
   * @returns `start-afresh` when somebody answers after all were silent: what we believed to see in
   * between counts for nothing.
   */
  judge(nodes: readonly Node[], statusOf: StatusOf): 'go-on' | 'start-afresh' {
    const zones = statusesByZone(nodes, statusOf)
    const wasDark = this.isDark
    this.#states = new Map([...zones].map(([zone, statuses]) => [zone, zoneState(statuses)]))
    for (const [zone, state] of this.#states) {
      const interval = evictionIntervalMs(state, zones.get(zone)?.length ?? 0)
      this.#queueOf(zone).setInterval(this.isDark ? undefined : interval)
    }
    return wasDark && !this.isDark ? 'start-afresh' : 'go-on'
  }

  #queueOf(zone: string): EvictionQueue {
    const queue = this.#queues.get(zone) ?? new EvictionQueue(this.#clock, this.#evict)
    this.#queues.set(zone, queue)
    return queue
  }
}

function statusesByZone(
  nodes: readonly Node[],
  statusOf: StatusOf,
): ReadonlyMap<string, readonly (ReadyStatus | undefined)[]> {
  const zones = new Map<string, (ReadyStatus | undefined)[]>()
  for (const node of nodes) {
    if (isExcludedFromDisruption(node)) continue
    const statuses = zones.get(zoneOf(node)) ?? []
    zones.set(zoneOf(node), statuses)
    statuses.push(statusOf(node))
  }
  return zones
}

function isEverywhereDown(states: ReadonlyMap<string, ZoneState>): boolean {
  return states.size > 0 && [...states.values()].every((state) => state === 'FullDisruption')
}
