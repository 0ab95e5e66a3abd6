/**
 * VolumeBinding — a Pod goes where its volumes can be: to the node that a bound volume is on, or to
 * one where a volume is free, or can be made, for a claim that waits for its first user.
 * VolumeRestrictions — a claim for a single Pod is in use by one Pod at most.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/volumebinding/{volume_binding,binder}.go`,
 * `pkg/scheduler/framework/plugins/volumerestrictions/volume_restrictions.go`
 * *Leaves out:* scores by capacity, disks of particular clouds.
 */

import type { Node } from '../../api/core.ts'
import { matchesNodeSelector } from '../../api/node-selectors.ts'
import {
  claimsOf,
  isFor,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type StorageClass,
  storageNotes,
} from '../../api/storage.ts'
import { freeVolumes } from '../../api/volume-matching.ts'
import type { PodInfo } from '../cache/pod-info.ts'
import type { ClusterView } from '../cache/scheduler-cache.ts'
import { type Plugin, type Rejection, unresolvable, unschedulable } from '../framework.ts'

export interface StorageLookup {
  claim(key: string): PersistentVolumeClaim | undefined
  volume(name: string): PersistentVolume | undefined
  volumes(): readonly PersistentVolume[]
  storageClass(name: string): StorageClass | undefined
}

const noVolume = "node(s) didn't find available persistent volumes to bind"
const elsewhere = "node(s) didn't match PersistentVolume's node affinity"
const lostVolume = 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'
const inUse =
  'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode'

export function isBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return Boolean(spec.volumeName && metadata.annotations?.[storageNotes.bindCompleted])
}

/** How one node could serve a claim that is not bound: by a volume that is there, or by a new one. */
export function serviceFor(
  claim: PersistentVolumeClaim,
  node: Node,
  lookup: StorageLookup,
  taken: ReadonlySet<string> = new Set(),
): PersistentVolume | 'new' | undefined {
  const chosen = claim.metadata.annotations?.[storageNotes.selectedNode]
  if (chosen) return chosen === node.metadata.name ? 'new' : undefined
  const reserved = lookup.volumes().find((volume) => isFor(volume, claim))
  if (reserved) return reaches(reserved, node) ? reserved : undefined
  const free = freeVolumes(claim, lookup.volumes()).find(
    (volume) => reaches(volume, node) && !taken.has(volume.metadata.name),
  )
  if (free) return free
  const provisioner = lookup.storageClass(claim.spec.storageClassName ?? '')?.provisioner ?? ''
  return provisioner === '' || provisioner === 'kubernetes.io/no-provisioner' ? undefined : 'new'
}

function reaches({ spec }: PersistentVolume, node: Node): boolean {
  const terms = spec.nodeAffinity?.required?.nodeSelectorTerms
  return terms === undefined || matchesNodeSelector(terms, node)
}

export function volumeBinding(lookup: StorageLookup): Plugin {
  return {
    name: 'VolumeBinding',
    preFilter({ pod }) {
      const claims = claimsOf(pod)
      if (claims.length === 0) return undefined
      const bound: PersistentVolumeClaim[] = []
      const open: PersistentVolumeClaim[] = []
      for (const { key, name, volume } of claims) {
        const claim = lookup.claim(key)
        const problem = problemOf(claim, name, isEphemeral(pod.spec.volumes, volume))
        if (!claim || problem) return unresolvable(problem ?? '')
        if (isBound(claim)) bound.push(claim)
        else if (waitsForUser(claim, lookup)) open.push(claim)
        else return unresolvable('pod has unbound immediate PersistentVolumeClaims')
      }
      return { filter: ({ node }) => rejectionOn(node, bound, open, lookup) }
    },
    wakes: ({ pod }, { type }) =>
      claimsOf(pod).length > 0 &&
      (type === 'storage-changed' || type === 'node-added' || type === 'node-updated'),
  }
}

function rejectionOn(
  node: Node,
  bound: readonly PersistentVolumeClaim[],
  open: readonly PersistentVolumeClaim[],
  lookup: StorageLookup,
): Rejection | undefined {
  const volumes = bound.map(({ spec }) => lookup.volume(spec.volumeName ?? ''))
  if (volumes.includes(undefined)) return unresolvable(lostVolume)
  const reasons: string[] = []
  if (volumes.some((volume) => volume && !reaches(volume, node))) reasons.push(elsewhere)
  const taken = new Set<string>()
  for (const claim of open) {
    const service = serviceFor(claim, node, lookup, taken)
    if (!service) {
      reasons.push(noVolume)
      break
    }
    if (service !== 'new') taken.add(service.metadata.name)
  }
  return reasons.length > 0 ? unresolvable(...reasons) : undefined
}

function problemOf(
  claim: PersistentVolumeClaim | undefined,
  name: string,
  isEphemeral: boolean,
): string | undefined {
  if (!claim && isEphemeral)
    return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
  if (!claim) return `persistentvolumeclaim "${name}" not found`
  const { metadata, spec, status } = claim
  if (status?.phase === 'Lost')
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${spec.volumeName}"`
  if (metadata.deletionTimestamp) return `persistentvolumeclaim "${name}" is being deleted`
  return undefined
}

function isEphemeral(volumes: readonly unknown[] = [], name: string): boolean {
  return (volumes as readonly { readonly name: string }[]).some(
    (volume) => volume.name === name && 'ephemeral' in volume,
  )
}

function waitsForUser({ spec }: PersistentVolumeClaim, lookup: StorageLookup): boolean {
  const found = lookup.storageClass(spec.storageClassName ?? '')
  return found?.volumeBindingMode === 'WaitForFirstConsumer'
}

export function volumeRestrictions(lookup: StorageLookup): Plugin {
  return {
    name: 'VolumeRestrictions',
    preFilter(pod, cluster) {
      const exclusive = claimsOf(pod.pod).filter(({ key }) =>
        lookup.claim(key)?.spec.accessModes?.includes('ReadWriteOncePod'),
      )
      if (exclusive.length === 0) return undefined
      const isUsed = exclusive.some(({ key }) => isUsedBySomebody(key, pod, cluster))
      return { filter: () => (isUsed ? unschedulable(inUse) : undefined) }
    },
    wakes: (_, { type }) => type === 'pod-deleted' || type === 'storage-changed',
  }
}

function isUsedBySomebody(key: string, { uid }: PodInfo, { nodes }: ClusterView): boolean {
  return nodes.some(({ pods }) =>
    [...pods.values()].some(
      (other) => other.uid !== uid && claimsOf(other.pod).some((claim) => claim.key === key),
    ),
  )
}
