/**
 * What `kubectl apply` asks the server to change: delete what the last manifest had and this one
 * lacks, set what this one has and the live object differs in, leave everything else alone.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go`
 * CreateThreeWayMergePatch, diffMaps, diffLists
 * *Leaves out:* the refusal to overwrite other people's changes (`--overwrite=false`).
 */
import { isEqual } from '../kubernetes/api/equality.ts'
import type { Field, StructSchema } from '../kubernetes/kube-apiserver/schema.ts'
import { isJson, type Json, structOf } from '../kubernetes/kube-apiserver/strategic-merge.ts'

/** Which half of a difference is wanted. */
type Half = 'changes' | 'deletions'

export function threeWayPatch(
  schema: StructSchema,
  lastApplied: Json,
  manifest: Json,
  live: Json,
): Json {
  const changes = difference(live, manifest, schema, 'changes')
  const deletions = difference(lastApplied, manifest, schema, 'deletions')
  return combined(deletions, changes, schema)
}

function difference(
  from: Json,
  to: Json,
  schema: StructSchema | undefined,
  half: Half,
  retainKeys = false,
): Json {
  const patch: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(to)) {
    const before = from[key]
    const field = schema?.fields.get(key)
    if (isJson(before) && isJson(value)) {
      const inner = difference(before, value, structOf(field?.type), half, field?.retainKeys)
      if (Object.keys(inner).length > 0) patch[key] = inner
    } else if (Array.isArray(before) && Array.isArray(value) && field?.mergeKey !== undefined)
      Object.assign(patch, listDifference(before, value, field, half))
    else if (half === 'changes' && !isEqual(before, value)) patch[key] = value
  }
  const gone = Object.keys(from).filter((key) => !(key in to))
  if (half === 'deletions') for (const key of gone) patch[key] = null
  // Alternatives, such as the kinds of a strategy: what one leaves behind does not fit the next.
  if (retainKeys && (Object.keys(patch).length > 0 || gone.length > 0))
    patch['$retainKeys'] = Object.keys(to).sort()
  return patch
}

function listDifference(
  from: readonly unknown[],
  to: readonly unknown[],
  field: Field,
  half: Half,
): Json {
  const { name, mergeKey = '' } = field
  if (mergeKey === '') {
    const added = half === 'changes' ? to.filter((item) => !from.includes(item)) : []
    const gone = half === 'deletions' ? from.filter((item) => !to.includes(item)) : []
    const isChange = gone.length > 0 || (half === 'changes' && !isEqual(from, to))
    return {
      ...(isChange ? { [`$setElementOrder/${name}`]: to } : {}),
      ...(added.length > 0 ? { [name]: added } : {}),
      ...(gone.length > 0 ? { [`$deleteFromPrimitiveList/${name}`]: gone } : {}),
    }
  }
  const schema = structOf(field.type)
  const before = byKey(from, mergeKey)
  const after = byKey(to, mergeKey)
  const items: Json[] = []
  for (const [key, item] of after) {
    const old = before.get(key)
    const inner = old
      ? difference(old, item, schema, half, field.retainKeys)
      : half === 'changes'
        ? item
        : {}
    if (Object.keys(inner).length > 0) items.push({ ...inner, [mergeKey]: key })
  }
  if (half === 'deletions')
    for (const key of before.keys())
      if (!after.has(key)) items.push({ $patch: 'delete', [mergeKey]: key })
  const sameOrder = isEqual([...before.keys()], [...after.keys()])
  const isChange = items.length > 0 || (half === 'changes' && !sameOrder)
  return {
    ...(isChange
      ? { [`$setElementOrder/${name}`]: [...after.keys()].map((key) => ({ [mergeKey]: key })) }
      : {}),
    ...(items.length > 0 ? { [name]: items } : {}),
  }
}

function byKey(list: readonly unknown[], mergeKey: string): ReadonlyMap<unknown, Json> {
  return new Map(list.filter(isJson).map((item) => [item[mergeKey], item]))
}

/** Both halves as one patch. */
function combined(deletions: Json, changes: Json, schema: StructSchema | undefined): Json {
  const patch: Record<string, unknown> = { ...deletions }
  for (const [key, value] of Object.entries(changes)) {
    const other = deletions[key]
    const field = schema?.fields.get(key)
    if (isJson(other) && isJson(value)) patch[key] = combined(other, value, structOf(field?.type))
    else if (Array.isArray(other) && Array.isArray(value) && field?.mergeKey)
      patch[key] = combinedLists(other, value, field.mergeKey, structOf(field.type))
    else patch[key] = value
  }
  return patch
}

function combinedLists(
  deletions: readonly unknown[],
  changes: readonly unknown[],
  mergeKey: string,
  schema: StructSchema | undefined,
): readonly Json[] {
  const merged = new Map(byKey(changes, mergeKey))
  for (const [key, item] of byKey(deletions, mergeKey)) {
    const change = merged.get(key)
    merged.set(key, change ? combined(item, change, schema) : item)
  }
  return [...merged.values()]
}
