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
import type { ComponentDefinition, Host } from '../../component.ts'
import {
  foregroundFinalizer,
  type GraphNode,
  isBeingDeletedWith,
  OwnerGraph,
  orphanFinalizer,
} from './owner-graph.ts'

/** Every resource that may own or be owned, by the kind that owner references give. */
const resourceOfKind = {
  'v1/Pod': 'pods',
  'v1/Node': 'nodes',
  'v1/Service': 'services',
  'v1/Namespace': 'namespaces',
  'apps/v1/Deployment': 'deployments',
  'apps/v1/ReplicaSet': 'replicasets',
  'discovery.k8s.io/v1/EndpointSlice': 'endpointslices',
  'coordination.k8s.io/v1/Lease': 'leases',
  'v1/ConfigMap': 'configmaps',
  'v1/Secret': 'secrets',
  'v1/ServiceAccount': 'serviceaccounts',
  'apps/v1/DaemonSet': 'daemonsets',
  'apps/v1/StatefulSet': 'statefulsets',
  'apps/v1/ControllerRevision': 'controllerrevisions',
  'batch/v1/Job': 'jobs',
  'batch/v1/CronJob': 'cronjobs',
  'policy/v1/PodDisruptionBudget': 'poddisruptionbudgets',
  'autoscaling/v2/HorizontalPodAutoscaler': 'horizontalpodautoscalers',
} as const satisfies Readonly<Record<string, ResourceName>>

const resources = Object.values(resourceOfKind)
type Collected = (typeof resources)[number]

const clusterScoped: readonly Collected[] = ['nodes', 'namespaces']

export const garbageCollector: ComponentDefinition = {
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
    const collector = new GarbageCollector(host)
    for (const resource of resources) collector.follow(resource)
  },
}

class GarbageCollector {
  readonly #host: Host
  readonly #graph = new OwnerGraph()
  readonly #caches = new Map<string, Informer<Collected>>()
  readonly #loop

  constructor(host: Host) {
    this.#host = host
    this.#loop = host.controlLoop({ reconcile: (key) => this.#reconcile(key) })
  }

  follow(resource: Collected): void {
    const informer = this.#host.informer(resource)
    this.#caches.set(resource, informer as Informer<Collected>)
    informer.onChange((change: Change<KubernetesObject>) => this.#takeNews(resource, change))
  }

  #takeNews(resource: Collected, { type, object, old }: Change<KubernetesObject>): void {
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
    const collected = resource as Collected
    if (isBeingDeletedWith(orphanFinalizer, object)) this.#orphanDependents(collected, object)
    else if (isBeingDeletedWith(foregroundFinalizer, object))
      this.#deleteDependentsFirst(collected, object)
    else if (!object.metadata.deletionTimestamp) this.#deleteIfOrphaned(collected, object)
  }

  /** Dependents lose their owner and stay. */
  #orphanDependents(resource: Collected, owner: KubernetesObject): void {
    for (const { key } of this.#graph.dependentsOf(owner.metadata.uid)) {
      const [dependent = '', dependentKey = ''] = key.split(' ')
      this.#dropOwners(dependent as Collected, dependentKey, [owner.metadata.uid])
    }
    this.#removeFinalizer(resource, owner, orphanFinalizer)
  }

  /** The owner goes when nobody who wants to go before it is left. */
  #deleteDependentsFirst(resource: Collected, owner: KubernetesObject): void {
    const blockers = this.#graph.blockersOf(owner.metadata.uid)
    if (blockers.length === 0) this.#removeFinalizer(resource, owner, foregroundFinalizer)
    for (const { key, deletesDependents } of blockers) if (!deletesDependents) this.#loop.add(key)
  }

  /** Looks at what etcd has: the cache may not know yet that its owners let it go. */
  #deleteIfOrphaned(resource: Collected, cached: KubernetesObject): void {
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

    const kind = `${owner.apiVersion}/${owner.kind}`
    const resource = (resourceOfKind as Record<string, Collected>)[kind]
    if (!resource) return 'unknown'
    const ownerKey = `${clusterScoped.includes(resource) ? '' : namespace}/${owner.name}`
    const found: KubernetesObject | undefined = find(this.#host.client, resource, ownerKey)
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

  #dropOwners(resource: Collected, key: string, uids: readonly string[]): void {
    this.#change(resource, key, ({ metadata }) => {
      const { ownerReferences = [], ...others } = metadata
      const left = ownerReferences.filter(({ uid }) => !uids.includes(uid))
      if (left.length === ownerReferences.length) return metadata
      return left.length > 0 ? { ...others, ownerReferences: left } : others
    })
  }

  #removeFinalizer(resource: Collected, { metadata }: KubernetesObject, finalizer: string): void {
    this.#change(resource, keyOf({ metadata }), (current) => {
      const { finalizers = [], ...others } = current.metadata
      // The name may already be another's.
      if (current.metadata.uid !== metadata.uid || !finalizers.includes(finalizer))
        return current.metadata
      return { ...others, finalizers: finalizers.filter((one) => one !== finalizer) }
    })
  }

  #change(
    resource: Collected,
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
