/**
 * StorageClasses: whom claims may ask for a volume, and on what terms.
 *
 * *Upstream:* `pkg/apis/storage/v1/defaults.go`, `pkg/apis/storage/validation/validation.go`
 * *Leaves out:* allowed topologies.
 */
import { isEqual } from '../../api/equality.ts'
import type { StorageClass } from '../../api/storage.ts'
import { type FieldError, forbiddenField, notSupported, required } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { ResourceDefinition } from '../resource.ts'
import { keptSchemaOf } from '../schema-kept.ts'
import { immutable, validateMetadata, validateMetadataUpdate } from '../validation.ts'

const bindingModes = ['Immediate', 'WaitForFirstConsumer'] as const
const reclaimPolicies = ['Delete', 'Retain'] as const

export const storageclasses: ResourceDefinition<'storageclasses'> = {
  resource: 'storageclasses',
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  version: 'v1',
  singular: 'storageclass',
  shortNames: ['sc'],
  namespaced: false,
  etcdPrefix: '/registry/storageclasses',
  schema: keptSchemaOf('StorageClass'),
  subresources: [],
  unconditionalUpdate: true,
  defaults: (storageClass) => ({
    reclaimPolicy: 'Delete',
    volumeBindingMode: 'Immediate',
    ...storageClass,
  }),
  prepareForCreate: (storageClass) => storageClass,
  validate: (storageClass) => [
    ...validateMetadata(storageClass, false, isDns1123Subdomain),
    ...validateFields(storageClass),
  ],
  prepareForUpdate: (next) => next,
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateFields(next),
    ...(['parameters', 'provisioner', 'reclaimPolicy'] as const).flatMap((key) =>
      isEqual(next[key], old[key]) ? [] : [forbiddenField(key, `updates to ${key} are forbidden.`)],
    ),
    ...immutable('volumeBindingMode', next.volumeBindingMode, old.volumeBindingMode),
  ],
}

function validateFields({
  provisioner,
  reclaimPolicy,
  volumeBindingMode,
}: StorageClass): FieldError[] {
  const errors = provisioner ? [] : [required('provisioner')]
  if (reclaimPolicy && !reclaimPolicies.includes(reclaimPolicy))
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, reclaimPolicies))
  if (volumeBindingMode && !bindingModes.includes(volumeBindingMode))
    errors.push(notSupported('volumeBindingMode', volumeBindingMode, bindingModes))
  return errors
}
