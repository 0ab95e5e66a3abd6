/**
 * Storage that outlives Pods: PersistentVolume and PersistentVolumeClaim of the core group, and
 * StorageClass of `storage.k8s.io/v1`.
 *
 * *Upstream:* `staging/src/k8s.io/api/core/v1/types.go`, `staging/src/k8s.io/api/storage/v1/types.go`
 */
import type { NodeSelectorTerm, ObjectReference, Pod, ResourceList } from './core.ts'
import type { Condition, KubernetesObject, LabelSelector, ObjectMeta, Time } from './meta.ts'

export type VolumePhase = 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed'

export interface PersistentVolume extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'PersistentVolume'
  readonly spec: {
    readonly capacity?: ResourceList
    readonly accessModes?: readonly string[]
    readonly claimRef?: ObjectReference
    readonly persistentVolumeReclaimPolicy?: 'Retain' | 'Delete' | 'Recycle'
    readonly storageClassName?: string
    readonly volumeMode?: 'Filesystem' | 'Block'
    readonly volumeAttributesClassName?: string
    readonly hostPath?: { readonly path: string; readonly type?: string }
    readonly nodeAffinity?: {
      readonly required?: { readonly nodeSelectorTerms: readonly NodeSelectorTerm[] }
    }
  }
  readonly status?: {
    readonly phase?: VolumePhase
    readonly message?: string
    readonly reason?: string
    readonly lastPhaseTransitionTime?: Time
  }
}

export interface ClaimSpec {
  readonly accessModes?: readonly string[]
  readonly selector?: LabelSelector
  readonly resources?: { readonly requests?: ResourceList; readonly limits?: ResourceList }
  readonly volumeName?: string
  /** Empty: of no class at all. Absent: of the default class, once there is one. */
  readonly storageClassName?: string
  readonly volumeMode?: 'Filesystem' | 'Block'
  readonly volumeAttributesClassName?: string
}

export interface PersistentVolumeClaim extends KubernetesObject {
  readonly apiVersion: 'v1'
  readonly kind: 'PersistentVolumeClaim'
  readonly spec: ClaimSpec
  readonly status?: {
    readonly phase?: 'Pending' | 'Bound' | 'Lost'
    readonly accessModes?: readonly string[]
    readonly capacity?: ResourceList
    readonly conditions?: readonly Condition[]
  }
}

/** A claim that is made anew for each Pod of a StatefulSet. */
export interface ClaimTemplate {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata: Partial<ObjectMeta> & { readonly name: string }
  readonly spec: ClaimSpec
  readonly status?: PersistentVolumeClaim['status']
}

export interface StorageClass extends KubernetesObject {
  readonly apiVersion: 'storage.k8s.io/v1'
  readonly kind: 'StorageClass'
  readonly provisioner: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly reclaimPolicy?: 'Retain' | 'Delete'
  readonly mountOptions?: readonly string[]
  readonly allowVolumeExpansion?: boolean
  readonly volumeBindingMode?: 'Immediate' | 'WaitForFirstConsumer'
}

/** Notes that those who bind and make volumes leave for one another. */
export const storageNotes = {
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  selectedNode: 'volume.kubernetes.io/selected-node',
  provisioner: 'volume.kubernetes.io/storage-provisioner',
  betaProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
  isDefaultClass: 'storageclass.kubernetes.io/is-default-class',
} as const

export const claimFinalizer = 'kubernetes.io/pvc-protection'
export const volumeFinalizer = 'kubernetes.io/pv-protection'

interface ClaimVolume {
  readonly name: string
  readonly persistentVolumeClaim?: { readonly claimName: string }
  readonly ephemeral?: unknown
}

/** What the Pod's volumes claim: the volume's own name, and the key of its claim. */
export function claimsOf({ metadata, spec }: Pod): readonly {
  readonly volume: string
  readonly name: string
  readonly key: string
}[] {
  const { name: pod, namespace = '' } = metadata
  return ((spec.volumes ?? []) as readonly ClaimVolume[]).flatMap((volume) => {
    const name = volume.ephemeral
      ? `${pod}-${volume.name}`
      : volume.persistentVolumeClaim?.claimName
    return name === undefined ? [] : [{ volume: volume.name, name, key: `${namespace}/${name}` }]
  })
}

/** The class whose claims need not name it; of several the newest. */
export function defaultClassOf(classes: readonly StorageClass[]): StorageClass | undefined {
  const [first] = classes
    .filter(({ metadata }) => metadata.annotations?.[storageNotes.isDefaultClass] === 'true')
    .sort(
      (a, b) =>
        b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp) ||
        a.metadata.name.localeCompare(b.metadata.name),
    )
  return first
}

/** The claim that a volume is for, if it is this one. */
export function isFor(
  { spec }: PersistentVolume,
  { metadata }: Pick<PersistentVolumeClaim, 'metadata'>,
): boolean {
  const { claimRef } = spec
  return (
    claimRef?.name === metadata.name &&
    claimRef.namespace === metadata.namespace &&
    (claimRef.uid === undefined || claimRef.uid === metadata.uid)
  )
}
