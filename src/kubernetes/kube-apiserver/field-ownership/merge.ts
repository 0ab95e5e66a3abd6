/**
 * A manifest laid over what there is, and parts taken out of it again.
 *
 * *Upstream:* `sigs.k8s.io/structured-merge-diff/v6/typed` (merge.go, remove.go),
 * `sigs.k8s.io/structured-merge-diff/v6/merge/update.go` prune
 */
import { fieldsNamed } from './compare.ts'
import { FieldSet } from './field-set.ts'
import {
  isFields,
  type Parts,
  partsOf,
  type Shape,
  shapeOf,
  shapeOfField,
  stepOf,
} from './shape.ts'

/** What both have, the manifest's word where they differ; `undefined` is nothing. */
export function merge(shape: Shape, live: unknown, manifest: unknown): unknown {
  if (manifest === undefined) return live
  if (live === undefined || live === null || shape.is === 'whole') return manifest
  if (shape.is === 'set' || shape.is === 'items') {
    if (!Array.isArray(live) || !Array.isArray(manifest)) return manifest ?? live
    return mergeItems(shape, live, manifest)
  }
  if (!isFields(live) || !isFields(manifest)) return manifest ?? live
  const result: Record<string, unknown> = { ...live }
  for (const [key, value] of Object.entries(manifest)) {
    const inner = shapeAt(shape, key)
    result[key] = inner ? merge(inner, live[key], value) : value
  }
  return result
}

function shapeAt(shape: Shape, key: string): Shape | undefined {
  if (shape.is === 'map') return shapeOf(shape.of)
  if (shape.is !== 'struct') return shape
  const field = shape.struct.fields.get(key)
  return field && shapeOfField(shape.struct, field)
}

/** The manifest's items in its order; those only the server knows stay before what they preceded. */
function mergeItems(
  shape: Shape,
  live: readonly unknown[],
  manifest: readonly unknown[],
): readonly unknown[] {
  const inner: Shape = shape.is === 'items' ? shapeOf(shape.of) : { is: 'any' }
  const steps = manifest.map((item) => stepOf(shape, item))
  const wanted = new Set(steps)
  const known = new Map(live.map((item) => [stepOf(shape, item), item]))
  const result: unknown[] = []
  let at = 0
  manifest.forEach((item, index) => {
    const nextShared = steps.find((step, position) => position >= index && known.has(step))
    for (; at < live.length; at++) {
      const step = stepOf(shape, live[at])
      if (step === nextShared) break
      if (!wanted.has(step)) result.push(live[at])
    }
    const step = steps[index] as string
    if (step === nextShared && at < live.length) at++
    result.push(merge(inner, known.get(step), item))
  })
  return [...result, ...live.slice(at).filter((item) => !wanted.has(stepOf(shape, item)))]
}

/** The value without the parts on these paths; undefined where nothing is left. */
export function remove(shape: Shape, value: unknown, paths: FieldSet): unknown {
  if (paths.children.size === 0) return value
  const parts = partsOf(shape, value)
  if (!parts) return value
  if (shape.is === 'set' || shape.is === 'items')
    return nonEmpty(
      (value as readonly unknown[]).flatMap((item) => {
        const step = stepOf(shape, item)
        const gone = paths.children.get(step)
        if (!gone) return [item]
        if (gone.own) return []
        return [remove((parts.get(step) as { shape: Shape }).shape, item, gone)]
      }),
    )
  const kept: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value as object)) {
    const gone = paths.children.get(`f:${key}`)
    if (gone?.own) continue
    const part = parts.get(`f:${key}`)
    const left = gone && part ? remove(part.shape, inner, gone) : inner
    if (left !== undefined) kept[key] = left
  }
  return nonEmpty(kept)
}

function nonEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value
}

/**
 * What is left when someone who applied `last` now applies less: what they named, name no more, and
 * nobody else owns, goes.
 *
 * @param owned what all managers own from now on
 */
export function prune(shape: Shape, merged: unknown, last: FieldSet, owned: FieldSet): unknown {
  const before = withFields(fieldsNamed(shape, merged), shape, merged)
  const lastSet = withFields(last, shape, merged)
  const ownedSet = withFields(owned, shape, merged)
  const setOfRest = (value: unknown) =>
    value === undefined ? new FieldSet() : withFields(fieldsNamed(shape, value), shape, value)
  const bare = setOfRest(remove(shape, merged, lastSet))
  const rest = remove(shape, merged, before.without(bare.and(ownedSet)))
  // What fell out with its surroundings and was never theirs comes back.
  const lost = before.without(setOfRest(rest)).within(lastSet)
  return remove(shape, merged, lost)
}

/** With the fields of structs that lead to the paths, so that they can be told to be empty. */
function withFields(set: FieldSet, shape: Shape, value: unknown): FieldSet {
  const result = new FieldSet()
  result.own = set.own
  const parts: Parts | undefined = partsOf(shape, value)
  for (const [step, child] of set.children) {
    const part = parts?.get(step)
    const next = withFields(child, part?.shape ?? { is: 'any' }, part?.value)
    if (shape.is === 'struct' && step.startsWith('f:')) next.own = true
    result.children.set(step, next)
  }
  return result
}
