/**
 * namespace-controller — empties a namespace that is being deleted: everything in it goes, Pods with
 * their grace, and when nothing is left the namespace itself.
 *
 * *Upstream:* `pkg/controller/namespace` (namespace_controller.go, deletion)
 */
import { withCondition } from '../../api/conditions.ts'
import type { Namespace } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import type { Condition, KubernetesObject } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import { timeOf } from '../../api/time.ts'
import { ApiError } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import type { ComponentDefinition, Host, KindName } from '../../component.ts'

const recheckMs = 2_000

/** Empties a namespace of every kind that lives in one. */
export function namespaceControllerOf(kinds: readonly KindName[]): ComponentDefinition {
  const contents = kinds
    .flatMap(({ resource, namespaced }) => (namespaced ? [resource] : []))
    .sort()
  return {
    name: 'namespace-controller',
    partOf: 'kube-controller-manager',
    runsOn: 'control-plane',
    watches: ['namespaces'],
    writes: [...contents, 'namespaces/status', 'namespaces/finalize'],
    withoutIt: {
      ja: '削除した Namespace は Terminating のまま残り、その中身も消えません。',
      en: 'A deleted namespace stays Terminating, and what is in it stays as well.',
    },
    start: (host) => startOn(host, contents),
  }
}

function startOn(
  { informer, controlLoop, client, clock }: Host,
  contents: readonly ResourceName[],
): void {
  const namespaces = informer('namespaces')
  const loop = controlLoop({ reconcile })
  namespaces.onChange(({ object, type }) => {
    if (type !== 'deleted' && object.metadata.deletionTimestamp)
      loop.add(`/${object.metadata.name}`)
  })

  function reconcile(key: string): undefined | RequeueAfter {
    const namespace = namespaces.get(key)
    if (!namespace?.metadata.deletionTimestamp) return undefined
    const left = new Map<string, number>()
    for (const resource of contents) {
      const count = empty(resource, namespace.metadata.name)
      if (count > 0) left.set(resource, count)
    }
    writeConditions(namespace, left)
    if (left.size > 0) return { afterMs: recheckMs }
    client.finalize({ ...client.get('namespaces', key), spec: { finalizers: [] } })
    return undefined
  }

  /** @returns how many are still there. */
  function empty(resource: ResourceName, name: string): number {
    const all: readonly KubernetesObject[] = client.list(resource)
    let left = 0
    for (const object of all) {
      if (object.metadata.namespace !== name) continue
      if (!object.metadata.deletionTimestamp) remove(resource, object)
      if (isStillThere(resource, `${name}/${object.metadata.name}`)) left++
    }
    return left
  }

  function remove(resource: ResourceName, object: KubernetesObject): void {
    try {
      client.delete(resource, object, { propagationPolicy: 'Background' })
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error
    }
  }

  function isStillThere(resource: ResourceName, key: string): boolean {
    try {
      client.get(resource, key)
      return true
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') return false
      throw error
    }
  }

  function writeConditions(namespace: Namespace, left: ReadonlyMap<string, number>): void {
    const now = timeOf(clock.now)
    let conditions = namespace.status?.conditions
    for (const condition of conditionsOf(left))
      conditions = withCondition(conditions, condition, now)
    const status = { ...namespace.status, phase: 'Terminating' as const, conditions }
    if (isEqual(status, namespace.status)) return
    client.modify(
      'namespaces',
      `/${namespace.metadata.name}`,
      (current) => ({ ...current, status: status as NonNullable<Namespace['status']> }),
      'status',
    )
  }
}

function conditionsOf(left: ReadonlyMap<string, number>): readonly Condition[] {
  const no = (type: string, reason: string, message: string): Condition => {
    return { type, status: 'False', reason, message }
  }
  const counts = [...left].map(([name, count]) => `${name} has ${count} resource instances`)
  return [
    no(
      'NamespaceDeletionDiscoveryFailure',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    no(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    left.size === 0
      ? no('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed')
      : {
          type: 'NamespaceContentRemaining',
          status: 'True',
          reason: 'SomeResourcesRemain',
          message: `Some resources are remaining: ${counts.join(', ')}`,
        },
    no(
      'NamespaceFinalizersRemaining',
      'ContentHasNoFinalizers',
      'All content-preserving finalizers finished',
    ),
  ]
}
