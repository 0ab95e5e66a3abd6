/**
 * JSON Patch: a list of operations on places of a document.
 *
 * As the library that upstream uses has it, and in its words: `replace` of a missing key adds it,
 * `copy` of one gives null, and an index below zero counts from the end.
 *
 * *Upstream:* RFC 6902, RFC 6901, `gopkg.in/evanphx/json-patch.v4`
 */
import { isEqual } from '../api/equality.ts'

export type JsonPatched = { readonly result: unknown } | { readonly error: string }

interface Operation {
  readonly op?: string
  readonly path?: string
  readonly from?: string
  readonly value?: unknown
}

/** An operation that does not fit the document; caught in `jsonPatch`. */
class Misfit extends Error {}

type Container = unknown[] | Record<string, unknown>

/** Where a path leads: a key of a container, which need not be there. */
interface Place {
  readonly container: Container
  readonly key: string
}

export function jsonPatch(document: unknown, patch: readonly unknown[]): JsonPatched {
  try {
    let result = copyOf(document)
    for (const operation of patch) result = apply(result, operation ?? {})
    return { result }
  } catch (error) {
    if (error instanceof Misfit) return { error: error.message }
    throw error
  }
}

function apply(document: unknown, operation: Operation): unknown {
  const { op, path, from } = operation
  const value = copyOf(operation.value ?? null)
  switch (op) {
    case 'add': {
      const at = place(document, path ?? fail('add operation failed to decode path'))
      if (!at) fail(`add operation does not apply: doc is missing path: "${path}"`)
      within(`error in add for path: '${path}'`, () => add(at, value))
      return document
    }
    case 'remove': {
      const at = place(document, path ?? fail('remove operation failed to decode path'))
      if (!at) fail(`remove operation does not apply: doc is missing path: "${path}"`)
      within(`error in remove for path: '${path}'`, () => remove(at))
      return document
    }
    case 'replace':
      return replace(document, path ?? fail(withoutPath(op)), value)
    case 'test':
      test(document, path ?? fail(withoutPath(op)), value)
      return document
    case 'move':
    case 'copy':
      transfer(document, op, from, path)
      return document
    default:
      throw new Misfit(`Unexpected kind: ${op ?? 'unknown'}`)
  }
}

function replace(document: unknown, path: string, value: unknown): unknown {
  if (path === '') return value
  const at = place(document, path)
  if (!at) fail(`replace operation does not apply: doc is missing path: ${path}`)
  const { container, key } = at
  if (!Array.isArray(container)) container[key] = value
  else {
    const index = indexIn(container, key)
    if (index === undefined) fail(`replace operation does not apply: doc is missing key: ${path}`)
    container[index] = value
  }
  return document
}

function test(document: unknown, path: string, value: unknown): void {
  if (path === '' && isEqual(document, value)) return
  const at = path === '' ? undefined : place(document, path)
  if (!at && path !== '') fail(`test operation does not apply: is missing path: ${path}`)
  const actual = at ? within(`error in test for path: '${path}'`, () => get(at)) : document
  if (!isEqual(actual, value)) throw new Misfit(`testing value ${path} failed: test failed`)
}

function transfer(
  document: unknown,
  op: 'move' | 'copy',
  from: string | undefined,
  path: string | undefined,
): void {
  if (from === undefined)
    fail(`${op} operation failed to decode from: operation, missing from field`)
  const source = place(document, from)
  if (!source) fail(`${op} operation does not apply: doc is missing from path: ${from}`)
  const value = within(
    op === 'move' ? `error in move for path: '${source.key}'` : `error in copy for from: '${from}'`,
    () => {
      const found = get(source)
      if (op === 'move') remove(source)
      return found
    },
  )
  if (path === undefined)
    fail(op === 'copy' ? 'copy operation failed to decode path' : withoutPath(op))
  const at = place(document, path)
  if (!at) fail(`${op} operation does not apply: doc is missing destination path: ${path}`)
  const doing =
    op === 'move' ? `error in move for path: '${path}'` : 'error while adding value during copy'
  within(doing, () => add(at, copyOf(value)))
}

/** The container a path ends in; none where the way to it is missing. */
function place(document: unknown, path: string): Place | undefined {
  const tokens = path.split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (tokens.length < 2) return undefined
  let container = document as Container
  for (const token of tokens.slice(1, -1)) {
    const next = Array.isArray(container)
      ? container[indexIn(container, token) ?? -1]
      : Object.hasOwn(container, token) && container[token]
    if (typeof next !== 'object' || next === null) return undefined
    container = next as Container
  }
  return { container, key: tokens.at(-1) ?? '' }
}

function get({ container, key }: Place): unknown {
  if (Array.isArray(container)) return container[indexIn(container, key) ?? outside(key)]
  return Object.hasOwn(container, key) ? container[key] : null
}

function add({ container, key }: Place, value: unknown): void {
  if (!Array.isArray(container)) container[key] = value
  else if (key === '-') container.push(value)
  else if (!isIndex(key))
    throw new Misfit(`value was not a proper array index: '${key}': ${atoi(key)}`)
  else {
    const index = Number(key)
    const end = container.length
    if (index > end || index < -end - 1) outside(key)
    container.splice(index < 0 ? index + end + 1 : index, 0, value)
  }
}

function remove({ container, key }: Place): void {
  if (Array.isArray(container)) container.splice(indexIn(container, key) ?? outside(key), 1)
  else if (Object.hasOwn(container, key)) delete container[key]
  else fail(`Unable to remove nonexistent key: ${key}`)
}

/** The index of an element that is there. */
function indexIn(list: readonly unknown[], key: string): number | undefined {
  if (!isIndex(key)) return undefined
  const index = Number(key)
  const counted = index < 0 ? index + list.length : index
  return counted >= 0 && counted < list.length ? counted : undefined
}

function isIndex(key: string): boolean {
  return /^[+-]?\d{1,15}$/.test(key)
}

function outside(key: string): never {
  if (!isIndex(key)) throw new Misfit(atoi(key))
  throw new Misfit(`Unable to access invalid index: ${Number(key)}: invalid index referenced`)
}

/** What Go says of a text that is no number. */
function atoi(key: string): string {
  return `strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`
}

function withoutPath(op: string): string {
  return `${op} operation failed to decode path: operation missing path field`
}

function fail(text: string): never {
  throw new Misfit(`${text}: missing value`)
}

/** What goes wrong in there is told with where it did. */
function within<T>(place: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (error instanceof Misfit) throw new Misfit(`${place}: ${error.message}`)
    throw error
  }
}

/** A copy that shares nothing: operations change it in place. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)]))
}
