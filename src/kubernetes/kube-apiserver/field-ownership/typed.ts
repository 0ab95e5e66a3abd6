/**
 * Whether an applied manifest has the shape of its kind, in the words of server-side apply, which
 * are not those of the decoder.
 *
 * *Upstream:* `sigs.k8s.io/structured-merge-diff/v6/typed` (validate.go, helpers.go)
 */
import type { FieldType } from '../schema.ts'
import { pathText } from './field-set.ts'
import { hasDefault, isFields, type Shape, shapeOf, shapeOfField, stepOf } from './shape.ts'

/** One sentence, or a list of them; undefined where nothing is wrong. */
export function shapeError(shape: Shape, manifest: unknown): string | undefined {
  const errors: string[] = []
  check(shape, manifest, [], errors)
  return errors.length > 1 ? ['errors:', ...errors].join('\n  ') : errors[0]
}

function check(shape: Shape, value: unknown, path: readonly string[], errors: string[]): void {
  if (value === null || value === undefined || shape.is === 'any') return
  const say = (text: string) => errors.push(`${pathText(path)}: ${text}`)
  if (shape.is === 'whole') {
    checkWhole(shape.type, value, path, errors)
    return
  }
  if (shape.is === 'set' || shape.is === 'items') {
    if (!Array.isArray(value)) say(`expected list, got ${shown(value)}`)
    else checkItems(shape, value, path, errors)
    return
  }
  if (!isFields(value)) {
    say(`expected map, got ${shown(value)}`)
    return
  }
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, `f:${key}`]
    const field = shape.is === 'struct' ? shape.struct.fields.get(key) : undefined
    if (shape.is === 'map') check(shapeOf(shape.of), inner, at, errors)
    else if (field) check(shapeOfField(shape.struct, field), inner, at, errors)
    else errors.push(`${pathText(at)}: field not declared in schema`)
  }
}

function checkItems(
  shape: Shape & { readonly is: 'set' | 'items' },
  list: readonly unknown[],
  path: readonly string[],
  errors: string[],
): void {
  const seen = new Map<string, number>()
  list.forEach((item, index) => {
    const missing =
      shape.is === 'items' &&
      shape.keys.find((key) => isFields(item) && item[key] === undefined && !hasDefault(key))
    if (missing) {
      const what = `associative list with keys has an element that omits key field ${JSON.stringify(missing)} (and doesn't have default value)`
      errors.push(`${pathText(path)}: element ${index}: ${what}`)
      return
    }
    const step = stepOf(shape, item)
    seen.set(step, (seen.get(step) ?? 0) + 1)
    if (seen.get(step) === 2)
      errors.push(`${pathText(path)}: duplicate entries for key ${pathText([step])}`)
    if (shape.is === 'items') check(shapeOf(shape.of), item, [...path, step], errors)
  })
}

/** Inside of what is replaced together the fields are checked all the same. */
function checkWhole(
  type: FieldType,
  value: unknown,
  path: readonly string[],
  errors: string[],
): void {
  const say = (text: string) => errors.push(`${pathText(path)}: ${text}`)
  switch (type.is) {
    case 'string':
    case 'bytes':
    case 'time':
    case 'microTime':
      if (typeof value !== 'string') say(`expected string, got ${goValue(value)}`)
      break
    case 'int32':
    case 'int64':
      if (typeof value !== 'number')
        say(
          `expected numeric (int or float), got ${typeof value === 'boolean' ? 'bool' : typeof value}`,
        )
      break
    case 'bool':
      if (typeof value !== 'boolean') say(`expected boolean, got ${shown(value)}`)
      break
    case 'list':
      if (!Array.isArray(value)) say(`expected list, got ${shown(value)}`)
      else
        for (const [index, item] of value.entries())
          check(shapeOf(type.of), item, [...path, `i:${index}`], errors)
      break
    case 'map':
      if (!isFields(value)) say(`expected map, got ${shown(value)}`)
      break
    case 'struct':
      check({ is: 'struct', struct: type.struct }, value, path, errors)
  }
}

function shown(value: unknown): string {
  return `&{${typeof value === 'object' ? JSON.stringify(value) : String(value)}}`
}

function goValue(value: unknown): string {
  return `&value.valueUnstructured{Value:${JSON.stringify(value)}}`
}
