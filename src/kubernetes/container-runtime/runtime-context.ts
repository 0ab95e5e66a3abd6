/** What the parts of the container runtime share, for one life of its process. */
import type { Host } from '../component.ts'
import type { Answer, Reply } from './cri.ts'
import {
  type DiskContents,
  diskOf,
  type MemoryContents,
  memoryOf,
  type PodRecords,
} from './machine-contents.ts'

export interface RuntimeContext {
  readonly host: Host
  readonly disk: DiskContents
  readonly memory: MemoryContents
  readonly listeners: Set<(podUid?: string) => void>
  newId(): string
  /** Tell those who listen that something of this Pod changed. */
  changed(podUid: string): void
  /** Answer after a while, or with an error if the process stops before. */
  later<T>(delayMs: number, label: string, reply: Reply<T>, answer: () => Answer<T>): void
  /** Keep a caller waiting; what is returned answers it, once. */
  hold<T>(reply: Reply<T>): Reply<T>
}

const connectionLost = 'rpc error: code = Unavailable desc = error reading from server: EOF'

export function createContext(host: Host): RuntimeContext {
  const disk = diskOf(host.machine)
  const memory = memoryOf(host.machine, () => host.clock.now)
  const listeners: RuntimeContext['listeners'] = new Set()
  const waiting = new Set<(answer: { ok: false; error: string }) => void>()
  const context: RuntimeContext = {
    host,
    disk,
    memory,
    listeners,
    newId: () => host.random.fork(`id ${disk.idsGiven++}`).text(64, '0123456789abcdef'),
    changed(podUid) {
      for (const listener of [...listeners]) listener(podUid)
    },
    later(delayMs, label, reply, answer) {
      const settle = context.hold(reply)
      // Images are unpacked and containers started from the disk.
      host.clock.after(delayMs * host.machine.diskSlowness, label, () => settle(answer()))
    },
    hold(reply) {
      waiting.add(reply)
      return (answer) => {
        if (waiting.delete(reply)) reply(answer)
      }
    },
  }
  host.onStop(() => {
    // Whoever gets an error next must already know that there is nobody to ask again.
    for (const listener of [...listeners]) listener()
    const callers = [...waiting]
    waiting.clear()
    for (const reply of callers) reply({ ok: false, error: connectionLost })
  })
  return context
}

export function recordsOf({ disk }: RuntimeContext, podUid: string): PodRecords {
  const known = disk.pods.get(podUid)
  if (known) return known
  const records: PodRecords = { sandboxes: new Map(), containers: new Map() }
  disk.pods.set(podUid, records)
  return records
}

/** The records of the Pod that a sandbox or a container belongs to. */
export function podRecords({ disk }: RuntimeContext, id: string): PodRecords | undefined {
  const uid = disk.podOf.get(id)
  return uid === undefined ? undefined : disk.pods.get(uid)
}
