/**
 * custom-resource-collector — does for objects of made kinds what the garbage collector does for all
 * others: deletes what belonged to one that is gone, and one whose owners are gone.
 *
 * *Upstream:* `pkg/controller/garbagecollector`, which follows every kind that discovery names
 * *Leaves out:* following news: it looks around once a second.
 */
import type { KubernetesObject, OwnerReference } from '../../api/meta.ts'
import { keyOf } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import { ApiError, type Client } from '../../client/client.ts'
import type { ComponentDefinition } from '../../component.ts'
import { foregroundFinalizer, orphanFinalizer } from '../delete.ts'
import { apiVersionOf } from '../handling.ts'
import type { ResourceDefinition } from '../resource.ts'
import { resources } from '../resources.ts'
import { clientKinds } from './client-kinds.ts'
import {
  type CustomKind,
  type CustomResourceDefinition,
  customKindsOf,
} from './custom-resources.ts'

const roundMs = 1000
const definitions = 'customresourcedefinitions' as 'roles'

export const customResourceCollector: ComponentDefinition = {
  name: 'custom-resource-collector',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: [definitions],
  writes: ['*'],
  withoutIt: {
    ja: '独自の種類のオブジェクトを削除しても、それに属するものが残ります。',
    en: 'What belongs to an object of a made kind stays when that object is deleted.',
  },
  start({ client, clock, informer }) {
    const crds = informer(definitions)
    let seen: ReadonlySet<string> = new Set()
    clock.every(roundMs, 'look after objects of made kinds', () => {
      try {
        const made = crds
          .list()
          .flatMap((crd) => customKindsOf(crd as unknown as CustomResourceDefinition).slice(0, 1))
        if (made.length > 0 || seen.size > 0) seen = round(client, made, seen)
      } catch (error) {
        // Nobody answers, or somebody was faster: the next round will do.
        if (!(error instanceof ApiError)) throw error
      }
    })
  },
}

/** @returns the uids of what there is now */
function round(
  client: Client,
  made: readonly CustomKind[],
  seen: ReadonlySet<string>,
): ReadonlySet<string> {
  const now = new Set<string>()
  for (const { resource } of made)
    for (const object of client.list(resource) as readonly KubernetesObject[]) {
      const { uid, deletionTimestamp, finalizers = [], ownerReferences } = object.metadata
      now.add(uid)
      if (!deletionTimestamp) {
        if (
          ownerReferences?.length &&
          !ownerReferences.some((owner) => isThere(client, made, object, owner))
        )
          client.delete(resource, object, { propagationPolicy: 'Background' })
      } else if (finalizers.includes(orphanFinalizer)) {
        for (const [kind, dependent] of dependentsOf(client, made, uid))
          client.update(kind, withoutOwner(dependent, uid) as never)
        client.update(resource, withoutFinalizer(object, orphanFinalizer) as never)
      } else if (finalizers.includes(foregroundFinalizer) && !deleteDependents(client, made, uid))
        client.update(resource, withoutFinalizer(object, foregroundFinalizer) as never)
    }
  for (const uid of seen) if (!now.has(uid)) deleteDependents(client, made, uid)
  return now
}

/** @returns whether there are any still */
function deleteDependents(client: Client, made: readonly CustomKind[], uid: string): boolean {
  const all = dependentsOf(client, made, uid)
  for (const [resource, dependent] of all) {
    const { ownerReferences = [], deletionTimestamp } = dependent.metadata
    if (ownerReferences.length > 1) client.update(resource, withoutOwner(dependent, uid) as never)
    else if (!deletionTimestamp)
      client.delete(resource, dependent, { propagationPolicy: 'Background' })
  }
  return all.length > 0
}

function dependentsOf(
  client: Client,
  made: readonly CustomKind[],
  uid: string,
): readonly (readonly [ResourceName, KubernetesObject])[] {
  return kindsWith(made).flatMap(([resource]) =>
    (client.list(resource) as readonly KubernetesObject[])
      .filter(({ metadata }) => metadata.ownerReferences?.some((owner) => owner.uid === uid))
      .map((object) => [resource, object] as const),
  )
}

/** An owner of a kind that nobody knows may be anywhere: it counts as being there. */
function isThere(
  client: Client,
  made: readonly CustomKind[],
  { metadata }: KubernetesObject,
  { apiVersion, kind, name, uid }: OwnerReference,
): boolean {
  const found = kindsWith(made).find(
    ([, definition]) => definition.kind === kind && apiVersionOf(definition) === apiVersion,
  )
  if (!found) return true
  const [resource, { namespaced }] = found
  const place = namespaced && metadata.namespace ? { namespace: metadata.namespace } : {}
  try {
    const owner: KubernetesObject = client.get(resource, keyOf({ metadata: { name, ...place } }))
    return owner.metadata.uid === uid
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return false
    throw error
  }
}

function kindsWith(
  made: readonly CustomKind[],
): readonly (readonly [ResourceName, ResourceDefinition])[] {
  const known = { ...resources, ...clientKinds } as unknown as Record<string, ResourceDefinition>
  return [
    ...Object.entries(known).map(([resource, one]) => [resource as ResourceName, one] as const),
    ...made.map(({ resource, definition }) => [resource, definition] as const),
  ]
}

function withoutOwner(object: KubernetesObject, uid: string): KubernetesObject {
  const { ownerReferences = [], ...metadata } = object.metadata
  const left = ownerReferences.filter((owner) => owner.uid !== uid)
  return {
    ...object,
    metadata: left.length > 0 ? { ...metadata, ownerReferences: left } : metadata,
  }
}

function withoutFinalizer(object: KubernetesObject, finalizer: string): KubernetesObject {
  const { finalizers = [], ...metadata } = object.metadata
  const left = finalizers.filter((one) => one !== finalizer)
  return { ...object, metadata: left.length > 0 ? { ...metadata, finalizers: left } : metadata }
}
