/**
 * How a value is cut into parts that can have owners of their own: field by field, key by key, item
 * by item, or not at all.
 *
 * It follows from the table of fields: a list that patches merge by a key is merged by that key here
 * too. Where server-side apply sees it otherwise, this file says so.
 *
 * *Upstream:* `listType`, `listMapKey`, `mapType` and `structType` in the `types.go` of each group,
 * gathered in `staging/src/k8s.io/client-go/applyconfigurations/internal/internal.go`
 */
import type { Field, FieldType, StructSchema } from '../schema.ts'

export type Shape =
  | { readonly is: 'struct'; readonly struct: StructSchema }
  | { readonly is: 'map'; readonly of: FieldType }
  /** A list whose items are told apart by keys. */
  | { readonly is: 'items'; readonly keys: readonly string[]; readonly of: FieldType }
  /** A list of values, each there once. */
  | { readonly is: 'set' }
  /** Nothing is known of it: objects are maps, everything else is whole. */
  | { readonly is: 'any' }
  /** One thing: a scalar, or what is only ever replaced together. */
  | { readonly is: 'whole'; readonly type: FieldType }

const wholeStructs: ReadonlySet<string> = new Set([
  'ConfigMapKeySelector',
  'EndpointPort',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ObjectReference',
  'OwnerReference',
  'ResourceFieldSelector',
  'SecretKeySelector',
])

/** By struct and field: `whole`, `set`, or the keys. */
const exceptions: Readonly<Record<string, string>> = {
  'Container.ports': 'containerPort,protocol',
  'Endpoint.addresses': 'set',
  'JobStatus.conditions': 'whole',
  'PodFailurePolicyOnExitCodesRequirement.values': 'set',
  'PodSpec.nodeSelector': 'whole',
  'PodSpec.topologySpreadConstraints': 'topologyKey,whenUnsatisfiable',
  'PodStatus.hostIPs': 'whole',
  'ServiceSpec.ports': 'port,protocol',
  'ServiceSpec.selector': 'whole',
  'UncountedTerminatedPods.failed': 'set',
  'UncountedTerminatedPods.succeeded': 'set',
}

/** What a key of an item is where the item does not say. */
const keyDefaults: Readonly<Record<string, unknown>> = { protocol: 'TCP' }

export function shapeOfField(struct: StructSchema, field: Field): Shape {
  const { type, mergeKey } = field
  const exception = exceptions[`${struct.name}.${field.name}`]
  if (exception === 'whole') return { is: 'whole', type }
  if (type.is !== 'list') return shapeOf(type)
  if (exception === 'set' || mergeKey === '') return { is: 'set' }
  const keys = exception?.split(',') ?? (mergeKey === undefined ? undefined : [mergeKey])
  return keys ? { is: 'items', keys, of: type.of } : { is: 'whole', type }
}

/** The shape of what lies in a map or list, where no field says more. */
export function shapeOf(type: FieldType): Shape {
  switch (type.is) {
    case 'struct':
      return wholeStructs.has(type.struct.name)
        ? { is: 'whole', type }
        : { is: 'struct', struct: type.struct }
    case 'map':
      return { is: 'map', of: type.of }
    case 'any':
      return { is: 'any' }
    default:
      return { is: 'whole', type }
  }
}

export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is in a value, by the step that leads there; none where it is whole. */
export type Parts = ReadonlyMap<string, { readonly shape: Shape; readonly value: unknown }>

/** Undefined where the value has no parts that could have owners of their own. */
export function partsOf(shape: Shape, value: unknown): Parts | undefined {
  const parts = new Map<string, { shape: Shape; value: unknown }>()
  if (shape.is === 'whole') return undefined
  if (shape.is === 'any' && value !== undefined && !isFields(value)) return undefined
  if (shape.is === 'set' || shape.is === 'items') {
    if (!Array.isArray(value)) return parts
    for (const item of value) {
      const inner = shape.is === 'set' ? scalar : shapeOf(shape.of)
      const step = stepOf(shape, item)
      if (!parts.has(step)) parts.set(step, { shape: inner, value: item })
    }
    return parts
  }
  if (!isFields(value)) return parts
  if (shape.is === 'struct') {
    for (const field of shape.struct.fields.values()) {
      const part = written(field, value[field.name])
      if (part !== undefined)
        parts.set(`f:${field.name}`, { shape: shapeOfField(shape.struct, field), value: part })
    }
    return parts
  }
  const inner: Shape = shape.is === 'map' ? shapeOf(shape.of) : shape
  for (const [key, part] of Object.entries(value))
    if (part !== undefined) parts.set(`f:${key}`, { shape: inner, value: part })
  return parts
}

const scalar: Shape = { is: 'whole', type: { is: 'string', go: 'string' } }

/** The step to an item of a list, by its keys or by itself. */
export function stepOf(shape: Shape, item: unknown): string {
  if (shape.is !== 'items') return `v:${JSON.stringify(item)}`
  const keys = [...shape.keys].sort().map((key) => {
    const value = isFields(item) ? item[key] : undefined
    return [key, value ?? keyDefaults[key] ?? null] as const
  })
  return `k:${JSON.stringify(Object.fromEntries(keys))}`
}

export function hasDefault(key: string): boolean {
  return Object.hasOwn(keyDefaults, key)
}

/** A field as the Go struct would write it: always, or only when it is not empty. */
function written({ name, type, pointer, always }: Field, value: unknown): unknown {
  if (pointer) return value
  // A time that is not set is written as null, but for the one that every object has.
  const isTime = type.is === 'time' || type.is === 'microTime'
  if (isTime && name !== 'creationTimestamp') return value ?? null
  if (type.is === 'struct') return value ?? {}
  if (!always) return isEmpty(value) ? undefined : value
  if (value !== undefined) return value
  if (type.is === 'string' || type.is === 'quantity') return ''
  if (type.is === 'bool') return false
  return type.is === 'int32' || type.is === 'int64' || type.is === 'intOrString' ? 0 : null
}

function isEmpty(value: unknown): boolean {
  if (value === '' || value === 0 || value === false || value === null) return true
  if (typeof value !== 'object') return false
  return Array.isArray(value) ? value.length === 0 : Object.keys(value as object).length === 0
}
