/**
 * garbage-collector — deletes what belonged to something that is gone: the ReplicaSets of a deleted
 * Deployment, the Pods of a deleted ReplicaSet, the slices of a deleted Service.
 *
 * The API server only marks: `foregroundDeletion` and `orphan` are finalizers, and this is who acts
 * on them and takes them off again.
 *
 * *Upstream:* `pkg/controller/garbagecollector/garbagecollector.go`
 * *Leaves out:* kinds that are not known here (their dependents are left alone, never deleted),
 * Events as dependents, owners that own each other in a circle.
 */
import { type KubernetesObject, keyOf, type OwnerReference } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import { find } from '../../client/find.ts'
import type { Change, Informer } from '../../client/informer.ts'
import type { ComponentDefinition, Host, KindName } from '../../component.ts'
import {
  foregroundFinalizer,
  type GraphNode,
  isBeingDeletedWith,
  OwnerGraph,
  orphanFinalizer,
} from './owner-graph.ts'

/** Of every kind that is served: whatever it is, it may own and be owned. */
export function garbageCollectorOf(kinds: readonly KindName[]): ComponentDefinition {
  const collected = kinds.filter(({ resource }) => resource !== 'events')
  const resources = collected.map(({ resource }) => resource)
  return {
    name: 'garbage-collector',
    partOf: 'kube-controller-manager',
    runsOn: 'control-plane',
    watches: resources,
    writes: [...resources, 'events'],
    withoutIt: {
      ja: 'Deployment を削除しても、その ReplicaSet と Pod が残って動き続けます。',
      en: 'Deleting a Deployment leaves its ReplicaSet and Pods behind, and they go on running.',
    },
    start(host) {
      const collector = new GarbageCollector(host, collected)
      for (const resource of resources) collector.follow(resource)
    },
  }
}

class GarbageCollector {
  readonly #host: Host
  readonly #graph = new OwnerGraph()
  readonly #caches = new Map<string, Informer<ResourceName>>()
  readonly #loop
  /** By the kind that owner references give: `apps/v1/Deployment`. */
  readonly #kinds: ReadonlyMap<string, KindName>

  constructor(host: Host, kinds: readonly KindName[]) {
    this.#host = host
    this.#kinds = new Map(kinds.map((one) => [`${one.apiVersion}/${one.kind}`, one]))
    this.#loop = host.controlLoop({ reconcile: (key) => this.#reconcile(key) })
  }

  follow(resource: ResourceName): void {
    const informer = this.#host.informer(resource)
    this.#caches.set(resource, informer as Informer<ResourceName>)
    informer.onChange((change: Change<KubernetesObject>) => this.#takeNews(resource, change))
  }

  #takeNews(resource: ResourceName, { type, object, old }: Change<KubernetesObject>): void {
    // The same name made anew: news of the end of the old one was lost.
    if (old && old.metadata.uid !== object.metadata.uid) this.#takeEnd(old.metadata.uid)
    if (type === 'deleted') return this.#takeEnd(object.metadata.uid)
    if (old && !concernsOwnership(old, object)) return
    const before = this.#graph.get(object.metadata.uid)
    const node = this.#graph.set(resource, object)
    const isMarked = node.deletesDependents || isBeingDeletedWith(orphanFinalizer, object)
    const isLeft = node.owners.some((owner) => this.#mayBeLeaving(owner, node.namespace))
    if (isMarked || isLeft) this.#loop.add(node.key)
    if (node.deletesDependents && !before?.deletesDependents)
      for (const dependent of this.#graph.dependentsOf(node.uid)) this.#loop.add(dependent.key)
    // An owner that waits may no longer have to.
    for (const { uid } of [...(before?.owners ?? []), ...node.owners]) this.#lookAtWaiting(uid)
  }

  #takeEnd(uid: string): void {
    const node = this.#graph.remove(uid)
    for (const dependent of this.#graph.dependentsOf(uid)) this.#loop.add(dependent.key)
    for (const owner of node?.owners ?? []) this.#lookAtWaiting(owner.uid)
  }

  #lookAtWaiting(uid: string): void {
    const owner = this.#graph.get(uid)
    if (owner?.deletesDependents) this.#loop.add(owner.key)
  }

  #reconcile(key: string): void {
    const [resource = '', objectKey = ''] = key.split(' ')
    const object: KubernetesObject | undefined = this.#caches.get(resource)?.get(objectKey)
    if (!object) return
    const collected = resource as ResourceName
    if (isBeingDeletedWith(orphanFinalizer, object)) this.#orphanDependents(collected, object)
    else if (isBeingDeletedWith(foregroundFinalizer, object))
      this.#deleteDependentsFirst(collected, object)
    else if (!object.metadata.deletionTimestamp) this.#deleteIfOrphaned(collected, object)
  }

  /** Dependents lose their owner and stay. */
  #orphanDependents(resource: ResourceName, owner: KubernetesObject): void {
    for (const { key } of this.#graph.dependentsOf(owner.metadata.uid)) {
      const [dependent = '', dependentKey = ''] = key.split(' ')
      this.#dropOwners(dependent as ResourceName, dependentKey, [owner.metadata.uid])
    }
    this.#removeFinalizer(resource, owner, orphanFinalizer)
  }

  /** The owner goes when nobody who wants to go before it is left. */
  #deleteDependentsFirst(resource: ResourceName, owner: KubernetesObject): void {
    const blockers = this.#graph.blockersOf(owner.metadata.uid)
    if (blockers.length === 0) this.#removeFinalizer(resource, owner, foregroundFinalizer)
    for (const { key, deletesDependents } of blockers) if (!deletesDependents) this.#loop.add(key)
  }

  /** Looks at what etcd has: the cache may not know yet that its owners let it go. */
  #deleteIfOrphaned(resource: ResourceName, cached: KubernetesObject): void {
    const { namespace = '', ownerReferences = [] } = cached.metadata
    if (!ownerReferences.some((owner) => this.#mayBeLeaving(owner, namespace))) return
    const object: KubernetesObject | undefined = find(this.#host.client, resource, keyOf(cached))
    if (object?.metadata.uid !== cached.metadata.uid || object.metadata.deletionTimestamp) return
    const owners = object.metadata.ownerReferences ?? []
    if (owners.length === 0) return
    const states = owners.map((owner) => ({ owner, state: this.#stateOf(owner, object) }))
    const uidsOf = (...wanted: OwnerState[]) =>
      states.filter(({ state }) => wanted.includes(state)).map(({ owner }) => owner.uid)

    if (uidsOf('there', 'unknown').length > 0) {
      const leaving = uidsOf('gone', 'waiting')
      if (leaving.length > 0) this.#dropOwners(resource, keyOf(object), leaving)
      return
    }
    const hasDependents = this.#graph.dependentsOf(object.metadata.uid).length > 0
    const inForeground = uidsOf('waiting').length > 0 && hasDependents
    this.#host.client.delete(resource, object, {
      propagationPolicy: inForeground ? 'Foreground' : policyOf(object),
      preconditions: {
        uid: object.metadata.uid,
        resourceVersion: object.metadata.resourceVersion,
      },
    })
  }

  #mayBeLeaving(owner: OwnerReference, namespace: string): boolean {
    const known = this.#ownerFor(owner, namespace)
    return !known || known.deletesDependents
  }

  /** An owner counts if it is in the dependent's namespace or in none. */
  #ownerFor({ uid }: OwnerReference, namespace: string): GraphNode | undefined {
    const known = this.#graph.get(uid)
    return known && (known.namespace === '' || known.namespace === namespace) ? known : undefined
  }

  /** The graph may be behind: that an owner is gone is only believed from the API server itself. */
  #stateOf(owner: OwnerReference, dependent: KubernetesObject): OwnerState {
    const { namespace = '' } = dependent.metadata
    const known = this.#ownerFor(owner, namespace)
    if (known) return known.deletesDependents ? 'waiting' : 'there'
    if (this.#graph.get(owner.uid)) this.#warnOfNamespace(owner, dependent)

    const kind = this.#kinds.get(`${owner.apiVersion}/${owner.kind}`)
    if (!kind) return 'unknown'
    const ownerKey = `${kind.namespaced ? namespace : ''}/${owner.name}`
    const found: KubernetesObject | undefined = find(this.#host.client, kind.resource, ownerKey)
    if (found?.metadata.uid !== owner.uid) return 'gone'
    return isBeingDeletedWith(foregroundFinalizer, found) ? 'waiting' : 'there'
  }

  #warnOfNamespace(owner: OwnerReference, dependent: KubernetesObject): void {
    const { apiVersion, kind, name, uid } = owner
    const { namespace = '' } = dependent.metadata
    const reference = `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`
    this.#host.events.record(
      dependent,
      'Warning',
      'OwnerRefInvalidNamespace',
      `ownerRef ${reference} does not exist in namespace "${namespace}"`,
    )
  }

  #dropOwners(resource: ResourceName, key: string, uids: readonly string[]): void {
    this.#change(resource, key, ({ metadata }) => {
      const { ownerReferences = [], ...others } = metadata
      const left = ownerReferences.filter(({ uid }) => !uids.includes(uid))
      if (left.length === ownerReferences.length) return metadata
      return left.length > 0 ? { ...others, ownerReferences: left } : others
    })
  }

  #removeFinalizer(
    resource: ResourceName,
    { metadata }: KubernetesObject,
    finalizer: string,
  ): void {
    this.#change(resource, keyOf({ metadata }), (current) => {
      const { finalizers = [], ...others } = current.metadata
      // The name may already be another's.
      if (current.metadata.uid !== metadata.uid || !finalizers.includes(finalizer))
        return current.metadata
      return { ...others, finalizers: finalizers.filter((one) => one !== finalizer) }
    })
  }

  #change(
    resource: ResourceName,
    key: string,
    metadataOf: (current: KubernetesObject) => KubernetesObject['metadata'],
  ): void {
    this.#host.client.modify(resource, key, (current) => {
      const metadata = metadataOf(current)
      return metadata === current.metadata ? current : { ...current, metadata }
    })
  }
}

type OwnerState = 'there' | 'waiting' | 'gone' | 'unknown'

/** An object that is marked goes as it is marked. */
function policyOf({ metadata }: KubernetesObject): 'Background' | 'Foreground' | 'Orphan' {
  const finalizers = metadata.finalizers ?? []
  if (finalizers.includes(orphanFinalizer)) return 'Orphan'
  return finalizers.includes(foregroundFinalizer) ? 'Foreground' : 'Background'
}

function concernsOwnership(old: KubernetesObject, object: KubernetesObject): boolean {
  return (
    old.metadata.uid !== object.metadata.uid ||
    old.metadata.ownerReferences !== object.metadata.ownerReferences ||
    old.metadata.finalizers !== object.metadata.finalizers ||
    old.metadata.deletionTimestamp !== object.metadata.deletionTimestamp
  )
}
