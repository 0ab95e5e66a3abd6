/**
 * Who depends on whom: built from the owner references of everything there is, kept up news by
 * news. Owners are known by uid, so that an object made anew under an old name owns nothing.
 *
 * *Upstream:* `pkg/controller/garbagecollector/graph.go`, `graph_builder.go`
 */
import { type KubernetesObject, keyOf, type OwnerReference } from '../../api/meta.ts'

/** An object, as far as ownership goes. */
export interface GraphNode {
  /** `replicasets default/web-5d8`: what the control loop calls it. */
  readonly key: string
  readonly uid: string
  readonly namespace: string
  readonly owners: readonly OwnerReference[]
  /** Being deleted, and waiting for its dependents to go first. */
  readonly deletesDependents: boolean
}

export class OwnerGraph {
  readonly #nodes = new Map<string, GraphNode>()
  /** By the uid of the owner, whether the owner is there or not. */
  readonly #dependents = new Map<string, Map<string, GraphNode>>()

  set(resource: string, object: KubernetesObject): GraphNode {
    this.remove(object.metadata.uid)
    const node = nodeOf(resource, object)
    this.#nodes.set(node.uid, node)
    for (const { uid } of node.owners) {
      const dependents = this.#dependents.get(uid) ?? new Map<string, GraphNode>()
      this.#dependents.set(uid, dependents)
      dependents.set(node.uid, node)
    }
    return node
  }

  remove(uid: string): GraphNode | undefined {
    const node = this.#nodes.get(uid)
    if (!node) return undefined
    this.#nodes.delete(uid)
    for (const owner of node.owners) {
      const dependents = this.#dependents.get(owner.uid)
      dependents?.delete(uid)
      if (dependents?.size === 0) this.#dependents.delete(owner.uid)
    }
    return node
  }

  get(uid: string): GraphNode | undefined {
    return this.#nodes.get(uid)
  }

  dependentsOf(uid: string): readonly GraphNode[] {
    return [...(this.#dependents.get(uid)?.values() ?? [])]
  }

  /** Dependents that ask to go before their owner does. */
  blockersOf(uid: string): readonly GraphNode[] {
    return this.dependentsOf(uid).filter(({ owners }) =>
      owners.some((owner) => owner.uid === uid && owner.blockOwnerDeletion),
    )
  }
}

export const foregroundFinalizer = 'foregroundDeletion'
export const orphanFinalizer = 'orphan'

export function isBeingDeletedWith(finalizer: string, { metadata }: KubernetesObject): boolean {
  const finalizers = metadata.finalizers ?? []
  return metadata.deletionTimestamp !== undefined && finalizers.includes(finalizer)
}

function nodeOf(resource: string, object: KubernetesObject): GraphNode {
  const { uid, namespace = '', ownerReferences = [] } = object.metadata
  return {
    key: `${resource} ${keyOf(object)}`,
    uid,
    namespace,
    owners: ownerReferences,
    deletesDependents: isBeingDeletedWith(foregroundFinalizer, object),
  }
}
