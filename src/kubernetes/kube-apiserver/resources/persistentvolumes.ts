/**
 * PersistentVolumes: storage that is there, whoever may claim it.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/apis/core/validation/validation.go`
 * ValidatePersistentVolume
 * *Leaves out:* what each kind of source must say of itself.
 */
import { wholeValueOf } from '../../api/quantity.ts'
import { type PersistentVolume, volumeFinalizer } from '../../api/storage.ts'
import {
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { keptSchemaOf } from '../schema-kept.ts'
import { checked, immutable, validateMetadata, validateMetadataUpdate } from '../validation.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

export const accessModes = [
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
] as const
export const volumeModes = ['Block', 'Filesystem'] as const
const policies = ['Delete', 'Recycle', 'Retain'] as const

/** Everything of the spec that is not a source. */
const general = new Set([
  ...['capacity', 'accessModes', 'claimRef', 'persistentVolumeReclaimPolicy', 'storageClassName'],
  ...['mountOptions', 'volumeMode', 'nodeAffinity', 'volumeAttributesClassName'],
])

export const persistentvolumes: ResourceDefinition<'persistentvolumes'> = {
  resource: 'persistentvolumes',
  kind: 'PersistentVolume',
  group: '',
  version: 'v1',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  namespaced: false,
  etcdPrefix: '/registry/persistentvolumes',
  schema: keptSchemaOf('PersistentVolume'),
  subresources: ['status'],
  unconditionalUpdate: true,
  defaults: (volume) => ({
    ...volume,
    spec: {
      persistentVolumeReclaimPolicy: 'Retain',
      volumeMode: 'Filesystem',
      ...withHostPathType(volume.spec ?? {}),
    },
    status: { phase: 'Pending', ...volume.status },
  }),
  prepareForCreate: (volume) => ({
    ...withFinalizer(volume, volumeFinalizer),
    status: { phase: 'Pending' },
  }),
  validate: (volume) => [
    ...validateMetadata(volume, false, isDns1123Subdomain),
    ...validateSpec(volume.spec),
  ],
  prepareForUpdate: withStatusOf,
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateSpec(next.spec),
    ...validateChange(next.spec, old.spec),
  ],
}

/** Nothing that is in use may go: the finalizer is there from the first moment. */
export function withFinalizer<
  T extends { readonly metadata: { readonly finalizers?: readonly string[] } },
>(object: T, finalizer: string): T {
  const { finalizers = [] } = object.metadata
  if (finalizers.includes(finalizer)) return object
  return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } }
}

function withHostPathType(spec: PersistentVolume['spec']): PersistentVolume['spec'] {
  return spec.hostPath ? { ...spec, hostPath: { type: '', ...spec.hostPath } } : spec
}

const sourcesOf = (spec: PersistentVolume['spec']) =>
  Object.keys(spec).filter((key) => !general.has(key))

function validateSpec(spec: PersistentVolume['spec']): FieldError[] {
  const { capacity = {}, accessModes: modes = [], volumeMode, storageClassName } = spec
  const errors = validateModes('spec.accessModes', modes, required('spec.accessModes'))
  if (Object.keys(capacity).length === 0) errors.push(required('spec.capacity'))
  else if (capacity['storage'] === undefined || Object.keys(capacity).length > 1)
    errors.push(notSupported('spec.capacity', Object.keys(capacity).join(' '), ['storage']))
  else if (wholeValueOf(capacity['storage']) <= 0) {
    const text = 'must be greater than zero'
    errors.push(invalidValue('spec.capacity[storage]', String(capacity['storage']), text))
  }
  const policy = spec.persistentVolumeReclaimPolicy ?? ''
  if (policy && !policies.includes(policy))
    errors.push(notSupported('spec.persistentVolumeReclaimPolicy', policy, policies))
  const [source, ...others] = sourcesOf(spec)
  if (!source) errors.push(required('spec', 'must specify a volume type'))
  for (const other of others)
    errors.push(forbiddenField(`spec.${other}`, 'may not specify more than 1 volume type'))
  if (spec.hostPath && !spec.hostPath.path) errors.push(required('spec.hostPath.path'))
  if (source === 'local' && !spec.nodeAffinity)
    errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'))
  if (spec.hostPath?.path === '/' && policy === 'Recycle') {
    const text = "may not be 'recycle' for a hostPath mount of '/'"
    errors.push(forbiddenField('spec.persistentVolumeReclaimPolicy', text))
  }
  if (storageClassName)
    errors.push(...checked('spec.storageClassName', storageClassName, isDns1123Subdomain))
  if (volumeMode && !volumeModes.includes(volumeMode))
    errors.push(notSupported('spec.volumeMode', volumeMode, volumeModes))
  return errors
}

export function validateModes(
  field: string,
  modes: readonly string[],
  none: FieldError,
): FieldError[] {
  if (modes.length === 0) return [none]
  const wrong = modes.filter((mode) => !(accessModes as readonly string[]).includes(mode))
  const errors = wrong.map((mode) => notSupported(field, mode, accessModes))
  if (modes.includes('ReadWriteOncePod') && modes.length > 1)
    errors.push(forbiddenField(field, 'may not use ReadWriteOncePod with other access modes'))
  return errors
}

function validateChange(
  next: PersistentVolume['spec'],
  old: PersistentVolume['spec'],
): FieldError[] {
  const sourceOf = (spec: PersistentVolume['spec']) =>
    JSON.stringify(
      sourcesOf(spec)
        .sort()
        .map((key) => [key, (spec as Readonly<Record<string, unknown>>)[key]]),
    )
  const field = 'spec.persistentvolumesource'
  const errors =
    sourceOf(next) === sourceOf(old)
      ? []
      : [forbiddenField(field, `${field} is immutable after creation`)]
  errors.push(...immutable('spec.volumeMode', next.volumeMode, old.volumeMode))
  if (old.nodeAffinity)
    errors.push(...immutable('spec.nodeAffinity', next.nodeAffinity, old.nodeAffinity))
  return errors
}
