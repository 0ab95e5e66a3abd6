/**
 * The cluster on the calendar of whoever asks. Inside, every cluster begins on the same day, so that
 * a session replays to the same bytes; clients reckon ages by their own clock. So times are moved at
 * the door: forward in what goes out, back in what comes in.
 *
 * They move by whole seconds and stay where they are as long as both clocks keep in step; where they
 * do not, since the cluster was asked to hurry or to stand still, the newest time stays in the past.
 *
 * *Leaves out:* times in annotations and in the data of ConfigMaps, which are text.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import type { Inside } from '../kubernetes/inside.ts'
import { clientKinds } from '../kubernetes/kube-apiserver/extensions/client-kinds.ts'
import {
  type ApiServer,
  isStatus,
  type Request,
  type Response,
} from '../kubernetes/kube-apiserver/request.ts'
import { resources } from '../kubernetes/kube-apiserver/resources.ts'
import { type FieldType, type StructSchema, schemaOf } from '../kubernetes/kube-apiserver/schema.ts'
import { epochMs } from '../simulation/simulation.ts'

export interface ClockedServer extends ApiServer {
  /** Milliseconds of the cluster's clock. */
  readonly now: number
  /** What kubelets let through, where anyone asks. */
  readonly inside?: Inside
  /** Milliseconds by which the clients' calendar is ahead of the cluster's own. */
  readonly aheadMs?: number
}

/** So far the clocks may drift apart before times move, and so much is always left between them. */
const patienceMs = 2500
const inStepMs = 500

/** @param wallNow milliseconds since 1970 on the clients' clock */
export function onCalendar(server: ClockedServer, wallNow: () => number): ClockedServer {
  let shiftMs: number | undefined
  let moved = new WeakMap<object, object>()

  /** How far clients are ahead, in whole seconds. */
  function shift(): number {
    const ahead = wallNow() - epochMs - server.now
    if (shiftMs === undefined || ahead < shiftMs || ahead > shiftMs + patienceMs) {
      const next = Math.floor((ahead - inStepMs) / 1000) * 1000
      if (next !== shiftMs) moved = new WeakMap()
      shiftMs = next
    }
    return shiftMs
  }

  /** The same object is asked for again and again, and by many. */
  function outward<T extends KubernetesObject>(object: T, resource: ResourceName): T {
    const by = shift()
    const known = moved.get(object)
    if (known) return known as T
    const next = movedTimes(object, planFor(object.kind, resource), by) as T
    moved.set(object, next)
    return next
  }

  function answered(response: Response, resource: ResourceName): Response {
    const { body } = response
    if (isStatus(body)) return response
    if (!('items' in body)) return { ...response, body: outward(body, resource) }
    const items = body.items.map((item) => outward(item, resource))
    return { ...response, body: { ...body, items } }
  }

  return {
    get now() {
      return server.now + shift()
    },
    get aheadMs() {
      return shift()
    },
    ...(server.inside ? { inside: server.inside } : {}),
    handle: (request) => answered(server.handle(inward(request, -shift())), request.resource),
    watch: (request, sink) =>
      server.watch(request, (event) => {
        const { object } = event
        sink(isStatus(object) ? event : { ...event, object: outward(object, request.resource) })
      }),
  }
}

function inward(request: Request, by: number): Request {
  const { body, options, resource, subresource } = request
  if (typeof body !== 'object' || body === null) return request
  const plan = subresource && subresource !== 'status' ? undefined : planOf(resource)
  if (options?.patchType === 'json' && Array.isArray(body))
    return { ...request, body: body.map((step) => movedStep(step, plan, by)) }
  return { ...request, body: movedTimes(body, plan, by) }
}

/** A step of a JSON patch: its value lies at its path. */
function movedStep(step: unknown, plan: Plan | undefined, by: number): unknown {
  if (typeof step !== 'object' || step === null || !('path' in step && 'value' in step)) return step
  let at = plan
  for (const name of `${step.path}`.split('/').slice(1))
    at = typeof at === 'object' ? (at.fields?.get(name) ?? at.each) : undefined
  return { ...step, value: movedTimes(step.value, at, by) }
}

/** Where times lie in a value: it is one, or some of its fields or all of its items hold some. */
type Plan = 'time' | { readonly fields?: ReadonlyMap<string, Plan>; readonly each?: Plan }

const plans = new Map<StructSchema, Plan | undefined>()

function planFor(kind: string, resource: ResourceName): Plan | undefined {
  // A Scale has the metadata of the object that it is a view of, and no other time.
  const isOwn = !Object.hasOwn(resources, resource) || kind === resources[resource].kind
  return isOwn || !kind ? planOf(resource) : metadataOnly
}

function planOf(resource: ResourceName): Plan | undefined {
  if (Object.hasOwn(resources, resource)) return planOfStruct(resources[resource].schema)
  const { schema } = clientKinds[resource] ?? { schema: anyObject }
  return planOfStruct(schema)
}

/** Of a kind that somebody made: of its own fields nobody knows which are times. */
const anyObject: StructSchema = {
  name: 'AnyObject',
  fields: new Map([...schemaOf('ConfigMap').fields].filter(([name]) => name === 'metadata')),
}

function planOfStruct(schema: StructSchema): Plan | undefined {
  if (plans.has(schema)) return plans.get(schema)
  // A struct that holds itself holds no time there.
  plans.set(schema, undefined)
  const fields = new Map<string, Plan>()
  for (const { name, type } of schema.fields.values()) {
    const plan = name === 'managedFields' ? owners : planOfType(type)
    if (plan) fields.set(name, plan)
  }
  const plan = fields.size > 0 ? { fields } : undefined
  plans.set(schema, plan)
  return plan
}

function planOfType(type: FieldType): Plan | undefined {
  switch (type.is) {
    case 'time':
    case 'microTime':
      return 'time'
    case 'list':
    case 'map': {
      const each = planOfType(type.of)
      return each && { each }
    }
    case 'struct':
      return planOfStruct(type.struct)
    default:
      return undefined
  }
}

const owners: Plan = { each: { fields: new Map([['time', 'time']]) } }
const metadataOnly: Plan = {
  fields: new Map([['metadata', { fields: new Map([['creationTimestamp', 'time'] as const]) }]]),
}

/** What holds no time stays the same object. */
function movedTimes(value: unknown, plan: Plan | undefined, by: number): unknown {
  if (!plan || value === null || value === undefined) return value
  if (plan === 'time') return typeof value === 'string' ? movedTime(value, by) : value
  if (typeof value !== 'object') return value
  const { each, fields } = plan
  if (Array.isArray(value)) return each ? value.map((item) => movedTimes(item, each, by)) : value
  let next: Record<string, unknown> | undefined
  for (const [name, held] of Object.entries(value)) {
    const result = movedTimes(held, fields?.get(name) ?? each, by)
    if (result === held) continue
    next ??= { ...value }
    next[name] = result
  }
  return next ?? value
}

/** As long as it was: with microseconds or without. */
function movedTime(text: string, by: number): string {
  const [, second, fraction] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/.exec(text) ?? []
  const ms = Date.parse(`${second}Z`)
  if (Number.isNaN(ms)) return text
  return `${new Date(ms + by).toISOString().slice(0, 19)}${fraction ?? ''}Z`
}
