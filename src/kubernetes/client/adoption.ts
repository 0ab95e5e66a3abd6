/**
 * Which objects a controller may call its own: those it owns and still selects, and orphans it
 * selects, which it adopts. What it owns but no longer selects it lets go.
 *
 * *Upstream:* `pkg/controller/controller_ref_manager.go`
 */
import { selectorMatcher } from '../api/labels.ts'
import { type KubernetesObject, keyOf, type LabelSelector } from '../api/meta.ts'
import { controllerOf, controllerReference } from '../api/owner-references.ts'
import type { ResourceName, ResourceTypes } from '../api/resource-types.ts'
import { ApiError, type Client } from './client.ts'
import type { Informer } from './informer.ts'

/** An object that selects others: a Deployment, a ReplicaSet. */
export interface Selecting extends KubernetesObject {
  readonly spec: { readonly selector: LabelSelector }
}

/** Objects without a controller, by namespace: few, and found without searching a namespace. */
export function followOrphans<K extends ResourceName>(
  informer: Informer<K>,
): (namespace: string) => readonly ResourceTypes[K][] {
  const keys = new Map<string, Set<string>>()
  informer.onChange(({ type, object }) => {
    const { namespace = '' } = object.metadata
    const orphans = keys.get(namespace) ?? new Set()
    if (type === 'deleted' || controllerOf(object)) orphans.delete(keyOf(object))
    else orphans.add(keyOf(object))
    if (orphans.size > 0) keys.set(namespace, orphans)
    else keys.delete(namespace)
  })
  return (namespace) => [...(keys.get(namespace) ?? [])].flatMap((key) => informer.get(key) ?? [])
}

export interface ClaimOptions<K extends ResourceName, O extends Selecting> {
  readonly client: Client
  readonly owner: O
  /** The owner as etcd has it now: a cache may not know that it is being deleted. */
  readonly freshOwner: () => O
  readonly resource: K
  readonly owned: readonly ResourceTypes[K][]
  readonly orphans: readonly ResourceTypes[K][]
}

/** The objects that are the owner's, after adopting and letting go. */
export function claim<K extends ResourceName, O extends Selecting>({
  client,
  owner,
  freshOwner,
  resource,
  owned,
  orphans,
}: ClaimOptions<K, O>): readonly ResourceTypes[K][] {
  const matches = selectorMatcher(owner.spec.selector)
  const selects = (object: KubernetesObject) => matches(object.metadata.labels)
  if (owner.metadata.deletionTimestamp) return owned.filter(selects)

  const claimed: ResourceTypes[K][] = []
  for (const object of owned)
    if (selects(object)) claimed.push(object)
    else write(client, resource, release(object, owner))

  let mayAdopt: boolean | undefined
  for (const object of orphans) {
    if (object.metadata.deletionTimestamp || !selects(object)) continue
    mayAdopt ??= isAlive(freshOwner(), owner)
    if (!mayAdopt) break
    const adopted = write(client, resource, adopt(object, owner))
    if (adopted) claimed.push(adopted)
  }
  return claimed
}

function isAlive(fresh: KubernetesObject, owner: KubernetesObject): boolean {
  return fresh.metadata.uid === owner.metadata.uid && !fresh.metadata.deletionTimestamp
}

function adopt<T extends KubernetesObject>(object: T, owner: KubernetesObject): T {
  const references = object.metadata.ownerReferences ?? []
  const ownerReferences = [...references, controllerReference(owner)]
  return { ...object, metadata: { ...object.metadata, ownerReferences } }
}

function release<T extends KubernetesObject>(object: T, owner: KubernetesObject): T {
  const { ownerReferences = [], ...metadata } = object.metadata
  const left = ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid)
  return {
    ...object,
    metadata: left.length > 0 ? { ...metadata, ownerReferences: left } : metadata,
  }
}

/** As the cache knows it, so that somebody else's change is a Conflict. What is gone is gone. */
function write<K extends ResourceName>(
  client: Client,
  resource: K,
  object: ResourceTypes[K],
): ResourceTypes[K] | undefined {
  try {
    return client.update(resource, object)
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return undefined
    throw error
  }
}
