/**
 * Field ownership: server-side apply, and `metadata.managedFields` for whoever wants to see them.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/managedfields`, and its use in
 * `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go` applyPatcher
 * *Leaves out:* apply on `/scale`; several versions of one kind, of which the cluster has none.
 */

import { isEqual } from '../../api/equality.ts'
import type { KubernetesObject } from '../../api/meta.ts'
import { timeOf } from '../../api/time.ts'
import { createObject } from '../create.ts'
import { answer, apiVersionOf, type Handling } from '../handling.ts'
import type { Ownership } from '../ownership.ts'
import { misfit } from '../patch-misfit.ts'
import { isStatus, type Request, type Response } from '../request.ts'
import { applyConflict, badRequest, invalid, notFound, unexplained } from '../status.ts'
import { etcdKey, read, type Stored } from '../storage.ts'
import { replaceObject } from '../update.ts'
import { compare, fieldsNamed } from './compare.ts'
import { lastAppliedOf, withLastApplied } from './last-applied.ts'
import {
  afterApply,
  afterUpdate,
  conflictCauses,
  conflictMessage,
  conflictsOf,
  fieldsOf,
  isSameOwnership,
  type Manager,
  type Managers,
  managedBy,
  readEntries,
  stillAsApplied,
  toEntries,
} from './managers.ts'
import { merge, prune } from './merge.ts'
import {
  managersOf,
  type Note,
  noteOfCreate,
  noteOfUpdate,
  shapeOfKind,
  type Writer,
} from './notes.ts'
import { type Fields, isFields } from './shape.ts'
import { shapeError } from './typed.ts'

/** Rehearsals leave nothing in etcd, but their answers name owners too. */
const rehearsed = new WeakMap<KubernetesObject, Note>()

export const fieldOwnership: Ownership = {
  apply: applyManifest,

  note(handling, sent, stored) {
    const { definition, request } = handling
    const writer = writerOf(handling)
    const earlier =
      givenNote(sent, handling) ?? (stored ? noteAt(handling, stored.object) : undefined)
    const isRehearsal = request.options?.dryRun === true
    const { now } = handling.host.clock
    return (value) => {
      const before = stored?.object
      const write = { writer, now, after: value, isRehearsal }
      const note = before
        ? noteOfUpdate(definition, { ...write, before }, earlier)
        : noteOfCreate({ ...write, before }, sent.spec, earlier)
      if (isRehearsal) rehearsed.set(value, note)
      return note
    }
  },

  moves(handling, sent, stored) {
    const given = givenNote(sent, handling)
    if (!given) return false
    const { definition } = handling
    const current = managersOf(definition, stored.object, noteAt(handling, stored.object))
    return !isSameOwnership(current, managersOf(definition, stored.object, given))
  },

  misfit({ request, definition }, patched, problem) {
    const type = request.options?.patchType ?? 'strategic'
    return misfit(type, definition.schema, { patch: request.body, patched, problem })
  },

  patchable(handling, stored) {
    const mentions = JSON.stringify(handling.request.body)?.includes('managedFields')
    return mentions ? withOwners(handling, stored.object) : stored.object
  },

  shown(handling, response) {
    const { body } = response
    if (isStatus(body)) return response
    if ('items' in body) {
      const items = body.items.map((item) => withOwners(handling, item))
      return { ...response, body: { ...body, items } }
    }
    if (body.kind !== handling.definition.kind) return response
    return { ...response, body: withOwners(handling, body as KubernetesObject) }
  },

  shownEvent(etcd, definition, event) {
    if (event.type === 'BOOKMARK' || event.type === 'ERROR') return event
    const object = withOwners({ etcd, definition }, event.object as KubernetesObject)
    return { ...event, object }
  },
}

type Place = Pick<Handling, 'etcd' | 'definition'>

function keyOf({ definition }: Place, { metadata }: KubernetesObject): string {
  return etcdKey(definition, metadata.namespace, metadata.name)
}

function noteAt(place: Place, object: KubernetesObject): Note | undefined {
  return place.etcd.get(keyOf(place, object))?.note as Note | undefined
}

function withOwners(place: Place, object: KubernetesObject): KubernetesObject {
  const rehearsal = rehearsed.get(object)
  // Of what is gone nothing is known any more.
  if (!rehearsal && !place.etcd.get(keyOf(place, object))) return object
  const note = rehearsal ?? noteAt(place, object)
  const last = lastShown.get(object)
  if (last && last.note === note) return last.shown
  const managers = managersOf(place.definition, object, note)
  const managedFields = managers.length > 0 ? { managedFields: toEntries(managers) } : {}
  const shown = { ...object, metadata: { ...object.metadata, ...managedFields } }
  lastShown.set(object, { note, shown })
  return shown
}

/** The same objects are asked for again and again, and by many. */
const lastShown = new WeakMap<
  KubernetesObject,
  { readonly note: Note | undefined; readonly shown: KubernetesObject }
>()

/** What the client itself says of the owners, where it says anything: `[{}]` does away with all. */
function givenNote({ metadata }: KubernetesObject, { request }: Handling): Note | undefined {
  const given = metadata.managedFields
  if (!given || given.length === 0 || request.subresource) return undefined
  if (Object.keys(given[0] ?? {}).length === 0) return { known: [] }
  const known = readEntries(given)
  return known && known.length > 0 ? { known } : undefined
}

const processes: ReadonlySet<string> = new Set([
  'kubelet',
  'kube-apiserver',
  'kube-proxy',
  'kube-scheduler',
])

function writerOf({ request, via }: Handling): Writer {
  const subresource = via ?? request.subresource
  const isComponent = request.typed === true && via === undefined
  const manager = request.options?.fieldManager || clientOf(request)
  const key = `${manager} ${subresource ?? ''} ${isComponent}`
  const known = writers.get(key)
  if (known) return known
  const writer = { manager, subresource, isComponent }
  if (writers.size < mostWriters) writers.set(key, writer)
  return writer
}

/** Clients may call themselves what they like; most are the few that every cluster has. */
const mostWriters = 200
const writers = new Map<string, Writer>()

/** Who names no manager is known by the program it is. */
function clientOf({ cause, typed }: Request): string {
  const [name = ''] = cause.by.split('@')
  if (name === 'learner') return 'kubectl'
  return typed && !processes.has(name) ? 'kube-controller-manager' : name
}

function applyManifest(handling: Handling): Response {
  const { request, definition, etcd, host } = handling
  const { fieldManager = '', force = false } = request.options ?? {}
  const refusal = refusalOf(handling)
  if (refusal) return answer(refusal)
  const manifest = request.body as Fields
  const stored = read<KubernetesObject>(
    etcd,
    etcdKey(definition, request.namespace, request.name ?? ''),
  )
  if (!stored && request.subresource)
    return answer(notFound(definition.group, definition.resource, request.name ?? ''))
  const shape = shapeOfKind(definition)
  const by = {
    manager: fieldManager,
    operation: 'Apply' as const,
    apiVersion: apiVersionOf(definition),
    ...(request.subresource ? { subresource: request.subresource } : {}),
  }
  const live: unknown = stored?.object ?? { metadata: {} }
  const managers = stored ? followed(handling, stored.object) : []
  const last = managedBy(managers, by)
  const named = fieldsNamed(shape, manifest)
  const merged = merge(shape, live, manifest)
  const owned = fieldsOf(managers.filter((manager) => manager !== last)).and(named)
  const next = last ? prune(shape, merged, last.fields, owned) : merged
  const difference = compare(shape, live, next)
  const conflicts = force ? [] : conflictsWith(handling, managers, by, live, difference)
  if (conflicts.length > 0)
    return answer(applyConflict(conflictMessage(conflicts), conflictCauses(conflicts)))

  const isMoot = stored !== undefined && isEqual(live, next)
  const time = isMoot ? last?.time : timeOf(host.clock.now)
  const mine = { ...by, ...(time === undefined ? {} : { time }) }
  const after = afterApply(managers, mine, named, difference)
  const body = fieldManager === 'kubectl' ? withLastApplied(live, next as Fields, manifest) : next
  return written(handling, stored, body, { before: managers, after })
}

/** Stores what an apply came to, with the owners it settled. */
function written(
  handling: Handling,
  stored: Stored<KubernetesObject> | undefined,
  body: unknown,
  { before, after }: { readonly before: Managers; readonly after: Managers },
): Response {
  const { request } = handling
  const note: Note = { known: after }
  const ownership: Ownership = {
    ...fieldOwnership,
    moves: () => !isSameOwnership(before, after),
    note: () => (value) => {
      if (request.options?.dryRun) rehearsed.set(value, note)
      return note
    },
  }
  const settled = { ...handling, ownership, request: { ...request, body } }
  if (stored) return replaceObject(settled, stored)
  return createObject({ ...settled, request: { ...settled.request, verb: 'create' } })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function refusalOf({ request, definition }: Handling) {
  const { options = {}, body, namespace = '', name = '' } = request
  if (!options.fieldManager) {
    const message = 'Required value: is required for apply patch'
    const missing = { type: 'FieldValueRequired', field: 'fieldManager', message } as const
    return invalid('meta.k8s.io', 'PatchOptions', '', [missing])
  }
  if (!isFields(body)) return badRequest('error decoding YAML: the manifest is not an object')
  const { metadata } = body
  const [apiVersion, kind] = ['apiVersion', 'kind'].map((key) => textOf(body[key]))
  const expected = apiVersionOf(definition)
  if (apiVersion !== expected)
    return badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${apiVersion}, expected: ${expected}`,
    )
  const given = isFields(metadata) ? metadata : {}
  if (Array.isArray(given['managedFields']) && given['managedFields'].length > 0)
    return badRequest('metadata.managedFields must be nil')
  if (given['name'] !== undefined && given['name'] !== name)
    return badRequest(
      `the name of the object (${textOf(given['name'])}) does not match the name on the URL (${name})`,
    )
  const version = definition.group ? expected : `/${expected}`
  const error =
    kind === definition.kind
      ? shapeError(shapeOfKind(definition), body)
      : `no corresponding type for ${version}, Kind=${kind}`
  return error
    ? unexplained(
        `failed to create typed patch object (${namespace}/${name}; ${version}, Kind=${kind}): ${error}`,
      )
    : undefined
}

/** The owners of a stored object; where none are known, what stands there is nobody's in particular. */
function followed(handling: Handling, object: KubernetesObject): Managers {
  const { definition } = handling
  const managers = managersOf(definition, object, noteAt(handling, object))
  if (managers.length > 0) return managers
  const by = {
    manager: 'before-first-apply',
    operation: 'Update' as const,
    apiVersion: apiVersionOf(definition),
  }
  return afterUpdate([], by, compare(shapeOfKind(definition), {}, object))
}

/** kubectl may take over what its own client-side apply remembers to have set. */
function conflictsWith(
  { definition }: Handling,
  managers: Managers,
  by: Omit<Manager, 'fields'>,
  live: unknown,
  difference: ReturnType<typeof compare>,
) {
  const conflicts = conflictsOf(managers, by, difference)
  const remembered = by.manager === 'kubectl' ? lastAppliedOf(live) : undefined
  if (conflicts.length === 0 || !remembered) return conflicts
  const shape = shapeOfKind(definition)
  const allowed = stillAsApplied(shape, remembered, compare(shape, live, remembered))
  return conflicts
    .map(({ manager, fields }) => ({ manager, fields: fields.without(allowed) }))
    .filter(({ fields }) => !fields.isEmpty)
}
