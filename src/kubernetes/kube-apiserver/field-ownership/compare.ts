/**
 * What a write changed, and what an applied manifest speaks of, as sets of paths.
 *
 * *Upstream:* `sigs.k8s.io/structured-merge-diff/v6/typed` (compare.go, tofieldset.go)
 */
import { isEqual } from '../../api/equality.ts'
import { FieldSet, type Path } from './field-set.ts'
import { isFields, type Parts, partsOf, type Shape } from './shape.ts'

export interface Difference {
  /** Added, or given another value. */
  readonly changed: FieldSet
  readonly removed: FieldSet
}

export function compare(shape: Shape, before: unknown, after: unknown): Difference {
  const difference = { changed: new FieldSet(), removed: new FieldSet() }
  visit(difference, shape, before, after, [])
  return difference
}

function visit(
  difference: Difference,
  shape: Shape,
  before: unknown,
  after: unknown,
  path: Path,
): void {
  if (before === after) return
  const left = partsOf(shape, before)
  const right = partsOf(shape, after)
  const hasParts = left && right && (left.size > 0 || right.size > 0)
  if (hasParts)
    for (const step of new Set([...left.keys(), ...right.keys()])) {
      const { shape: inner } = (right.get(step) ?? left.get(step)) as { shape: Shape }
      const next = [...path, step]
      visit(difference, inner, left.get(step)?.value, right.get(step)?.value, next)
    }
  if (before === undefined) difference.changed.add(path)
  else if (after === undefined) difference.removed.add(path)
  else if (!hasParts && !isEqual(before, after)) difference.changed.add(path)
}

/** The paths that a manifest names: what who applies it will own. */
export function fieldsNamed(shape: Shape, manifest: unknown): FieldSet {
  const set = new FieldSet()
  name(set, shape, manifest, [])
  return set
}

function name(set: FieldSet, shape: Shape, value: unknown, path: Path): void {
  const parts = namedParts(shape, value)
  if (!parts) {
    set.add(path)
    return
  }
  for (const [step, part] of parts) {
    const next = [...path, step]
    name(set, part.shape, part.value, next)
    const isItem = !step.startsWith('f:')
    const isBare = isFields(part.value) && Object.keys(part.value).length === 0
    // A key of a map is the reader's own word; a field of a struct is there anyway.
    const isKey = shape.is === 'map' || shape.is === 'any'
    if (isItem || isBare || isKey || part.value === null) set.add(next)
  }
}

/** Only what is written: a manifest has none of the empty fields that a Go struct writes. */
function namedParts(shape: Shape, value: unknown): Parts | undefined {
  const parts = partsOf(shape, value)
  if (!parts || shape.is !== 'struct' || !isFields(value)) return parts
  const given = new Map(parts)
  for (const [step] of parts) if (!Object.hasOwn(value, step.slice(2))) given.delete(step)
  for (const [key, one] of Object.entries(value)) {
    if (given.has(`f:${key}`) || !shape.struct.fields.has(key)) continue
    // Written although empty.
    given.set(`f:${key}`, { shape: { is: 'any' }, value: one })
  }
  return given
}
