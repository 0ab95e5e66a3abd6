/** Which keys are meant: all that begin with a text, or those from one up to another. */
export type Keys = string | { readonly from: string; readonly to: string }

export interface Span {
  readonly from: string
  /** Without this one; nothing where there is no end. */
  readonly to: string | undefined
}

export function oneKey(key: string): Keys {
  return { from: key, to: `${key}\0` }
}

export function spanOf(keys: Keys): Span {
  // etcd's own way to say "to the end" is a zero byte.
  if (typeof keys !== 'string')
    return { from: keys.from, to: keys.to === '\0' ? undefined : keys.to }
  return { from: keys, to: endOf(keys) }
}

export function isOneKey({ from, to }: Span): boolean {
  return to?.length === from.length + 1 && to.endsWith('\0') && to.startsWith(from)
}

export function contains({ from, to }: Span, key: string): boolean {
  return key >= from && (to === undefined || key < to)
}

/** The first key after all that begin with the prefix. */
function endOf(prefix: string): string | undefined {
  const last = prefix.length - 1
  return last < 0
    ? undefined
    : prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1)
}

/** The first part of a key after `/registry/`, which names the resource. */
export function bucketOf(key: string): string {
  const start = key.indexOf('/', 1) + 1
  const end = key.indexOf('/', start)
  return key.slice(start, end < 0 ? undefined : end)
}

/** The one bucket that all of the span lies in, if it is one. */
export function bucketOfSpan({ from, to }: Span): string | undefined {
  const start = from.indexOf('/', 1) + 1
  const slash = from.indexOf('/', start)
  if (start === 0 || slash < 0 || to === undefined) return undefined
  const end = endOf(from.slice(0, slash + 1))
  return end !== undefined && to <= end ? from.slice(start, slash) : undefined
}
