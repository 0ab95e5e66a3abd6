/**
 * Strategic merge patches: like a merge patch, but lists whose items have a key merge item by item.
 *
 * Directives: `$patch: replace | delete | merge`, `$retainKeys`, `$deleteFromPrimitiveList/…`,
 * `$setElementOrder/…`. Order: the patch's items keep theirs, items only the server knows keep
 * theirs, and where nothing ties the two together the patch's come first.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/util/strategicpatch/patch.go`
 */
import { isEqual } from '../api/equality.ts'
import type { Field, FieldType, StructSchema } from './schema.ts'

export type Json = Readonly<Record<string, unknown>>

/** A patch that contradicts itself; caught where the patch is applied. */
export class BadPatch extends Error {
  override readonly name = 'BadPatch'
}

const deleteFrom = '$deleteFromPrimitiveList/'
const setOrder = '$setElementOrder/'

/** The object with the patch merged in. `schema` is absent within maps and unknown fields. */
export function strategicMerge(
  original: Json,
  patch: Json,
  schema: StructSchema | undefined,
): Json {
  const directive = patch['$patch']
  if (directive === 'replace') return withoutDirectives(patch) as Json
  if (directive === 'delete') return {}
  if (directive !== undefined && directive !== 'merge')
    throw new BadPatch(`Unknown patch type found: ${String(directive)}`)

  const result = retained(original, patch)
  for (const [key, value] of Object.entries(patch)) {
    if (key === '$patch' || key === '$retainKeys') continue
    if (key.startsWith(deleteFrom) || key.startsWith(setOrder)) {
      const name = key.slice(key.indexOf('/') + 1)
      // The order goes with the list itself, if the patch has one.
      if (key.startsWith(setOrder) && patch[name] !== undefined) continue
      if (result[name] !== undefined)
        result[name] = key.startsWith(deleteFrom)
          ? without(listOf(result[name]), listOf(value))
          : ordered(listOf(result[name]), listOf(value), listOf(result[name]), keyOf(schema, name))
    } else if (value === null) delete result[key]
    else if (result[key] === undefined) result[key] = withoutDirectives(value)
    else result[key] = merged(result[key], value, schema?.fields.get(key), patch[setOrder + key])
  }
  return result
}

export function structOf(type: FieldType | undefined): StructSchema | undefined {
  if (type?.is === 'struct') return type.struct
  return type?.is === 'list' ? structOf(type.of) : undefined
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function merged(
  original: unknown,
  patch: unknown,
  field: Field | undefined,
  order: unknown,
): unknown {
  if (isJson(original) && isJson(patch))
    return strategicMerge(original, patch, structOf(field?.type))
  if (!Array.isArray(original) || !Array.isArray(patch) || field?.mergeKey === undefined)
    return withoutDirectives(patch)
  const wanted = order === undefined ? undefined : listOf(order)
  return mergeLists(original, patch, field.mergeKey, structOf(field.type), wanted)
}

function mergeLists(
  original: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
  schema: StructSchema | undefined,
  order: readonly unknown[] | undefined,
): readonly unknown[] {
  if (mergeKey === '') {
    const all = [...original, ...patch.filter((item) => !original.includes(item))]
    return ordered(all, order ?? patch, original, mergeKey)
  }
  const items: unknown[] = [...original]
  // Upstream's list shrinks and grows in place: what is new stands where deleted items stood.
  const serverOrder: unknown[] = [...original]
  const plain: Json[] = []
  for (const item of patch) {
    if (!isJson(item)) throw new BadPatch('invalid patch format: expected a list of objects')
    const directive = item['$patch']
    // One such item among the others means the whole list.
    if (directive === 'replace') return patch.filter((one) => one !== item).map(withoutDirectives)
    if (item[mergeKey] === undefined)
      throw new BadPatch(
        `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`,
      )
    if (directive === 'delete') {
      for (let index = items.length - 1; index >= 0; index--)
        if (isSameItem(items[index], item, mergeKey)) {
          items.splice(index, 1)
          serverOrder.splice(index, 1)
        }
    } else plain.push(item)
  }
  for (const item of plain) {
    const index = items.findIndex((one) => isSameItem(one, item, mergeKey))
    if (index < 0) {
      items.push(withoutDirectives(item))
      if (order !== undefined && serverOrder.length < original.length) serverOrder.push(item)
    } else items[index] = strategicMerge(items[index] as Json, item, schema)
  }
  return ordered(items, order ?? plain, serverOrder, mergeKey)
}

/** Items of the patch in its order, the server's among them as far as old neighbours tell where. */
function ordered(
  items: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string | undefined,
): readonly unknown[] {
  const place = (list: readonly unknown[], item: unknown) =>
    list.findIndex((one) => isSameItem(one, item, mergeKey ?? ''))
  const by = (order: readonly unknown[]) => (a: unknown, b: unknown) =>
    place(order, a) - place(order, b)
  const fromPatch = items.filter((item) => place(patchOrder, item) >= 0).sort(by(patchOrder))
  const fromServer = items.filter((item) => place(patchOrder, item) < 0).sort(by(serverOrder))
  const result: unknown[] = []
  while (fromServer.length > 0 && fromPatch.length > 0) {
    const left = place(serverOrder, fromServer[0])
    const right = place(serverOrder, fromPatch[0])
    const serverFirst = left >= 0 && right >= 0 && left < right
    result.push(serverFirst ? fromServer.shift() : fromPatch.shift())
  }
  return [...result, ...fromPatch, ...fromServer]
}

function isSameItem(a: unknown, b: unknown, mergeKey: string): boolean {
  if (mergeKey === '') return a === b
  return isJson(a) && isJson(b) && isEqual(a[mergeKey], b[mergeKey])
}

function keyOf(schema: StructSchema | undefined, name: string): string | undefined {
  return schema?.fields.get(name)?.mergeKey
}

/** A copy of the original with only the keys that `$retainKeys` lists, if the patch has it. */
function retained(original: Json, patch: Json): Record<string, unknown> {
  const keys = patch['$retainKeys']
  if (keys === undefined) return { ...original }
  if (!Array.isArray(keys)) throw new BadPatch('invalid patch format of retainKeys')
  const isMissing = (key: string) =>
    !key.startsWith('$') && patch[key] !== null && !keys.includes(key)
  if (Object.keys(patch).some(isMissing)) throw new BadPatch('invalid patch format of retainKeys')
  return Object.fromEntries(Object.entries(original).filter(([key]) => keys.includes(key)))
}

function without(list: readonly unknown[], removed: readonly unknown[]): readonly unknown[] {
  return list.filter((item) => !removed.includes(item))
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new BadPatch('invalid patch format of primitive list')
  return value
}

/** What is new is taken as it stands, but for directives and nulls. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .filter((item) => !(isJson(item) && item['$patch'] !== undefined))
      .map(withoutDirectives)
  if (!isJson(value)) return value
  const entries = Object.entries(value).filter(
    ([key, item]) => !key.startsWith('$') && item !== null,
  )
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutDirectives(item)]))
}
