/**
 * What is remembered of who wrote what, beside each value in etcd.
 *
 * A write only notes who, by which way, and what stood there before and after; that costs next to
 * nothing. Whose field is whose is worked out when somebody asks, from the notes on the way here.
 * Long chains are worked out early, so that old versions are not kept for their sake.
 */
import { isEqual } from '../../api/equality.ts'
import type { KubernetesObject } from '../../api/meta.ts'
import { timeOf } from '../../api/time.ts'
import { apiVersionOf } from '../handling.ts'
import type { ResourceDefinition } from '../resource.ts'
import { compare } from './compare.ts'
import { afterUpdate, type Managers } from './managers.ts'
import type { Shape } from './shape.ts'

/** The longest chain of notes that is left as it is. */
const longestChain = 8

/**
 * Who writes, and by which way. One object for each, shared by all notes of its writes; by itself it
 * is the note of an object that stands as this writer created it.
 */
export interface Writer {
  readonly manager: string
  readonly subresource: string | undefined
  /** A component of the cluster, whose writes by one way follow each other all the time. */
  readonly isComponent: boolean
}

interface Written {
  readonly writer: Writer
  /** Of the cluster's clock. */
  now: number
  /** Absent for a create. */
  before: KubernetesObject | undefined
  after: KubernetesObject
  /** Of a create: the spec before admission, whose additions belong to nobody. */
  readonly sentSpec: unknown
  earlier: Note | undefined
  readonly length: number
  known: Managers | undefined
}

interface Settled {
  readonly known: Managers
}

export type Note = Writer | Written | Settled

export function shapeOfKind({ schema }: Pick<ResourceDefinition, 'schema'>): Shape {
  return { is: 'struct', struct: schema }
}

export interface Write {
  readonly writer: Writer
  readonly now: number
  readonly before: KubernetesObject | undefined
  readonly after: KubernetesObject
  /** It will not come to pass. */
  readonly isRehearsal: boolean
}

export function noteOfCreate({ writer, now, after }: Write, sent: unknown, given?: Note): Note {
  const isAsSent = sent === after.spec
  if (isAsSent && writer.isComponent && !given) return writer
  const sentSpec = isAsSent ? sent : shared(sent)
  const before = undefined
  return { writer, now, before, after, sentSpec, earlier: given, length: 1, known: undefined }
}

/** Pods of one template are many, and were all the same before they met admission. */
function shared(spec: unknown): unknown {
  if (!isEqual(lastSpec, spec)) lastSpec = spec
  return lastSpec
}

let lastSpec: unknown

export function noteOfUpdate(
  definition: ResourceDefinition,
  { writer, now, before, after, isRehearsal }: Write & { readonly before: KubernetesObject },
  earlier: Note | undefined,
): Note {
  const open = earlier && 'writer' in earlier && !earlier.known ? earlier : undefined
  // A component that writes again by the same way: as if it had written once.
  if (open?.before && writer.isComponent && open.writer === writer && !isRehearsal) {
    open.now = now
    open.after = after
    return open
  }
  const isLong = open !== undefined && open.length >= longestChain
  if (isLong) managersOf(definition, before, open)
  const length = open && !isLong ? open.length + 1 : 1
  return { writer, now, before, after, sentSpec: undefined, earlier, length, known: undefined }
}

/** Who owns what of an object, with the note beside it. */
export function managersOf(
  definition: ResourceDefinition,
  object: KubernetesObject,
  note: Note | undefined,
): Managers {
  if (!note) return managersOfFirst(definition, object, apiServer)
  if ('manager' in note) return managersOfFirst(definition, object, note)
  if (note.known) return note.known
  if (!('writer' in note)) return []
  const { writer, now, before, after, earlier, sentSpec } = note
  const previous = before ?? after
  const managers = before || earlier ? managersOf(definition, previous, earlier) : []
  // Where somebody did away with all that was known of an object, updates are not followed.
  const isFollowed = !before || managers.length > 0
  const by = byOf(definition, writer, timeOf(now))
  const result = before ? after : { ...after, spec: sentSpec }
  const known = isFollowed
    ? afterUpdate(managers, by, compare(shapeOfKind(definition), before ?? {}, result))
    : managers
  note.known = known
  note.before = undefined
  note.earlier = undefined
  return known
}

/** The objects that were there before anybody asked for them are the API server's own. */
const apiServer: Writer = { manager: 'kube-apiserver', subresource: undefined, isComponent: true }

function managersOfFirst(
  definition: ResourceDefinition,
  object: KubernetesObject,
  writer: Writer,
): Managers {
  const by = byOf(definition, writer, object.metadata.creationTimestamp)
  return afterUpdate([], by, compare(shapeOfKind(definition), {}, object))
}

function byOf(definition: ResourceDefinition, { manager, subresource }: Writer, time: string) {
  return {
    manager,
    operation: 'Update' as const,
    apiVersion: apiVersionOf(definition),
    time,
    ...(subresource ? { subresource } : {}),
  }
}
