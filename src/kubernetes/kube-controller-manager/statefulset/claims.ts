/**
 * The claims of a StatefulSet's Pods: one of each template for each Pod, by a name that lasts, so that
 * a Pod that is made again finds its volume again. They outlive their Pods, and the set, unless its
 * retention policy has them go: then an owner reference does it.
 *
 * *Upstream:* `pkg/controller/statefulset/stateful_set_utils.go` (getPersistentVolumeClaims,
 * updateStorage, updateClaimOwnerRefForSetAndPod), `stateful_pod_control.go`
 */
import type { StatefulSet } from '../../api/apps.ts'
import type { Pod, PodSpec } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import type { OwnerReference } from '../../api/meta.ts'
import { controllerReference } from '../../api/owner-references.ts'
import type { ClaimTemplate } from '../../api/storage.ts'
import { ApiError } from '../../client/client.ts'
import { find } from '../../client/find.ts'
import type { Host } from '../../component.ts'
import { ordinalOf } from './plan.ts'

const templatesOf = ({ spec }: StatefulSet) => spec.volumeClaimTemplates ?? []
const nameOf = (template: ClaimTemplate, podName: string) => `${template.metadata.name}-${podName}`

/** The volumes of the template's Pod, those that are claimed first. */
export function withClaimedVolumes(set: StatefulSet, podName: string, spec: PodSpec): PodSpec {
  const templates = templatesOf(set)
  if (templates.length === 0) return spec
  const claimed = templates.map((template) => ({
    name: template.metadata.name,
    persistentVolumeClaim: { claimName: nameOf(template, podName) },
  }))
  const names = new Set(claimed.map(({ name }) => name))
  const others = ((spec.volumes ?? []) as readonly { readonly name: string }[]).filter(
    ({ name }) => !names.has(name),
  )
  return { ...spec, volumes: [...claimed, ...others] }
}

/** Before the Pod: claims that are there already are taken as they are. @throws {ApiError} */
export function createMissingClaims({ client, events }: Host, set: StatefulSet, podName: string) {
  for (const template of templatesOf(set)) {
    const name = nameOf(template, podName)
    const { namespace = '' } = set.metadata
    const known = find(client, 'persistentvolumeclaims', `${namespace}/${name}`)
    const about = `Claim ${name} Pod ${podName} in StatefulSet ${set.metadata.name}`
    if (known?.metadata.deletionTimestamp) throw leavingClaim(name)
    if (known) continue
    const { metadata, spec } = template
    const labels = { ...metadata.labels, ...set.spec.selector.matchLabels }
    const { annotations } = metadata
    try {
      client.create('persistentvolumeclaims', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name, namespace, labels, ...(annotations ? { annotations } : {}) },
        spec,
      })
      events.record(set, 'Normal', 'SuccessfulCreate', `Create ${about} success`)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const text = about.replace(' Pod ', ' for Pod ')
      const why = `failed error: ${error.message}`
      events.record(set, 'Warning', 'FailedCreate', `Create ${text} ${why}`)
      throw error
    }
  }
}

function leavingClaim(name: string): ApiError {
  return new ApiError({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    code: 409,
    reason: 'Conflict',
    message: `pvc ${name} is being deleted`,
  })
}

/** Sets the owners that the retention policy asks for, and takes away those it does not. */
export function keepRetentionPolicy(
  { client }: Host,
  set: StatefulSet,
  pods: readonly Pod[],
): void {
  if (templatesOf(set).length === 0) return
  for (const pod of pods)
    for (const template of templatesOf(set)) {
      const key = `${set.metadata.namespace}/${nameOf(template, pod.metadata.name)}`
      const claim = find(client, 'persistentvolumeclaims', key)
      if (!claim || claim.metadata.deletionTimestamp) continue
      const wanted = wantedOwners(set, pod, claim.metadata.ownerReferences ?? [])
      if (isEqual(wanted, claim.metadata.ownerReferences ?? [])) continue
      client.modify('persistentvolumeclaims', key, (now) => {
        const { ownerReferences = [], ...metadata } = now.metadata
        const owners = wantedOwners(set, pod, ownerReferences)
        return {
          ...now,
          metadata: { ...metadata, ...(owners.length > 0 ? { ownerReferences: owners } : {}) },
        }
      })
    }
}

function wantedOwners(
  set: StatefulSet,
  pod: Pod,
  now: readonly OwnerReference[],
): readonly OwnerReference[] {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy ?? {}
  const { replicas = 1, ordinals } = set.spec
  const ordinal = ordinalOf(set, pod) ?? 0
  const first = ordinals?.start ?? 0
  const isSurplus = ordinal < first || ordinal >= first + replicas
  const others = now.filter(({ uid, kind }) => uid !== set.metadata.uid && kind !== 'Pod')
  const owner =
    whenScaled === 'Delete' && isSurplus ? pod : whenDeleted === 'Delete' ? set : undefined
  if (!owner) return others
  return now.find(({ uid }) => uid === owner.metadata.uid) && now.length === others.length + 1
    ? now
    : [...others, controllerReference(owner)]
}
