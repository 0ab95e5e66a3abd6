/**
 * What the API server says of a patch that makes of an object what is none of its kind: it shows
 * the patched object, or the patch itself as Go prints a map, and speaks of nobody by name.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go`,
 * `staging/src/k8s.io/apimachinery/pkg/runtime/converter.go` FromUnstructured
 */
import { invalidValue } from './field-error.ts'
import type { PatchType, Status } from './request.ts'
import type { FieldType, StructSchema } from './schema.ts'
import { invalid } from './status.ts'

type Json = Readonly<Record<string, unknown>>

/** @param problem what the decoder says of the patched object */
export function misfit(
  type: PatchType,
  schema: StructSchema,
  { patch, patched, problem }: { patch: unknown; patched: unknown; problem: string },
): Status {
  const isShown = type === 'strategic'
  const said = isShown ? (unfit(schema, patched) ?? ofItself(problem)) : problem
  const value = isShown ? goText(patch) : JSON.stringify(patched)
  return invalid('', '', '', [invalidValue('patch', value, said)])
}

/** The first field, in the order of the Go struct, whose value cannot be turned into its type. */
function unfit(schema: StructSchema, value: unknown): string | undefined {
  if (!isMap(value)) return `cannot restore struct from: ${goKind(value)}`
  for (const { name, type } of schema.fields.values()) {
    const problem = unfitFor(type, value[name])
    if (problem !== undefined) return problem
  }
  return undefined
}

function unfitFor(type: FieldType, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  switch (type.is) {
    case 'struct':
      return unfit(type.struct, value)
    case 'list':
      if (!Array.isArray(value)) return `cannot restore slice from ${goKind(value)}`
      return firstOf(value, type.of)
    case 'map':
      if (!isMap(value)) return `cannot restore map from ${goKind(value)}`
      return firstOf(Object.values(value), type.of)
    case 'string':
      if (typeof value === 'string') return undefined
      return typeof value === 'number'
        ? `cannot convert ${goKind(value)} to ${type.go}`
        : 'unrecognized type: string'
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'unrecognized type: bool'
    case 'int32':
    case 'int64':
      return typeof value === 'number' ? undefined : `unrecognized type: ${type.is}`
    case 'bytes':
      return typeof value === 'string' ? undefined : `cannot restore slice from ${goKind(value)}`
    default:
      return undefined
  }
}

/** What reads itself does not know where it stands. */
function ofItself(problem: string): string {
  return problem
    .replace(/struct field \S+/, 'value')
    .replace(/^(?=illegal base64)/, 'error decoding from json: ')
}

function firstOf(values: readonly unknown[], type: FieldType): string | undefined {
  for (const value of values) {
    const problem = unfitFor(type, value)
    if (problem !== undefined) return problem
  }
  return undefined
}

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'string' : 'map'
}

/** As Go prints it: `map[spec:map[replicas:x]]`, keys in order. */
function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (!isMap(value)) return String(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[${entries.map(([key, part]) => `${key}:${goText(part)}`).join(' ')}]`
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
