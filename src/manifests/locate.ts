/**
 * Field path → place in the text, for underlines: the value where there is one, otherwise the key
 * of the nearest parent that exists.
 *
 * Paths come as arrays or in the API server's spelling: `spec.template.spec.containers[0].image`,
 * `metadata.labels[app.kubernetes.io/name]`.
 */
import type { Place } from './compose.ts'
import type { Range } from './diagnostic.ts'
import { rangeOf, rangeOfLine, type SourceText } from './source-text.ts'

export type FieldPath = readonly (string | number)[]

export interface Located {
  readonly range: Range
  /** The part of the path that exists in the text. */
  readonly found: FieldPath
  /** Whether that part is the whole path. */
  readonly exact: boolean
  readonly place: Place
}

/** The least a text must offer for something to be located in it; `ManifestDocument` does. */
export interface Locatable {
  readonly source: SourceText
  readonly place: Place
}

export function locate(document: Locatable, path: FieldPath | string): Located {
  const wanted = typeof path === 'string' ? parseFieldPath(path) : path
  const found: (string | number)[] = []
  let { place } = document
  let rest = wanted
  while (rest.length > 0) {
    const step = nextStep(place, rest)
    if (!step) break
    found.push(step.name)
    place = step.place
    rest = rest.slice(step.length)
  }
  return { range: rangeOfPlace(document.source, place), found, exact: rest.length === 0, place }
}

/**
 * One step down. A key with dots in it may have been cut into several parts of the path: then the
 * longest that exists is meant, unless a shorter one can be followed further.
 */
function nextStep(
  place: Place,
  path: FieldPath,
): { name: string | number; place: Place; length: number } | undefined {
  let best: { name: string | number; place: Place; length: number } | undefined
  for (let length = 1; length <= path.length; length++) {
    const name = length === 1 ? path[0]! : path.slice(0, length).join('.')
    const child = place.children?.get(name) ?? place.children?.get(asOtherType(name))
    if (!child) continue
    best = { name, place: child, length }
    if (child.children && length < path.length) break
  }
  return best
}

/** `[0]` is an index of a list but may be a key of a mapping, and the reverse. */
function asOtherType(name: string | number): string | number {
  if (typeof name === 'number') return String(name)
  return /^\d+$/.test(name) ? Number(name) : name
}

/** A word or a bracket on one line is underlined itself; a block, or nothing, by its key. */
export function rangeOfPlace(source: SourceText, place: Place): Range {
  const value = rangeOf(source, place.start, place.end)
  const isBlock = place.children !== undefined && !/[[{]/.test(source.text.charAt(place.start))
  const isWord = place.start < place.end && value.startLine === value.endLine && !isBlock
  if (isWord) return value
  if (place.key) return rangeOf(source, place.key.start, place.key.end)
  return rangeOfLine(source, value.startLine)
}

/** `spec.containers[0].ports` → `['spec', 'containers', 0, 'ports']`. */
export function parseFieldPath(path: string): FieldPath {
  const parts: (string | number)[] = []
  for (const [, name, bracket] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (name !== undefined) parts.push(name)
    else parts.push(/^\d+$/.test(bracket!) ? Number(bracket) : unquoted(bracket!))
  }
  return parts
}

function unquoted(name: string): string {
  return /^(["']).*\1$/.test(name) ? name.slice(1, -1) : name
}

/** The API server's spelling of a path. */
export function formatFieldPath(path: FieldPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    if (/[.\s[\]]/.test(part)) return `${text}[${part}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}
