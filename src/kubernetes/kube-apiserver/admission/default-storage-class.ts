/**
 * DefaultStorageClass — a new claim that names no class gets the default one.
 *
 * *Upstream:* `plugin/pkg/admission/storage/storageclass/setdefault/admission.go`
 */
import { defaultClassOf, type PersistentVolumeClaim, type StorageClass } from '../../api/storage.ts'
import type { AdmissionPlugin } from '../admission.ts'

export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  admit(object, { request, list }) {
    const claim = object as PersistentVolumeClaim
    if (request.verb !== 'create' || claim.spec.storageClassName !== undefined) return object
    const chosen = defaultClassOf(list('storageclasses') as readonly StorageClass[])
    if (!chosen) return object
    return { ...claim, spec: { ...claim.spec, storageClassName: chosen.metadata.name } }
  },
}
