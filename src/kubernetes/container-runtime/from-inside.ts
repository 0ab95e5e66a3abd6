/**
 * What a command inside a running container does to it: files that come and go, and a signal to its
 * first process. Apart from the runtime's own files: only a terminal needs this.
 */
import type { Machine } from '../infrastructure/machine.ts'
import { memoryOf, type Task } from './machine-contents.ts'

/** From now on these files are there, or are not, whatever the program itself did before. */
export function changeFiles(
  machine: Machine,
  containerId: string,
  nowMs: number,
  changed: ReadonlyMap<string, boolean>,
): void {
  const task = taskOf(machine, containerId, nowMs)
  if (!task || changed.size === 0) return
  const { program, startedAtMs } = task
  const sinceMs = nowMs - startedAtMs
  memoryOf(machine, () => nowMs).tasks.set(containerId, {
    ...task,
    program: {
      ...program,
      hasFile: (path, atMs) =>
        (atMs >= sinceMs ? changed.get(path) : undefined) ?? program.hasFile?.(path, atMs) ?? false,
    },
  })
}

/** The input of process 1 is at its end: a shell that only waited for more ends as its last command did. */
export function endInput(
  machine: Machine,
  containerId: string,
  nowMs: number,
  exitCode: number,
): void {
  const task = taskOf(machine, containerId, nowMs)
  if (!task || task.end) return
  task.end = { atMs: nowMs, exitCode }
  memoryOf(machine, () => nowMs).endChanged?.(containerId)
}

/** SIGTERM to process 1, which the kernel protects from everything that it does not expect. */
export function terminateFirst(machine: Machine, containerId: string, nowMs: number): void {
  const task = taskOf(machine, containerId, nowMs)
  if (!task || task.program.onTerminate === 'ignored' || task.end) return
  const { exitCode, afterMs = 0 } = task.program.onTerminate
  task.end = { atMs: nowMs + afterMs, exitCode }
  memoryOf(machine, () => nowMs).endChanged?.(containerId)
}

function taskOf(machine: Machine, containerId: string, nowMs: number): Task | undefined {
  return memoryOf(machine, () => nowMs).tasks.get(containerId)
}
