/**
 * The functions of Go's templates, and those that kubectl adds.
 *
 * *Upstream:* Go's `text/template/funcs.go`; `cli-runtime/pkg/printers/template.go` exists, base64decode
 */
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { Failure } from '../failure.ts'
import { inOrder } from './in-order.ts'

/** @throws {Failure} for a function that is not there */
export function callFunction(name: string, values: readonly unknown[]): unknown {
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (!run) throw new Failure(`function ${JSON.stringify(name)} not defined`)
  return run(values)
}

const functions: Readonly<Record<string, (values: readonly unknown[]) => unknown>> = {
  and: (values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (values) => values.find(isTrue) ?? values.at(-1),
  not: ([value]) => !isTrue(value),
  eq: ([first, ...rest]) => rest.some((value) => value === first),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  len: ([value]) =>
    Array.isArray(value) || typeof value === 'string'
      ? value.length
      : isJson(value)
        ? Object.keys(value).length
        : 0,
  index: ([value, ...keys]) => keys.reduce(indexed, value),
  slice: ([value, from = 0, to]) =>
    Array.isArray(value) || typeof value === 'string'
      ? value.slice(Number(from), to === undefined ? undefined : Number(to))
      : value,
  print: (values) => values.map(shownValue).join(''),
  println: (values) => `${values.map(shownValue).join(' ')}\n`,
  printf: ([format, ...values]) => formatted(shownValue(format), values),
  html: (values) =>
    values
      .map(shownValue)
      .join('')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&#34;')
      .replace(/'/g, '&#39;'),
  urlquery: (values) => encodeURIComponent(values.map(shownValue).join('')),
  exists: ([value, ...keys]) => keys.reduce(indexed, value) !== undefined,
  base64decode: ([text]) => decoded(shownValue(text)),
}

function decoded(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return new TextDecoder().decode(bytes)
}

function indexed(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    const place = Number(key)
    if (place >= value.length || place < 0)
      throw new Failure(`error calling index: reflect: slice index out of range`)
    return value[place]
  }
  return isJson(value) ? value[String(key)] : undefined
}

function order(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  throw new Failure('error calling lt: incompatible types for comparison')
}

/** Empty texts, lists, maps, zero and nothing are false. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (isJson(value)) return Object.keys(value).length > 0
  return Boolean(value)
}

function formatted(format: string, values: readonly unknown[]): string {
  let next = 0
  return format.replace(/%(-?\d*)([sdvqt%])/g, (_, width: string, verb: string) => {
    if (verb === '%') return '%'
    const text = shownValue(values[next++])
    const own = verb === 'q' ? JSON.stringify(text) : text
    return width.startsWith('-') ? own.padEnd(Number(width.slice(1))) : own.padStart(Number(width))
  })
}

/** As Go prints a value: `map[a:b]`, `[1 2]`, `<no value>`. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return '<no value>'
  if (Array.isArray(value)) return `[${value.map(shownValue).join(' ')}]`
  if (!isJson(value)) return String(value)
  const entries = Object.entries(inOrder(value) as object)
  return `map[${entries.map(([key, inner]) => `${key}:${shownValue(inner)}`).join(' ')}]`
}
