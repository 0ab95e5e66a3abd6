/**
 * Ends the containers of a Pod: the main ones together, then its sidecars, last one first.
 *
 * *Upstream:* `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainersWithSyncResult,
 * `pkg/kubelet/pod_workers.go` calculateEffectiveGracePeriod
 */
import type { Pod } from '../api/core.ts'
import type { CriContainer } from '../container-runtime/cri.ts'
import { isSidecar } from './pod-phase.ts'
import { type PodRuntime, runningContainers } from './pod-runtime.ts'
import { fieldOf, type SyncTools } from './sync-pod.ts'

/** Every container gets at least this long. */
const minimumGraceSeconds = 2

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
  const { host } = tools
  const deadlineMs = host.clock.now + 1000 * graceSeconds
  const sidecarNames = (pod.spec.initContainers ?? []).filter(isSidecar).map(({ name }) => name)
  const running = runningContainers(seen)
  const sidecars = sidecarNames
    .flatMap((name) => running.filter((container) => container.name === name))
    .reverse()
  const stages = [
    running.filter((container) => !sidecars.includes(container)),
    ...sidecars.map((container) => [container]),
  ]
  function stage(index: number): void {
    const containers = stages[index]
    if (!containers) return done()
    const leftMs = Math.max(1000 * minimumGraceSeconds, deadlineMs - host.clock.now)
    stopAll(tools, pod, containers, leftMs, () => stage(index + 1))
  }
  stage(0)
}

function stopAll(
  { host, connection, isAlive }: SyncTools,
  pod: Pod,
  containers: readonly CriContainer[],
  graceMs: number,
  done: () => void,
): void {
  let left = containers.length
  if (left === 0) return done()
  for (const { id, name } of containers) {
    host.events.record(pod, 'Normal', 'Killing', `Stopping container ${name}`, fieldOf(pod, name))
    const answered = () => {
      if (--left === 0 && isAlive()) done()
    }
    const runtime = connection.current()
    if (runtime) runtime.stopContainer(id, graceMs, answered)
    else answered()
  }
}
