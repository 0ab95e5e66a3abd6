/**
 * What crosses the worker's wall is copied, and so only what changed crosses it: with a thousand
 * Pods a snapshot is a megabyte, and what a frame adds to it a few kilobytes. Looks at the past are
 * a row of pictures of their own.
 */
import type { KubernetesObject, ObjectKey } from '../../kubernetes/api/meta.ts'
import type { MachineView } from '../../kubernetes/infrastructure/machine.ts'
import type { Snapshot } from '../../kubernetes/snapshot.ts'
import type { Frame, Reply } from './protocol.ts'

/** A snapshot as the difference from the one before. */
export interface SnapshotNews extends Omit<Snapshot, 'objects' | 'machines'> {
  readonly changed: readonly (readonly [ObjectKey, KubernetesObject])[]
  readonly gone: readonly ObjectKey[]
  /** All machines by name, in order; those of which there is news. */
  readonly machineNames: readonly string[]
  readonly machineNews: readonly MachineView[]
}

type FrameOnWire = Omit<Frame, 'snapshot'> & { readonly news?: SnapshotNews }
type Answered = Extract<Reply, { ok: true }>

export type ReplyOnWire =
  | (Omit<Answered, 'frame' | 'past'> & {
      readonly frame: FrameOnWire
      readonly pastNews?: SnapshotNews
    })
  | Extract<Reply, { ok: false }>

/** Remembers the last snapshot that was sent. */
function newsWriter(): (snapshot: Snapshot) => SnapshotNews {
  let sent: Snapshot['objects'] = new Map()
  let machines = new Map<string, string>()
  return ({ objects, machines: views, ...rest }) => {
    // Objects are frozen and shared: the same one has not changed.
    const changed = [...objects].filter(([key, object]) => sent.get(key) !== object)
    const gone = [...sent.keys()].filter((key) => !objects.has(key))
    const texts = new Map(views.map((view) => [view.name, JSON.stringify(view)]))
    const machineNews = views.filter(({ name }) => machines.get(name) !== texts.get(name))
    sent = objects
    machines = texts
    return { ...rest, changed, gone, machineNames: [...texts.keys()], machineNews }
  }
}

/** Puts each snapshot together again, keeping what has not changed. */
function newsReader(): (news: SnapshotNews) => Snapshot {
  let objects: Snapshot['objects'] = new Map()
  let machines = new Map<string, MachineView>()
  return ({ changed, gone, machineNames, machineNews, ...rest }) => {
    const next = new Map(objects)
    const isGrown = changed.some(([key]) => !next.has(key))
    for (const key of gone) next.delete(key)
    for (const [key, object] of changed) next.set(key, object)
    // Snapshots list their objects in the order of their keys.
    objects = isGrown ? new Map([...next].sort(([a], [b]) => (a < b ? -1 : 1))) : next
    machines = new Map([...machines, ...machineNews.map((view) => [view.name, view] as const)])
    const views = machineNames.flatMap((name) => machines.get(name) ?? [])
    return { ...rest, objects, machines: views }
  }
}

/** The worker's end. */
export function createPacker(): (reply: Reply) => ReplyOnWire {
  const [write, writePast] = [newsWriter(), newsWriter()]
  return (reply) => {
    if (!reply.ok) return reply
    const { past, ...answer } = reply
    const { snapshot, ...frame } = reply.frame
    return {
      ...answer,
      frame: { ...frame, ...(snapshot ? { news: write(snapshot) } : {}) },
      ...(past ? { pastNews: writePast(past) } : {}),
    }
  }
}

/** The page's end. */
export function createUnpacker(): (reply: ReplyOnWire) => Reply {
  const [read, readPast] = [newsReader(), newsReader()]
  return (reply) => {
    if (!reply.ok) return reply
    const { pastNews, ...answer } = reply
    const { news, ...frame } = reply.frame
    return {
      ...answer,
      frame: { ...frame, ...(news ? { snapshot: read(news) } : {}) },
      ...(pastNews ? { past: readPast(pastNews) } : {}),
    }
  }
}
