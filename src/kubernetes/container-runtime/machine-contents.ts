/**
 * What a container runtime keeps on its machine. On disk: images and the records of sandboxes and
 * containers. In memory: the running processes, which live under shims of their own and so outlive
 * the runtime's process, but not a power cut.
 */
import type { Machine } from '../infrastructure/machine.ts'
import type { CriContainer, CriImage, PodSandbox } from './cri.ts'
import type { Program } from './programs.ts'

/** Everything of one Pod; objects are replaced, never changed. */
export interface PodRecords {
  readonly sandboxes: Map<string, PodSandbox>
  readonly containers: Map<string, CriContainer>
}

export interface DiskContents {
  readonly pods: Map<string, PodRecords>
  /** Sandbox or container id → Pod uid. */
  readonly podOf: Map<string, string>
  readonly images: Map<string, CriImage>
  podCidr: string | undefined
  /** Where the search for a free address goes on. */
  lastAddress: number
  /** Ids given so far; each has its own stream of chance. */
  idsGiven: number
}

/** A running process, as its shim knows it. */
export interface Task {
  readonly program: Program
  readonly startedAtMs: number
  /** When and how it will end, as far as that is decided. */
  end: { readonly atMs: number; readonly exitCode: number; readonly reason?: string } | undefined
}

export interface MemoryContents {
  /** By container id. */
  readonly tasks: Map<string, Task>
  /** Sandboxes whose pause container runs. */
  readonly pausing: Set<string>
  /** The machine's clock, which goes on while the runtime's process is away. */
  now(): number
  /** Set by the runtime's process while it lives: shims report to it. */
  endChanged: ((containerId: string) => void) | undefined
}

const place = 'container-runtime'

export function diskOf(machine: Machine): DiskContents {
  const known = machine.disk.get(place) as DiskContents | undefined
  if (known) return known
  const contents: DiskContents = {
    pods: new Map(),
    podOf: new Map(),
    images: new Map(),
    podCidr: undefined,
    lastAddress: 1,
    idsGiven: 0,
  }
  machine.disk.set(place, contents)
  return contents
}

export function memoryOf(machine: Machine, now: () => number): MemoryContents {
  const known = machine.memory.get(place) as MemoryContents | undefined
  if (known) return known
  const contents: MemoryContents = {
    tasks: new Map(),
    pausing: new Set(),
    now,
    endChanged: undefined,
  }
  machine.memory.set(place, contents)
  return contents
}

/**
 * Kill a container's process from outside: `kill -9 <its pid>` on the machine, or by the kernel,
 * because it took more memory than it may. Without a name the first running container of the Pod.
 * Says whether there was one.
 */
export function crashContainer(
  machine: Machine,
  podUid: string,
  containerName?: string,
  reason?: 'OOMKilled',
): boolean {
  const memory = machine.memory.get(place) as MemoryContents | undefined
  const records = diskOf(machine).pods.get(podUid)
  if (!memory || !records) return false
  for (const { id, name } of records.containers.values()) {
    const task = memory.tasks.get(id)
    if (!task || (containerName !== undefined && name !== containerName)) continue
    if (task.end && task.end.atMs <= memory.now()) continue
    task.end = { atMs: memory.now(), exitCode: 137, ...(reason ? { reason } : {}) }
    memory.endChanged?.(id)
    return true
  }
  return false
}

/** For the window: what is there, whether or not the runtime's process is up to tell. */
export function machineContents(machine: Machine): {
  readonly sandboxes: readonly PodSandbox[]
  readonly containers: readonly CriContainer[]
} {
  const memory = machine.memory.get(place) as MemoryContents | undefined
  const sandboxes: PodSandbox[] = []
  const containers: CriContainer[] = []
  for (const records of diskOf(machine).pods.values()) {
    for (const sandbox of records.sandboxes.values())
      sandboxes.push(
        sandbox.state === 'not-ready' || memory?.pausing.has(sandbox.id)
          ? sandbox
          : { ...sandbox, state: 'not-ready' },
      )
    for (const container of records.containers.values())
      containers.push(
        container.state !== 'running' || isAlive(memory, container.id)
          ? container
          : { ...container, state: 'exited' },
      )
  }
  return { sandboxes, containers }
}

function isAlive(memory: MemoryContents | undefined, containerId: string): boolean {
  const task = memory?.tasks.get(containerId)
  return task !== undefined && (task.end === undefined || task.end.atMs > (memory?.now() ?? 0))
}
