/**
 * Which volume a claim gets: the smallest that is free and large enough. Pure.
 *
 * *Upstream:* `pkg/controller/volume/persistentvolume/index.go` findByClaim,
 * `staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go` FindMatchingVolume
 */
import { matchesSelector } from './labels.ts'
import { wholeValueOf } from './quantity.ts'
import { isFor, type PersistentVolume, type PersistentVolumeClaim } from './storage.ts'

const sizeOf = ({ spec }: PersistentVolume) => wholeValueOf(spec.capacity?.['storage'])
const askedBy = ({ spec }: PersistentVolumeClaim) =>
  wholeValueOf(spec.resources?.requests?.['storage'])

/** @param isDelayed only what was set aside for the claim counts: the scheduler chooses the rest */
export function matchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  isDelayed: boolean,
): PersistentVolume | undefined {
  const reserved = volumes.find(
    (volume) => isFor(volume, claim) && mismatchOf(volume, claim) === undefined,
  )
  if (reserved || isDelayed) return reserved
  return freeVolumes(claim, volumes)[0]
}

/** Free ones that would do, the smallest first. */
export function freeVolumes(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
): readonly PersistentVolume[] {
  return volumes
    .filter(
      (volume) =>
        volume.spec.claimRef === undefined &&
        volume.status?.phase === 'Available' &&
        !volume.metadata.deletionTimestamp &&
        mismatchOf(volume, claim) === undefined &&
        (!claim.spec.selector || matchesSelector(claim.spec.selector, volume.metadata.labels)),
    )
    .sort((a, b) => sizeOf(a) - sizeOf(b) || a.metadata.name.localeCompare(b.metadata.name))
}

/** Why the volume cannot be what the claim asks for, in upstream's words. */
export function mismatchOf(
  { spec }: PersistentVolume,
  claim: PersistentVolumeClaim,
): string | undefined {
  const { accessModes = [], storageClassName = '', volumeMode = 'Filesystem' } = claim.spec
  const size = wholeValueOf(spec.capacity?.['storage'])
  if (size < askedBy(claim)) return 'requested PV is too small'
  if ((spec.storageClassName ?? '') !== storageClassName) return 'storageClassName does not match'
  if ((spec.volumeMode ?? 'Filesystem') !== volumeMode) return 'incompatible volumeMode'
  if (!accessModes.every((mode) => spec.accessModes?.includes(mode)))
    return 'incompatible accessMode'
  return undefined
}
