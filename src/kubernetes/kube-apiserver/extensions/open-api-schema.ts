/**
 * The schema that a CustomResourceDefinition brings along: what an object of it may hold, what is
 * filled in, what is wrong with one.
 *
 * *Upstream:* `staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema` (pruning, defaulting),
 * `k8s.io/kube-openapi/pkg/validation/validate`
 * *Leaves out:* rules in CEL, `oneOf` and its like, and formats: they are kept and not judged.
 */
import {
  type FieldError,
  invalidValue,
  notSupported,
  required,
  tooLong,
  tooMany,
} from '../field-error.ts'
import { type Field, type FieldType, type StructSchema, schemaOf } from '../schema.ts'

type Json = Readonly<Record<string, unknown>>

export interface OpenApiSchema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, OpenApiSchema>>
  readonly additionalProperties?: OpenApiSchema | boolean
  readonly items?: OpenApiSchema
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly nullable?: boolean
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: boolean
  readonly exclusiveMaximum?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-embedded-resource'?: boolean
  readonly 'x-kubernetes-list-type'?: string
  readonly 'x-kubernetes-list-map-keys'?: readonly string[]
}

/** Every object has them, whatever its schema says. */
const everywhere = ['apiVersion', 'kind', 'metadata']

/** The value without what its schema does not know; `unknown` is told the paths of that. */
export function pruned(
  schema: OpenApiSchema,
  value: unknown,
  unknown: string[],
  path = '',
): unknown {
  const { properties = {}, additionalProperties, items } = schema
  if (Array.isArray(value))
    return items
      ? value.map((item, index) => pruned(items, item, unknown, `${path}[${index}]`))
      : value
  if (!isObject(value)) return value
  const keepsAll = schema['x-kubernetes-preserve-unknown-fields'] === true
  const isWhole = path === '' || schema['x-kubernetes-embedded-resource'] === true
  const kept: [string, unknown][] = []
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined
    const other = typeof additionalProperties === 'object' ? additionalProperties : undefined
    if (isWhole && everywhere.includes(key)) kept.push([key, inner])
    else if (own ?? other)
      kept.push([key, pruned((own ?? other) as OpenApiSchema, inner, unknown, at)])
    else if (keepsAll || additionalProperties === true) kept.push([key, inner])
    else unknown.push(at)
  }
  return Object.fromEntries(kept)
}

/** With what was left open and has a default. */
export function withDefaults(schema: OpenApiSchema, value: unknown): unknown {
  const { properties = {}, additionalProperties, items } = schema
  if (Array.isArray(value)) return items ? value.map((item) => withDefaults(items, item)) : value
  if (!isObject(value)) return value
  const filled = new Map(Object.entries(value))
  for (const [key, inner] of Object.entries(properties)) {
    const given = filled.get(key)
    const isOpen = given === undefined || (given === null && inner.nullable !== true)
    if (isOpen && inner.default !== undefined) filled.set(key, inner.default)
    const now = filled.get(key)
    if (now !== undefined) filled.set(key, withDefaults(inner, now))
  }
  if (typeof additionalProperties === 'object')
    for (const [key, inner] of filled)
      if (!Object.hasOwn(properties, key))
        filled.set(key, withDefaults(additionalProperties, inner))
  return Object.fromEntries(filled)
}

/** What is wrong with a value, in the order of its fields. */
export function problemsOf(schema: OpenApiSchema, value: unknown, path = ''): FieldError[] {
  if (value === null && (schema.nullable || path === '')) return []
  const wrongType = typeProblem(schema, value, path)
  if (wrongType) return [wrongType]
  return [...limitProblems(schema, value, path), ...innerProblems(schema, value, path)]
}

function typeProblem(schema: OpenApiSchema, value: unknown, path: string): FieldError | undefined {
  const actual = typeNameOf(value)
  if (schema['x-kubernetes-int-or-string'])
    return actual === 'integer' || actual === 'string'
      ? undefined
      : invalidValue(path, actual, `${path} in body must be of type integer,string: "${actual}"`)
  const { type } = schema
  if (!type || type === actual || (type === 'number' && actual === 'integer')) return undefined
  return invalidValue(path, actual, `${path} in body must be of type ${type}: "${actual}"`)
}

function limitProblems(schema: OpenApiSchema, value: unknown, path: string): FieldError[] {
  const found: FieldError[] = []
  const say = (text: string) => found.push(invalidValue(path, value, `${path} in body ${text}`))
  if (schema.enum && !schema.enum.some((one) => JSON.stringify(one) === JSON.stringify(value)))
    found.push(notSupported(path, value, schema.enum.map(String)))
  if (typeof value === 'string') {
    const { minLength, maxLength, pattern } = schema
    if (maxLength !== undefined && [...value].length > maxLength)
      found.push(tooLong(path, maxLength))
    if (minLength !== undefined && [...value].length < minLength)
      say(`should be at least ${minLength} chars long`)
    if (pattern !== undefined && !matches(pattern, value)) say(`should match '${pattern}'`)
  }
  if (typeof value === 'number') {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema
    if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum))
      say(`should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`)
    if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum))
      say(`should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`)
  }
  return found
}

function innerProblems(schema: OpenApiSchema, value: unknown, path: string): FieldError[] {
  const { properties = {}, additionalProperties, items, minItems, maxItems } = schema
  if (Array.isArray(value)) {
    const { length } = value
    const found = items
      ? value.flatMap((item, index) => problemsOf(items, item, `${path}[${index}]`))
      : []
    if (maxItems !== undefined && length > maxItems) found.push(tooMany(path, length, maxItems))
    if (minItems !== undefined && length < minItems)
      found.push(
        invalidValue(path, length, `${path} in body should have at least ${minItems} items`),
      )
    return found
  }
  if (!isObject(value)) return []
  const found = (schema.required ?? [])
    .filter((key) => value[key] === undefined)
    .map((key) => required(path ? `${path}.${key}` : key))
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key
    if (path === '' && everywhere.includes(key)) continue
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined
    const of = own ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
    if (of) found.push(...problemsOf(of, inner, at))
  }
  return found
}

/** The same fields as the structs of other kinds, for who explains, merges and tells owners. */
export function structOf(name: string, schema: OpenApiSchema): StructSchema {
  const fields = new Map<string, Field>()
  const add = (field: string, type: FieldType, of: OpenApiSchema = {}) => {
    const listType = of['x-kubernetes-list-type']
    const [key] = of['x-kubernetes-list-map-keys'] ?? []
    const merge = listType === 'map' ? key : listType === 'set' ? '' : undefined
    const mergeKey = merge === undefined ? {} : { mergeKey: merge }
    fields.set(field, {
      name: field,
      type,
      always: false,
      pointer: true,
      retainKeys: false,
      ...mergeKey,
    })
  }
  for (const field of ['kind', 'apiVersion']) add(field, { is: 'string', go: 'string' })
  const struct = schemaOf('ObjectMeta')
  add('metadata', { is: 'struct', go: 'v1.ObjectMeta', struct })
  for (const [field, of] of Object.entries(schema.properties ?? {}))
    if (!everywhere.includes(field)) add(field, typeOf(`${name}.${field}`, of), of)
  return { name, fields }
}

function typeOf(name: string, schema: OpenApiSchema): FieldType {
  const { type, properties, additionalProperties, items } = schema
  if (type === 'array' && items) {
    const of = typeOf(name, items)
    return { is: 'list', go: `[]${of.go}`, of }
  }
  if (type === 'object' && properties && !schema['x-kubernetes-preserve-unknown-fields']) {
    const inner = structOf(name, schema)
    const own = new Map([...inner.fields].filter(([key]) => Object.hasOwn(properties, key)))
    return { is: 'struct', go: name, struct: { name, fields: own } }
  }
  if (type === 'object' && typeof additionalProperties === 'object') {
    const of = typeOf(name, additionalProperties)
    return { is: 'map', go: `map[string]${of.go}`, of }
  }
  if (schema['x-kubernetes-int-or-string']) return { is: 'intOrString', go: 'intstr.IntOrString' }
  if (type === 'boolean') return { is: 'bool', go: 'bool' }
  if (type === 'integer') return { is: 'int64', go: 'int64' }
  return type === 'string' ? { is: 'string', go: 'string' } : { is: 'any', go: 'interface {}' }
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    // Written for another engine: what cannot be read here refuses nobody.
    return true
  }
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
