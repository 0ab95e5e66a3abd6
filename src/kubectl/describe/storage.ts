/**
 * `describe` for claims, volumes and classes of storage.
 *
 * *Upstream:* `staging/src/k8s.io/kubectl/pkg/describe/describe.go`
 * *Leaves out:* of sources other than directories of a node all but the name.
 */
import type { NodeSelectorTerm, Pod } from '../../kubernetes/api/core.ts'
import { humanDuration } from '../../kubernetes/api/duration.ts'
import { type KubernetesObject, keyOf } from '../../kubernetes/api/meta.ts'
import {
  type ClaimTemplate,
  claimsOf,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  storageNotes,
} from '../../kubernetes/api/storage.ts'
import { msOf } from '../../kubernetes/api/time.ts'
import { accessModesText } from '../../kubernetes/kube-apiserver/columns/storage.ts'
import { listObjects } from '../api.ts'
import type { Desk } from '../command.ts'
import { kindOf } from '../kinds.ts'
import { annotationLines, type Lines, labelLines, listLines } from './lines.ts'

function statusLine(desk: Desk, { metadata, status }: PersistentVolume | PersistentVolumeClaim) {
  const { deletionTimestamp } = metadata
  if (!deletionTimestamp) return `Status:\t${status?.phase ?? ''}`
  return `Status:\tTerminating (lasts ${humanDuration(desk.now() - msOf(deletionTimestamp))})`
}

const finalizersLine = ({ metadata }: KubernetesObject) =>
  `Finalizers:\t[${(metadata.finalizers ?? []).join(' ')}]`

export function claimLines(desk: Desk, object: KubernetesObject): Lines {
  const claim = object as PersistentVolumeClaim
  const { metadata, spec, status } = claim
  const { namespace = '' } = metadata
  const pods = listObjects(desk, kindOf('pods'), { namespace }).items as readonly Pod[]
  const users = pods.filter((pod) => claimsOf(pod).some(({ key }) => key === keyOf(claim)))
  const isBound = Boolean(spec.volumeName)
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${namespace}`,
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    statusLine(desk, claim),
    `Volume:\t${spec.volumeName ?? ''}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    finalizersLine(claim),
    `Capacity:\t${isBound ? (status?.capacity?.['storage'] ?? '') : ''}`,
    `Access Modes:\t${isBound ? accessModesText(status?.accessModes) : ''}`,
    `VolumeMode:\t${spec.volumeMode ?? ''}`,
    ...listLines(
      'Used By',
      users.map((pod) => pod.metadata.name),
    ),
  ]
}

export function volumeLines(desk: Desk, object: KubernetesObject): Lines {
  const volume = object as PersistentVolume
  const { metadata, spec, status } = volume
  const { claimRef, hostPath } = spec
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms
  return [
    `Name:\t${metadata.name}`,
    ...labelLines('Labels', metadata.labels),
    ...annotationLines('Annotations', metadata.annotations),
    finalizersLine(volume),
    `StorageClass:\t${spec.storageClassName ?? ''}`,
    statusLine(desk, volume),
    `Claim:\t${claimRef ? `${claimRef.namespace}/${claimRef.name}` : ''}`,
    `Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy ?? ''}`,
    `Access Modes:\t${accessModesText(spec.accessModes)}`,
    `VolumeMode:\t${spec.volumeMode ?? ''}`,
    `Capacity:\t${spec.capacity?.['storage'] ?? ''}`,
    ...(terms ? ['Node Affinity:\t', ...affinityLines(terms)] : ['Node Affinity:\t<none>']),
    `Message:\t${status?.message ?? ''}`,
    'Source:',
    ...(hostPath
      ? [
          '    Type:\tHostPath (bare host directory volume)',
          `    Path:\t${hostPath.path}`,
          `    HostPathType:\t${hostPath.type ?? '<none>'}`,
        ]
      : []),
  ]
}

function affinityLines(terms: readonly NodeSelectorTerm[]): Lines {
  const lines = terms.map(({ matchExpressions = [] }, index) => {
    const texts = matchExpressions.map(
      ({ key, operator, values = [] }) =>
        `${key} ${operator.toLowerCase()}${values.length > 0 ? ` [${values.join(', ')}]` : ''}`,
    )
    return listLines(`    Term ${index}`, texts)
  })
  return ['  Required Terms:\t', ...lines.flat()]
}

export function storageClassLines(_: Desk, object: KubernetesObject): Lines {
  const found = object as StorageClass
  const { metadata, parameters = {}, allowVolumeExpansion, mountOptions = [] } = found
  const annotations = metadata.annotations ?? {}
  const asText = (pairs: Readonly<Record<string, string>>) =>
    Object.entries(pairs)
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join(',') || '<none>'
  return [
    `Name:\t${metadata.name}`,
    `IsDefaultClass:\t${annotations[storageNotes.isDefaultClass] === 'true' ? 'Yes' : 'No'}`,
    `Annotations:\t${asText(annotations)}`,
    `Provisioner:\t${found.provisioner}`,
    `Parameters:\t${asText(parameters)}`,
    `AllowVolumeExpansion:\t${allowVolumeExpansion === undefined ? '<unset>' : allowVolumeExpansion ? 'True' : 'False'}`,
    ...(mountOptions.length === 0
      ? ['MountOptions:\t<none>']
      : ['MountOptions:', ...mountOptions.map((option) => `  ${option}`)]),
    `ReclaimPolicy:\t${found.reclaimPolicy ?? ''}`,
    `VolumeBindingMode:\t${found.volumeBindingMode ?? ''}`,
  ]
}

/** Below the template of a StatefulSet. */
export function claimTemplateLines(templates: readonly ClaimTemplate[]): Lines {
  if (templates.length === 0) return ['Volume Claims:\t<none>']
  const lines = templates.flatMap(({ metadata, spec }) => [
    `  Name:\t${metadata.name}`,
    `  StorageClass:\t${spec.storageClassName ?? ''}`,
    ...labelLines('  Labels', metadata.labels),
    ...annotationLines('  Annotations', metadata.annotations),
    `  Capacity:\t${spec.resources?.requests?.['storage'] ?? '<default>'}`,
    `  Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]`,
  ])
  return ['Volume Claims:', ...lines]
}
