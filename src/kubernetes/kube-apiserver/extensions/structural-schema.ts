/**
 * Whether a schema is one that a definition may bring: every field has a type, and what is said of it
 * has the shape that it must have.
 *
 * *Upstream:* `staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema/validation.go`
 * *Leaves out:* which keywords may not stand beside which.
 */
import { type FieldError, invalidValue, required } from '../field-error.ts'
import { isObject } from './open-api-schema.ts'

/** Keywords with a number, a list, and text. */
const numbers = 'minimum maximum minLength maxLength minItems maxItems minProperties maxProperties'
const lists = 'required enum x-kubernetes-list-map-keys'
const texts = 'type pattern format description x-kubernetes-list-type'
const kinds: readonly (readonly [string, (value: unknown) => boolean])[] = [
  [numbers, (value) => typeof value === 'number'],
  [lists, (value) => Array.isArray(value)],
  [texts, (value) => typeof value === 'string'],
]
/** Deeper than anybody nests what they define. */
const deepest = 32

export function schemaProblems(field: string, schema: unknown, depth = 0): readonly FieldError[] {
  if (!isObject(schema)) return [invalidValue(field, schema, 'must be a schema')]
  if (depth > deepest) return [invalidValue(field, '', 'is nested too deeply')]
  const found: FieldError[] = []
  for (const [names, isFit] of kinds)
    for (const name of names.split(' '))
      if (schema[name] !== undefined && !isFit(schema[name]))
        found.push(invalidValue(`${field}.${name}`, schema[name], 'has the wrong type'))
  const isFree =
    schema['x-kubernetes-int-or-string'] === true ||
    schema['x-kubernetes-preserve-unknown-fields'] === true
  if (!schema['type'] && !isFree)
    found.push(required(`${field}.type`, 'must not be empty for specified object fields'))
  if (schema['type'] === 'array' && schema['items'] === undefined)
    found.push(required(`${field}.items`, 'must be specified'))
  const { properties, items, additionalProperties } = schema
  if (properties !== undefined && !isObject(properties))
    found.push(invalidValue(`${field}.properties`, properties, 'must be an object'))
  const inner: [string, unknown][] = [
    ...Object.entries(isObject(properties) ? properties : {}).map(
      ([name, one]): [string, unknown] => [`${field}.properties[${name}]`, one],
    ),
    ...(items === undefined ? [] : [[`${field}.items`, items] as [string, unknown]]),
    ...(additionalProperties === undefined || typeof additionalProperties === 'boolean'
      ? []
      : [[`${field}.additionalProperties`, additionalProperties] as [string, unknown]]),
  ]
  return [...found, ...inner.flatMap(([at, one]) => schemaProblems(at, one, depth + 1))]
}
