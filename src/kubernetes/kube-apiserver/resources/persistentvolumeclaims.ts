/**
 * PersistentVolumeClaims: what somebody needs of storage, whatever it is kept on.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/apis/core/validation/validation.go`
 * ValidatePersistentVolumeClaim, ValidatePersistentVolumeClaimUpdate
 * *Leaves out:* data sources; the difference that upstream prints below a refused change.
 */
import { isEqual } from '../../api/equality.ts'
import { wholeValueOf } from '../../api/quantity.ts'
import { type ClaimSpec, claimFinalizer, type PersistentVolumeClaim } from '../../api/storage.ts'
import { defaultStorageClass } from '../admission/default-storage-class.ts'
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
import {
  checked,
  validateLabelSelector,
  validateMetadata,
  validateMetadataUpdate,
} from '../validation.ts'
import { validateModes, volumeModes, withFinalizer } from './persistentvolumes.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

export const persistentvolumeclaims: ResourceDefinition<'persistentvolumeclaims'> = {
  resource: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  group: '',
  version: 'v1',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  namespaced: true,
  etcdPrefix: '/registry/persistentvolumeclaims',
  schema: keptSchemaOf('PersistentVolumeClaim'),
  subresources: ['status'],
  unconditionalUpdate: true,
  admission: defaultStorageClass,
  defaults: (claim) => ({
    ...claim,
    spec: { volumeMode: 'Filesystem', ...claim.spec },
    status: { phase: 'Pending', ...claim.status },
  }),
  prepareForCreate: (claim) => ({
    ...withFinalizer(claim, claimFinalizer),
    status: { phase: 'Pending' },
  }),
  validate: (claim) => [
    ...validateMetadata(claim, true, isDns1123Subdomain),
    ...validateClaimSpec('spec', claim.spec),
  ],
  prepareForUpdate: withStatusOf,
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: (next, old) => [
    ...validateMetadataUpdate(next, old),
    ...validateClaimSpec('spec', next.spec),
    ...validateChange(next, old),
  ],
}

export function validateClaimSpec(at: string, spec: ClaimSpec): FieldError[] {
  const { accessModes = [], resources, selector, storageClassName, volumeMode } = spec
  const none = required(`${at}.accessModes`, 'at least 1 access mode is required')
  const errors = validateModes(`${at}.accessModes`, accessModes, none)
  if (selector) errors.push(...validateLabelSelector(`${at}.selector`, selector))
  const storage = resources?.requests?.['storage']
  if (storage === undefined) errors.push(required(`${at}.resources[storage]`))
  else if (wholeValueOf(storage) <= 0) {
    const text = 'must be greater than zero'
    errors.push(invalidValue(`${at}.resources[storage]`, String(storage), text))
  }
  if (storageClassName)
    errors.push(...checked(`${at}.storageClassName`, storageClassName, isDns1123Subdomain))
  if (volumeMode && !volumeModes.includes(volumeMode))
    errors.push(notSupported(`${at}.volumeMode`, volumeMode, volumeModes))
  return errors
}

/** A bound claim may ask for more; one without a volume may be given one, or a class. */
function validateChange(next: PersistentVolumeClaim, old: PersistentVolumeClaim): FieldError[] {
  const isBound = old.status?.phase === 'Bound'
  const open = (spec: ClaimSpec): ClaimSpec => ({
    ...spec,
    ...(old.spec.volumeName ? {} : { volumeName: '' }),
    ...(old.spec.storageClassName === undefined ? { storageClassName: '' } : {}),
    ...(isBound ? { resources: {}, volumeAttributesClassName: '' } : {}),
  })
  if (!isEqual(open(next.spec), open(old.spec))) {
    const text =
      'spec is immutable after creation except resources.requests and ' +
      'volumeAttributesClassName for bound claims'
    return [forbiddenField('spec', text)]
  }
  const asked = wholeValueOf(next.spec.resources?.requests?.['storage'])
  const before = wholeValueOf(old.spec.resources?.requests?.['storage'])
  if (asked >= before || asked > wholeValueOf(old.status?.capacity?.['storage'])) return []
  const text = 'field can not be less than status.capacity'
  return [forbiddenField('spec.resources.requests.storage', text)]
}
