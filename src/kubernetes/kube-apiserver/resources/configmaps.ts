/**
 * ConfigMaps: settings that stand beside the programs that read them.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidateConfigMap
 */
import type { ConfigMap } from '../../api/configuration.ts'
import { isEqual } from '../../api/equality.ts'
import { type FieldError, forbiddenField, invalidValue, tooLong } from '../field-error.ts'
import { byteLength, isConfigKey, isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { checked, validateMetadata, validateMetadataUpdate } from '../validation.ts'

/** Of a ConfigMap or a Secret, all values together. */
export const maxDataBytes = 1024 * 1024

export const configmaps: ResourceDefinition<'configmaps'> = {
  resource: 'configmaps',
  kind: 'ConfigMap',
  group: '',
  version: 'v1',
  singular: 'configmap',
  shortNames: ['cm'],
  namespaced: true,
  etcdPrefix: '/registry/configmaps',
  schema: schemaOf('ConfigMap'),
  subresources: [],
  unconditionalUpdate: true,
  defaults: (configMap) => configMap,
  prepareForCreate: (configMap) => configMap,
  validate: (configMap) => [
    ...validateMetadata(configMap, true, isDns1123Subdomain),
    ...validateData(configMap),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...stillImmutable(next, old, ['data', 'binaryData']),
    ...validateData(next),
  ],
}

function validateData({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const [key, value] of Object.entries(data)) {
    errors.push(...checked(`data[${key}]`, key, isConfigKey))
    if (key in binaryData)
      errors.push(invalidValue(`data[${key}]`, key, 'duplicate of key present in binaryData'))
    bytes += byteLength(value)
  }
  for (const [key, value] of Object.entries(binaryData)) {
    errors.push(...checked(`binaryData[${key}]`, key, isConfigKey))
    if (key in data)
      errors.push(invalidValue(`binaryData[${key}]`, key, 'duplicate of key present in data'))
    bytes += (value.length * 3) / 4
  }
  if (bytes > maxDataBytes) errors.push(tooLong('', maxDataBytes))
  return errors
}

/** Who has once said `immutable` keeps to it. */
export function stillImmutable<T extends { readonly immutable?: boolean }>(
  next: T,
  old: T,
  keys: readonly (keyof T & string)[],
): FieldError[] {
  if (!old.immutable) return []
  const changed = keys.filter((key) => !isEqual(next[key] ?? {}, old[key] ?? {}))
  return [...(next.immutable ? [] : ['immutable']), ...changed].map((field) =>
    forbiddenField(field, 'field is immutable when `immutable` is set'),
  )
}
