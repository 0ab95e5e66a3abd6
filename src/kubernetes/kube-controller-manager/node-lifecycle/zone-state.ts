/**
 * Zones of nodes that share their fate. Where too many of one zone are silent, the fault is more
 * likely in the network than in the nodes, and evictions slow down or stop.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go` (ComputeZoneState,
 * setLimiterInZone), `staging/src/k8s.io/component-helpers/node/topology/helpers.go`
 */
import type { Node, NodeCondition } from '../../api/core.ts'
import { timing } from '../../timing.ts'

/** What a Ready condition says. */
export type ReadyStatus = NodeCondition['status']

export type ZoneState = 'Normal' | 'PartialDisruption' | 'FullDisruption'

/** So large a share of silent nodes is a disruption, from the third silent node on. */
const unhealthyZoneThreshold = 0.55

/** A larger zone goes on evicting in a partial disruption, but slowly. */
const largeClusterSize = 50

/** `region/zone`; all nodes without the labels are one zone. */
export function zoneOf({ metadata }: Node): string {
  const region = metadata.labels?.['topology.kubernetes.io/region'] ?? ''
  const zone = metadata.labels?.['topology.kubernetes.io/zone'] ?? ''
  return region || zone ? `${region}/${zone}` : ''
}

export function isExcludedFromDisruption({ metadata }: Node): boolean {
  return metadata.labels?.['node.kubernetes.io/exclude-disruption'] !== undefined
}

/** @param ready what the Ready conditions of the zone's nodes say; undefined without one. */
export function zoneState(ready: readonly (ReadyStatus | undefined)[]): ZoneState {
  const notReady = ready.filter((status) => status !== 'True').length
  if (notReady > 0 && notReady === ready.length) return 'FullDisruption'
  const isLarge = notReady / ready.length >= unhealthyZoneThreshold
  return notReady > 2 && isLarge ? 'PartialDisruption' : 'Normal'
}

/** How long after one node the next of the zone may be tainted; undefined where none may. */
export function evictionIntervalMs(state: ZoneState, nodes: number): number | undefined {
  if (state !== 'PartialDisruption') return timing.nodeEvictionIntervalMs
  return nodes > largeClusterSize ? timing.secondaryNodeEvictionIntervalMs : undefined
}
