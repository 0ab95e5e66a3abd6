/**
 * The phase of a Pod, worked out from the states of its containers.
 *
 * *Upstream:* `pkg/kubelet/kubelet_pods.go` getPhase
 */
import type { Container, ContainerStatus, PodPhase, PodSpec } from '../api/core.ts'

export interface PhaseFacts {
  /** Its containers will not be started again, whatever the restart policy says. */
  readonly podIsTerminal: boolean
  /** Its main containers have run before. */
  readonly podHasInitialized: boolean
}

export function podPhase(
  spec: PodSpec,
  statuses: readonly ContainerStatus[],
  facts: PhaseFacts,
): PodPhase {
  const byName = new Map(statuses.map((status) => [status.name, status]))
  const inits = (spec.initContainers ?? []).filter((container) => !isSidecar(container))
  const sidecars = (spec.initContainers ?? []).filter(isSidecar)
  const initialization = countInits(inits, byName)
  const counts = countContainers(spec.containers, byName)
  const sidecarsPending = countSidecars(sidecars, byName, counts)

  if (initialization.failed > 0 && spec.restartPolicy === 'Never') return 'Failed'
  if (initialization.pending > 0) return 'Pending'
  if (sidecarsPending > 0 && !facts.podHasInitialized) return 'Pending'
  if (counts.waiting > 0) return 'Pending'
  if (counts.unknown > 0) return 'Pending'
  if (counts.running > 0) return 'Running'
  if (counts.stopped === 0) return 'Pending'
  const allSucceeded = counts.stopped === counts.succeeded
  if (facts.podIsTerminal) return allSucceeded ? 'Succeeded' : 'Failed'
  if ((spec.restartPolicy ?? 'Always') === 'Always') return 'Running'
  if (allSucceeded) return 'Succeeded'
  return spec.restartPolicy === 'Never' ? 'Failed' : 'Running'
}

/** An init container that goes on running beside the others. */
export function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always'
}

type ByName = ReadonlyMap<string, ContainerStatus>

interface Counts {
  unknown: number
  running: number
  waiting: number
  stopped: number
  succeeded: number
}

function countInits(containers: readonly Container[], byName: ByName) {
  let pending = 0
  let failed = 0
  for (const { name } of containers) {
    const { state, lastState } = byName.get(name) ?? {}
    const ended = state?.terminated ?? (state?.waiting ? lastState?.terminated : undefined)
    if (!ended) pending++
    else if (ended.exitCode !== 0) failed++
  }
  return { pending, failed }
}

function countContainers(containers: readonly Container[], byName: ByName): Counts {
  const counts: Counts = { unknown: 0, running: 0, waiting: 0, stopped: 0, succeeded: 0 }
  for (const { name } of containers) {
    const { state, lastState } = byName.get(name) ?? {}
    if (state?.running) counts.running++
    else if (state?.terminated) {
      counts.stopped++
      if (state.terminated.exitCode === 0) counts.succeeded++
    } else if (state?.waiting && lastState?.terminated) counts.stopped++
    else if (state?.waiting) counts.waiting++
    else counts.unknown++
  }
  return counts
}

/** Sidecars that ended do not count; those that never came up hold the Pod back. */
function countSidecars(containers: readonly Container[], byName: ByName, counts: Counts): number {
  let pending = 0
  for (const { name } of containers) {
    const { state, lastState, started } = byName.get(name) ?? {}
    if (!byName.has(name)) counts.unknown++
    else if (state?.running) {
      counts.running++
      if (!started) pending++
    } else if (state?.waiting) {
      if (lastState?.terminated) continue
      pending++
      counts.waiting++
    } else if (!state?.terminated) {
      pending++
      counts.unknown++
    }
  }
  return pending
}
