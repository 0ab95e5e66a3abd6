/**
 * Ends the containers of a Pod: the main ones together, then its sidecars, last one first. Their
 * preStop hooks all begin at once.
 *
 * *Upstream:* `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainersWithSyncResult,
 * `pkg/kubelet/kuberuntime/kuberuntime_termination_order.go`,
 * `pkg/kubelet/pod_workers.go` calculateEffectiveGracePeriod
 */
import type { Pod } from '../api/core.ts'
import type { CriContainer } from '../container-runtime/cri.ts'
import { isSidecar } from './pod-phase.ts'
import { type PodRuntime, runningContainers } from './pod-runtime.ts'
import { minimumGraceSeconds, stopContainer } from './stop-container.ts'
import type { SyncTools } from './sync-pod.ts'

export function graceSecondsOf({ metadata, spec }: Pod, isRemoved: boolean): number {
  const granted = metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30
  return Math.max(minimumGraceSeconds, isRemoved ? 0 : granted)
}

export function endContainers(
  tools: SyncTools,
  pod: Pod,
  seen: PodRuntime,
  graceSeconds: number,
  done: () => void,
): void {
  const running = runningContainers(seen)
  if (running.length === 0) return done()
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name)
  /** Main containers are in stage 0; then each sidecar has a stage of its own. */
  const stageOf = ({ name }: CriContainer) => {
    const index = sidecars.indexOf(name)
    return index < 0 ? 0 : sidecars.length - index
  }
  const left = new Set(running)
  /** Those whose hooks are over and whose turn has not come. */
  const waiting = new Map<CriContainer, () => void>()
  const isTurnOf = (container: CriContainer) =>
    [...left].every((other) => stageOf(other) >= stageOf(container))

  function ended(container: CriContainer): void {
    left.delete(container)
    if (!tools.isAlive()) return
    if (left.size === 0) return done()
    for (const [next, go] of [...waiting]) if (isTurnOf(next) && waiting.delete(next)) go()
  }

  const inOrder = [...running].sort((a, b) => stageOf(a) - stageOf(b))
  for (const container of inOrder) {
    const message = `Stopping container ${container.name}`
    const waitForTurn = (go: () => void) => {
      if (isTurnOf(container)) go()
      else waiting.set(container, go)
    }
    stopContainer(
      tools,
      pod,
      container,
      { graceMs: 1000 * graceSeconds, message, waitForTurn },
      () => ended(container),
    )
  }
}
