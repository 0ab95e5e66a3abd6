/**
 * What the controller itself has seen of a node. Only its own clock counts: when it last saw the
 * lease or the Ready heartbeat change, not what time they say it is.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go` (tryUpdateNodeHealth)
 */
import { conditionOf } from '../../api/conditions.ts'
import type { Lease } from '../../api/coordination.ts'
import type { Node, NodeCondition } from '../../api/core.ts'
import { msOf, timeOf } from '../../api/time.ts'
import { timing } from '../../timing.ts'

export interface NodeHealth {
  /** When a beat was last seen. */
  readonly probeMs: number
  /** How long it may be silent from then on. */
  readonly graceMs: number
  /** The heartbeat and the lease as they were last seen. */
  readonly heartbeat: string | undefined
  readonly renewTime: string | undefined
}

export function observe(
  before: NodeHealth | undefined,
  node: Node,
  lease: Lease | undefined,
  nowMs: number,
): NodeHealth {
  const ready = readyConditionOf(node)
  // A kubelet that has registered its node and never said more gets a little longer.
  const graceMs = ready ? timing.nodeMonitorGraceMs : timing.nodeStartupGraceMs
  const heartbeat = ready && (ready.lastHeartbeatTime ?? '')
  const renewTime = lease?.spec.renewTime ?? before?.renewTime
  const hasBeaten = before
    ? heartbeat !== before.heartbeat || renewTime !== before.renewTime
    : ready !== undefined || renewTime !== undefined
  const silentSince = before?.probeMs ?? msOf(node.metadata.creationTimestamp)
  return { probeMs: hasBeaten ? nowMs : silentSince, graceMs, heartbeat, renewTime }
}

/** When the controller's patience ends. A tick at that very moment is late enough. */
export function deadlineMs({ probeMs, graceMs }: NodeHealth): number {
  return probeMs + graceMs
}

/**
 * Has a beat been missed? This decides nothing; it only tells whether somebody should wait for the
 * deadline, and for that the times in the objects are good enough.
 */
export function isSilent({ heartbeat, renewTime }: NodeHealth, nowMs: number): boolean {
  const lastBeat = Math.max(msOf(heartbeat), msOf(renewTime))
  return nowMs - lastBeat > timing.leaseRenewMs + beatSlackMs
}

/** A beat may be late by so much before anybody wonders. */
const beatSlackMs = 1000

export function readyConditionOf({ status }: Node): NodeCondition | undefined {
  return conditionOf(status?.conditions, 'Ready')
}

/** NetworkUnavailable is not the kubelet's, and stays as it is. */
const kubeletConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'] as const

/** The node of which nothing is known any more; itself where that is written already. */
export function withUnknownConditions(node: Node, nowMs: number): Node {
  if (readyConditionOf(node)?.status === 'Unknown') return node
  const now = timeOf(nowMs)
  const before = node.status?.conditions ?? []
  const conditions = before.map((condition) =>
    isKubelets(condition) && condition.status !== 'Unknown'
      ? {
          ...condition,
          status: 'Unknown' as const,
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastTransitionTime: now,
        }
      : condition,
  )
  for (const type of kubeletConditions)
    if (!conditionOf(before, type))
      conditions.push({
        type,
        status: 'Unknown',
        reason: 'NodeStatusNeverUpdated',
        message: 'Kubelet never posted node status.',
        lastHeartbeatTime: node.metadata.creationTimestamp,
        lastTransitionTime: now,
      })
  return { ...node, status: { ...node.status, conditions } }
}

function isKubelets({ type }: NodeCondition): boolean {
  return (kubeletConditions as readonly string[]).includes(type)
}
