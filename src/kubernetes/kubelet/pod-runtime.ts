/** What the runtime has of one Pod, as the kubelet last saw it, and questions about it. */
import type { ContainerRuntime, CriContainer, PodSandbox } from '../container-runtime/cri.ts'

export interface PodRuntime {
  /** Newest first. */
  readonly sandboxes: readonly PodSandbox[]
  /** Newest first. */
  readonly containers: readonly CriContainer[]
}

export const nothing: PodRuntime = { sandboxes: [], containers: [] }

export function look(runtime: ContainerRuntime, podUid: string): PodRuntime {
  return {
    sandboxes: newestFirst(runtime.listPodSandboxes({ podUid })),
    containers: newestFirst(runtime.listContainers({ podUid })),
  }
}

function newestFirst<T extends { readonly attempt: number }>(all: readonly T[]): readonly T[] {
  return all.length < 2 ? all : [...all].sort((a, b) => b.attempt - a.attempt)
}

/**
 * Remove what no status needs any more: of each name all containers but the newest two, and old
 * sandboxes without containers. Says whether there was anything.
 */
export function collectGarbage(runtime: ContainerRuntime, seen: PodRuntime): boolean {
  // Of a Pod that never started anything anew there is nothing to remove.
  if (seen.containers.length <= 2 && seen.sandboxes.length <= 1) return false
  const counts = new Map<string, number>()
  let hasRemoved = false
  for (const { id, name } of seen.containers) {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (count <= 2) continue
    runtime.removeContainer(id)
    hasRemoved = true
  }
  const used = new Set(seen.containers.map(({ sandboxId }) => sandboxId))
  for (const { id, state } of seen.sandboxes.slice(1)) {
    if (state === 'ready' || used.has(id)) continue
    runtime.removePodSandbox(id)
    hasRemoved = true
  }
  return hasRemoved
}

export function readySandbox({ sandboxes }: PodRuntime): PodSandbox | undefined {
  return sandboxes[0]?.state === 'ready' ? sandboxes[0] : undefined
}

/** The newest container of this name. */
export function latest({ containers }: PodRuntime, name: string): CriContainer | undefined {
  return containers.find((container) => container.name === name)
}

/** The newest container of this name that has ended, leaving out one. */
export function lastExited(
  { containers }: PodRuntime,
  name: string,
  except?: CriContainer,
): CriContainer | undefined {
  return containers.find(
    (container) => container.name === name && container.state === 'exited' && container !== except,
  )
}

export function runningContainers({ containers }: PodRuntime): readonly CriContainer[] {
  return containers.filter(({ state }) => state === 'running')
}

/** Whether anything a kubelet would act upon has changed. */
export function isSameRuntime(a: PodRuntime, b: PodRuntime): boolean {
  return sameStates(a.sandboxes, b.sandboxes) && sameStates(a.containers, b.containers)
}

interface Stated {
  readonly id: string
  readonly state: string
}

function sameStates(a: readonly Stated[], b: readonly Stated[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ id, state }, index) => id === b[index]?.id && state === b[index]?.state)
  )
}
