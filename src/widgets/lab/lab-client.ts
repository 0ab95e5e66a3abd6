/**
 * The page's side of the wall: one worker, commands in order, and a guard that ends a worker which
 * does not answer in time.
 */
import type { Command, CommandMessage, Reply } from './protocol.ts'
import { createUnpacker, type ReplyOnWire } from './wire.ts'

/** A command may take this long before its worker is given up. */
const patienceMs = 8_000

export type Answer = Extract<Reply, { ok: true }>

export class LabFailed extends Error {
  override readonly name = 'LabFailed'
  /** `bug`: the lab stopped by itself; `silent`: it did not answer in time. */
  override readonly cause: 'bug' | 'silent'
  constructor(cause: 'bug' | 'silent', message: string) {
    super(message)
    this.cause = cause
  }
}

export interface LabClient {
  /** @throws {LabFailed} */
  send(command: Command): Promise<Answer>
  close(): void
}

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: LabFailed) => void
  readonly alarm: ReturnType<typeof setTimeout>
}

export function openLabClient(
  createWorker: () => Worker = () =>
    new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module' }),
): LabClient {
  let worker: Worker | undefined
  let nextId = 1
  const waiting = new Map<number, Waiting>()

  function failAll(cause: 'bug' | 'silent', message: string): void {
    worker?.terminate()
    worker = undefined
    for (const { reject, alarm } of waiting.values()) {
      clearTimeout(alarm)
      reject(new LabFailed(cause, message))
    }
    waiting.clear()
  }

  function start(): Worker {
    const started = createWorker()
    const unpack = createUnpacker()
    started.addEventListener('message', (event: MessageEvent<ReplyOnWire>) => {
      const reply = unpack(event.data)
      if (!reply.ok) return failAll('bug', reply.message)
      const entry = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (!entry) return
      clearTimeout(entry.alarm)
      entry.resolve(reply)
    })
    started.addEventListener('error', (event) => failAll('bug', event.message))
    return started
  }

  return {
    send(command) {
      worker ??= start()
      const message: CommandMessage = { id: nextId++, command }
      return new Promise((resolve, reject) => {
        const alarm = setTimeout(() => failAll('silent', command.type), patienceMs)
        waiting.set(message.id, { resolve, reject, alarm })
        worker?.postMessage(message)
      })
    },
    close: () => failAll('silent', 'closed'),
  }
}
