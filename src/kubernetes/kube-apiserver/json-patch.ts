import { isEqual } from '../api/equality.ts'
/**
 * JSON Patch: a list of operations on places of a document.
 *
 * *Upstream:* RFC 6902, RFC 6901, `gopkg.in/evanphx/json-patch.v4`
 */

export type JsonPatched = { readonly result: unknown } | { readonly error: string }

interface Operation {
  readonly op?: string
  readonly path?: string
  readonly from?: string
  readonly value?: unknown
}

/** An operation that does not fit the document; caught in `jsonPatch`. */
class Misfit extends Error {}

export function jsonPatch(document: unknown, patch: unknown): JsonPatched {
  if (!Array.isArray(patch)) return { error: 'a JSON Patch is a list of operations' }
  try {
    let result = document
    for (const operation of patch) result = apply(result, operation ?? {})
    return { result }
  } catch (error) {
    if (error instanceof Misfit) return { error: error.message }
    throw error
  }
}

function apply(document: unknown, { op, path, from, value }: Operation): unknown {
  if (typeof path !== 'string') throw new Misfit('operation is missing its path')
  const at = pointer(path)
  const source = () => {
    if (typeof from !== 'string') throw new Misfit(`${op} operation is missing from`)
    return pointer(from)
  }
  switch (op) {
    case 'add':
      return edited(document, at, { type: 'add', value })
    case 'remove':
      return edited(document, at, { type: 'remove' })
    case 'replace':
      return edited(document, at, { type: 'replace', value })
    case 'copy':
      return edited(document, at, { type: 'add', value: read(document, source()) })
    case 'move': {
      const moved = read(document, source())
      return edited(edited(document, source(), { type: 'remove' }), at, {
        type: 'add',
        value: moved,
      })
    }
    case 'test': {
      const actual = find(document, at)
      if (isEqual(actual, value) || (actual === undefined && value === null)) return document
      throw new Misfit(`testing value ${path} failed: test failed`)
    }
    default:
      throw new Misfit(`Unexpected kind: ${String(op)}`)
  }
}

function pointer(path: string): readonly string[] {
  if (path === '') return []
  if (!path.startsWith('/')) throw new Misfit(`${path} is no path: it does not begin with /`)
  return path
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

type Edit =
  | { readonly type: 'add' | 'replace'; readonly value: unknown }
  | { readonly type: 'remove' }

/** A copy of the document with one place changed; everything beside the way to it is shared. */
function edited(document: unknown, path: readonly string[], edit: Edit): unknown {
  const [token, ...rest] = path
  if (token === undefined) return edit.type === 'remove' ? null : edit.value
  if (rest.length > 0) {
    const child = edited(find(document, [token]) ?? missing(token), rest, edit)
    return placed(document, token, { type: 'replace', value: child })
  }
  return placed(document, token, edit)
}

function placed(parent: unknown, token: string, edit: Edit): unknown {
  if (Array.isArray(parent)) {
    const isEnd = token === '-' && edit.type === 'add'
    const index = isEnd ? parent.length : indexOf(token)
    if (index > parent.length || (index === parent.length && edit.type !== 'add')) missing(token)
    const removed = edit.type === 'add' ? 0 : 1
    return parent.toSpliced(index, removed, ...(edit.type === 'remove' ? [] : [edit.value]))
  }
  if (typeof parent !== 'object' || parent === null) return missing(token)
  const object = parent as Readonly<Record<string, unknown>>
  if (edit.type !== 'add' && !Object.hasOwn(object, token)) missing(token)
  const others = Object.entries(object).filter(([key]) => key !== token || edit.type !== 'remove')
  return edit.type === 'remove'
    ? Object.fromEntries(others)
    : Object.fromEntries([...others, [token, edit.value]])
}

function find(document: unknown, path: readonly string[]): unknown {
  let value = document
  for (const token of path) {
    if (Array.isArray(value)) value = value[indexOf(token)]
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, token))
      value = (value as Readonly<Record<string, unknown>>)[token]
    else return undefined
  }
  return value
}

function read(document: unknown, path: readonly string[]): unknown {
  return find(document, path) ?? missing(path.join('/'))
}

function indexOf(token: string): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(token)) missing(token)
  return Number(token)
}

function missing(token: string): never {
  throw new Misfit(`nothing stands at ${token}`)
}
