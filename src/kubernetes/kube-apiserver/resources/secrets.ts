/**
 * Secrets: as ConfigMaps, but kept apart, so that fewer may read them. Base64 hides nothing.
 *
 * *Upstream:* `pkg/apis/core/v1/{defaults,conversion}.go`,
 * `pkg/apis/core/validation/validation.go` ValidateSecret
 * *Leaves out:* encryption at rest, the tokens of service accounts.
 */
import type { Secret } from '../../api/configuration.ts'
import { encodeBase64 } from '../base64.ts'
import { type FieldError, required, tooLong } from '../field-error.ts'
import { isConfigKey, isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { checked, immutable, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { maxDataBytes, stillImmutable } from './configmaps.ts'

export const secrets: ResourceDefinition<'secrets'> = {
  resource: 'secrets',
  kind: 'Secret',
  group: '',
  version: 'v1',
  singular: 'secret',
  shortNames: [],
  namespaced: true,
  etcdPrefix: '/registry/secrets',
  schema: schemaOf('Secret'),
  subresources: [],
  unconditionalUpdate: true,
  defaults({ stringData, ...secret }) {
    const type = secret.type || 'Opaque'
    if (!stringData) return { ...secret, type }
    const plain = Object.entries(stringData).map(([key, text]) => [key, encodeBase64(text)])
    return { ...secret, type, data: { ...secret.data, ...Object.fromEntries(plain) } }
  },
  prepareForCreate: (secret) => secret,
  validate: (secret) => [
    ...validateMetadata(secret, true, isDns1123Subdomain),
    ...validateData(secret),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...immutable('type', next.type, old.type),
    ...stillImmutable(next, old, ['data']),
    ...validateData(next),
  ],
}

/** Keys that must be there because of the type. */
const neededKeys: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
}
const accountAnnotation = 'kubernetes.io/service-account.name'

function validateData({ metadata, type = '', data = {} }: Secret): FieldError[] {
  const errors = Object.keys(data).flatMap((key) => checked(`data[${key}]`, key, isConfigKey))
  const bytes = Object.values(data).reduce((sum, value) => sum + (value.length * 3) / 4, 0)
  if (bytes > maxDataBytes) errors.push(tooLong('data', maxDataBytes))
  for (const key of neededKeys[type] ?? [])
    if (!(key in data)) errors.push(required(`data[${key}]`))
  if (type === 'kubernetes.io/basic-auth' && !('username' in data || 'password' in data))
    errors.push(required('data[username]'), required('data[password]'))
  if (type === 'kubernetes.io/service-account-token' && !metadata.annotations?.[accountAnnotation])
    errors.push(required(`metadata.annotations[${accountAnnotation}]`))
  return errors
}
