/**
 * The status of a DaemonSet, counted anew from nodes and Pods each time.
 *
 * *Upstream:* `pkg/controller/daemon/daemon_controller.go` updateDaemonSetStatus
 */
import type { DaemonSetStatus } from '../../api/apps.ts'
import { isAvailable, isReady } from '../../api/pod-availability.ts'
import { isOf, nodesMeant, oldestFirst, type View } from './plan.ts'

export function statusOf(view: View): DaemonSetStatus {
  const { set, nodes, podsByNode, hash, nowMs } = view
  const meant = new Set(nodesMeant(view))
  const seconds = set.spec.minReadySeconds ?? 0
  const counts = { current: 0, misplaced: 0, ready: 0, available: 0, updated: 0 }
  for (const { metadata } of nodes) {
    const [pod] = [...(podsByNode.get(metadata.name) ?? [])].sort(oldestFirst)
    if (!pod) continue
    if (!meant.has(metadata.name)) {
      counts.misplaced++
      continue
    }
    counts.current++
    if (isReady(pod)) counts.ready++
    if (isAvailable(pod, seconds, nowMs)) counts.available++
    if (isOf(pod, hash)) counts.updated++
  }
  const unavailable = meant.size - counts.available
  return {
    currentNumberScheduled: counts.current,
    numberMisscheduled: counts.misplaced,
    desiredNumberScheduled: meant.size,
    numberReady: counts.ready,
    observedGeneration: set.metadata.generation ?? 0,
    ...(counts.updated > 0 ? { updatedNumberScheduled: counts.updated } : {}),
    ...(counts.available > 0 ? { numberAvailable: counts.available } : {}),
    ...(unavailable > 0 ? { numberUnavailable: unavailable } : {}),
  }
}
