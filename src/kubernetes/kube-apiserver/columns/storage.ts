/**
 * What `kubectl get` shows of storage.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import {
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  storageNotes,
} from '../../api/storage.ts'
import { ageColumn, nameColumn } from './cells.ts'
import { type Column, column } from './column.ts'

const short: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

/** `RWO,ROX`: each once, in upstream's order. */
export function accessModesText(modes: readonly string[] = []): string {
  return Object.keys(short)
    .flatMap((mode) => (modes.includes(mode) ? [short[mode]] : []))
    .join(',')
}

const phaseOf = ({ metadata, status }: PersistentVolume | PersistentVolumeClaim) =>
  metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '')

export const volumeColumns: readonly Column<PersistentVolume>[] = [
  nameColumn,
  column('CAPACITY', 0, ({ spec }) => spec.capacity?.['storage'] ?? ''),
  column('ACCESS MODES', 0, ({ spec }) => accessModesText(spec.accessModes)),
  column('RECLAIM POLICY', 0, ({ spec }) => spec.persistentVolumeReclaimPolicy ?? ''),
  column('STATUS', 0, phaseOf),
  column('CLAIM', 0, ({ spec: { claimRef } }) =>
    claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name}` : '',
  ),
  column('STORAGECLASS', 0, ({ spec }) => spec.storageClassName ?? ''),
  column('VOLUMEATTRIBUTESCLASS', 0, ({ spec }) => spec.volumeAttributesClassName ?? '<unset>'),
  column('REASON', 0, ({ status }) => status?.reason ?? ''),
  ageColumn,
  column('VOLUMEMODE', 1, ({ spec }) => spec.volumeMode ?? '<unset>'),
]

/** How much there is, is said once there is a volume. */
const boundTo = <T>(claim: PersistentVolumeClaim, value: T, otherwise: T) =>
  claim.spec.volumeName ? value : otherwise

export const claimColumns: readonly Column<PersistentVolumeClaim>[] = [
  nameColumn,
  column('STATUS', 0, phaseOf),
  column('VOLUME', 0, ({ spec }) => spec.volumeName ?? ''),
  column('CAPACITY', 0, (claim) => boundTo(claim, claim.status?.capacity?.['storage'] ?? '', '')),
  column('ACCESS MODES', 0, (claim) =>
    boundTo(claim, accessModesText(claim.status?.accessModes), ''),
  ),
  column('STORAGECLASS', 0, ({ spec }) => spec.storageClassName ?? ''),
  column('VOLUMEATTRIBUTESCLASS', 0, ({ spec }) => spec.volumeAttributesClassName ?? '<unset>'),
  ageColumn,
  column('VOLUMEMODE', 1, ({ spec }) => spec.volumeMode ?? '<unset>'),
]

export const storageClassColumns: readonly Column<StorageClass>[] = [
  column('NAME', 0, ({ metadata }) => {
    const isDefault = metadata.annotations?.[storageNotes.isDefaultClass] === 'true'
    return isDefault ? `${metadata.name} (default)` : metadata.name
  }),
  column('PROVISIONER', 0, ({ provisioner }) => provisioner),
  column('RECLAIMPOLICY', 0, ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete'),
  column('VOLUMEBINDINGMODE', 0, ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate'),
  column(
    'ALLOWVOLUMEEXPANSION',
    0,
    ({ allowVolumeExpansion }) => `${allowVolumeExpansion ?? false}`,
  ),
  ageColumn,
]
