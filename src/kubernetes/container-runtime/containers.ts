/**
 * Containers of one machine: created, running, exited.
 *
 * *Upstream:* `github.com/containerd/containerd` internal/cri/server (container_create.go,
 * container_start.go, container_stop.go, container_execsync.go)
 */
import type { Timer } from '../../simulation/simulation.ts'
import { listen, stopListening } from '../infrastructure/sockets.ts'
import { timing } from '../timing.ts'
import type { Answer, ContainerConfig, CriContainer, ExecResult, Reply } from './cri.ts'
import type { Images } from './images.ts'
import type { Task } from './machine-contents.ts'
import { type FileChange, type Program, runInside, startProgram } from './programs.ts'
import { podRecords, type RuntimeContext, recordsOf } from './runtime-context.ts'

export interface Containers {
  create(sandboxId: string, config: ContainerConfig): Answer<string>
  start(id: string, reply: Reply<void>): void
  stop(id: string, graceMs: number, reply: Reply<void>): void
  /** SIGKILL, now. */
  kill(id: string): void
  remove(id: string): void
  memoryUse(id: string): number
  exec(id: string, command: readonly string[]): Answer<ExecResult>
  /** Take up the processes that ran on while this runtime was away. */
  resume(): void
}

export function createContainers(context: RuntimeContext, images: Images): Containers {
  const { host, memory, disk } = context
  const configs = new Map<string, ContainerConfig>()
  const endTimers = new Map<string, Timer>()
  const killTimers = new Map<string, Timer>()
  const stopping = new Map<string, ((answer: Answer<void>) => void)[]>()

  const recordOf = (id: string) => podRecords(context, id)?.containers.get(id)

  function replace(container: CriContainer): void {
    recordsOf(context, container.podUid).containers.set(container.id, container)
    context.changed(container.podUid)
  }

  /** Wait for the end that is decided. A long sleep is no work that anybody waits for. */
  function arm(id: string): void {
    endTimers.get(id)?.cancel()
    endTimers.delete(id)
    const end = memory.tasks.get(id)?.end
    if (!end) return
    const inMs = end.atMs - host.clock.now
    if (inMs <= 0) return finish(id)
    const label = `${recordOf(id)?.name} ends`
    const wait = inMs > longSleepMs ? host.clock.afterInBackground : host.clock.after
    endTimers.set(
      id,
      wait(inMs, label, () => finish(id)),
    )
  }

  function endAt(id: string, atMs: number, exitCode: number): void {
    const task = memory.tasks.get(id)
    if (!task || (task.end && task.end.atMs <= atMs)) return
    task.end = { atMs, exitCode }
    arm(id)
  }

  function finish(id: string): void {
    const container = recordOf(id)
    const end = memory.tasks.get(id)?.end
    for (const timers of [endTimers, killTimers]) {
      timers.get(id)?.cancel()
      timers.delete(id)
    }
    memory.tasks.delete(id)
    if (!container || !end) return
    const ip = podRecords(context, id)?.sandboxes.get(container.sandboxId)?.ip
    if (ip !== undefined) stopListening(host.machine, ip, id)
    const { exitCode, atMs } = end
    const reason = end.reason ?? (exitCode === 0 ? 'Completed' : 'Error')
    host.trace('cri', { event: 'ContainerStopped', container: container.name, id, exitCode })
    replace({ ...container, state: 'exited', finishedAtMs: atMs, exitCode, reason })
    for (const settle of stopping.get(id) ?? []) settle({ ok: true, value: undefined })
    stopping.delete(id)
  }

  function run(id: string): Answer<void> {
    const container = recordOf(id)
    const config = configs.get(id)
    const sandbox = container && podRecords(context, id)?.sandboxes.get(container.sandboxId)
    if (!container || !config || sandbox?.state !== 'ready') return notFound('container', id)
    const repository = container.imageRef.slice(0, container.imageRef.indexOf('@'))
    const started = startProgram({ ...config, repository })
    const now = host.clock.now
    if (!started.ok) {
      const message = cannotStart(started.executable)
      const failed = { exitCode: 128, reason: 'StartError', message } as const
      replace({ ...container, state: 'exited', startedAtMs: now, finishedAtMs: now, ...failed })
      return { ok: false, error: `rpc error: code = Unknown desc = ${message}` }
    }
    const { program } = started
    const { end } = program
    memory.tasks.set(id, {
      program,
      startedAtMs: now,
      end: end && { ...end, atMs: now + end.afterMs },
    })
    listen(host.machine, sandbox.ip, id, listenersOf(program, now))
    host.trace('cri', { call: 'StartContainer', container: container.name, id })
    replace({ ...container, state: 'running', startedAtMs: now })
    arm(id)
    return { ok: true, value: undefined }
  }

  const containers: Containers = {
    create(sandboxId, config) {
      const sandbox = podRecords(context, sandboxId)?.sandboxes.get(sandboxId)
      const image = images.status(config.image)
      if (sandbox?.state !== 'ready') return notFound('sandbox', sandboxId)
      if (!image) return notFound('image', config.image)
      const id = context.newId()
      disk.podOf.set(id, sandbox.podUid)
      configs.set(id, config)
      host.trace('cri', { call: 'CreateContainer', container: config.name, id })
      replace({
        id,
        sandboxId,
        podUid: sandbox.podUid,
        name: config.name,
        requestedImage: config.requestedImage,
        image: image.name,
        imageRef: image.ref,
        attempt: config.attempt,
        state: 'created',
        createdAtMs: host.clock.now,
      })
      return { ok: true, value: id }
    },
    start(id, reply) {
      const { from, to } = timing.containerStartMs
      const label = `start ${recordOf(id)?.name}`
      context.later(host.random.integer(from, to), label, reply, () => run(id))
    },
    stop(id, graceMs, reply) {
      const task = memory.tasks.get(id)
      if (!task) return reply({ ok: true, value: undefined })
      stopping.set(id, [...(stopping.get(id) ?? []), context.hold(reply)])
      host.trace('cri', { call: 'StopContainer', container: recordOf(id)?.name, id, graceMs })
      killTimers.get(id)?.cancel()
      const label = `SIGKILL ${recordOf(id)?.name}`
      killTimers.set(
        id,
        host.clock.after(graceMs, label, () => containers.kill(id)),
      )
      terminate(id, task)
    },
    kill: (id) => endAt(id, host.clock.now, 137),
    remove(id) {
      containers.kill(id)
      podRecords(context, id)?.containers.delete(id)
      disk.podOf.delete(id)
      configs.delete(id)
    },
    memoryUse(id) {
      const task = memory.tasks.get(id)
      return task ? (task.program.memoryAt?.(host.clock.now - task.startedAtMs) ?? usualMemory) : 0
    },
    exec(id, command) {
      const task = memory.tasks.get(id)
      if (!task) return notFound('container', id)
      const sinceMs = host.clock.now - task.startedAtMs
      const { files = [], ...value } = runInside(task.program, command, sinceMs)
      const program = withFiles(task.program, files, sinceMs)
      if (program !== task.program) memory.tasks.set(id, { ...task, program })
      return { ok: true, value }
    },
    resume() {
      memory.endChanged = arm
      for (const id of [...memory.tasks.keys()]) arm(id)
    },
  }

  function terminate(id: string, { program: { onTerminate } }: Task): void {
    if (onTerminate === 'ignored') return
    const { from, to } = timing.containerStopMs
    const afterMs = onTerminate.afterMs ?? host.random.integer(from, to)
    endAt(id, host.clock.now + afterMs, onTerminate.exitCode)
  }

  host.onStop(() => {
    memory.endChanged = undefined
  })
  return containers
}

/** What a program uses that says nothing of it. */
const usualMemory = 10 * 1024 * 1024

/** Beyond this a program that ends by itself does not keep the cluster from being at rest. */
const longSleepMs = 5 * 60 * 1000

function listenersOf({ listens = [] }: Task['program'], startedAtMs: number) {
  return listens.map(({ port, afterMs, http }) => ({
    port,
    sinceMs: startedAtMs + afterMs,
    ...(http ? { http: (path: string, nowMs: number) => http(path, nowMs - startedAtMs) } : {}),
  }))
}

/** A command inside has made or removed files, after so many milliseconds of the program's life. */
function withFiles(program: Program, files: readonly FileChange[], sinceMs: number): Program {
  const last = new Map(files.map((one) => [one.path, one]))
  const before = (path: string, nowMs: number) => program.hasFile?.(path, nowMs) ?? false
  const isNews = ({ path, atMs, exists }: FileChange) => before(path, sinceMs + atMs) !== exists
  if (![...last.values()].some(isNews)) return program
  const hasFile = (path: string, nowMs: number) =>
    files.findLast((one) => one.path === path && sinceMs + one.atMs <= nowMs)?.exists ??
    before(path, nowMs)
  return { ...program, hasFile }
}

function cannotStart(executable: string): string {
  return (
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: ' +
    'runc create failed: unable to start container process: error during container init: ' +
    `exec: "${executable}": executable file not found in $PATH`
  )
}

function notFound(what: string, id: string): { ok: false; error: string } {
  return { ok: false, error: `rpc error: code = NotFound desc = ${what} "${id}": not found` }
}
