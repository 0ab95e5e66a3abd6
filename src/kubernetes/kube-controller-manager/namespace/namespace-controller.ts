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
import { find } from '../../client/find.ts'
import type { ComponentDefinition, Host, KindName } from '../../component.ts'

const recheckMs = 2_000

/** Empties a namespace of every kind that lives in one. */
export function namespaceControllerOf(kinds: readonly KindName[]): ComponentDefinition {
  const contents = kinds
    .filter(({ namespaced }) => namespaced)
    .sort((a, b) => (a.resource < b.resource ? -1 : 1))
  return {
    name: 'namespace-controller',
    partOf: 'kube-controller-manager',
    runsOn: 'control-plane',
    watches: ['namespaces'],
    writes: [
      ...contents.map(({ resource }) => resource),
      'namespaces/status',
      'namespaces/finalize',
    ],
    withoutIt: {
      ja: '削除した Namespace は Terminating のまま残り、その中身も消えません。',
      en: 'A deleted namespace stays Terminating, and what is in it stays as well.',
    },
    start: (host) => startOn(host, contents),
  }
}

function startOn(
  { informer, controlLoop, client, clock }: Host,
  contents: readonly KindName[],
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
    const left: Left = { resources: new Map(), finalizers: new Map() }
    for (const kind of contents) empty(kind, namespace.metadata.name, left)
    writeConditions(namespace, left)
    if (left.resources.size > 0) return { afterMs: recheckMs }
    client.finalize({ ...client.get('namespaces', key), spec: { finalizers: [] } })
    return undefined
  }

  /** Whatever does not go at once is counted, and so is what holds it. */
  function empty({ resource, apiVersion }: KindName, name: string, left: Left): void {
    const all: readonly KubernetesObject[] = client.list(resource)
    const [group] = apiVersion.includes('/') ? apiVersion.split('/') : ['']
    for (const object of all) {
      if (object.metadata.namespace !== name) continue
      if (!object.metadata.deletionTimestamp) remove(resource, object)
      const still = find(client, resource, `${name}/${object.metadata.name}`)
      if (!still) continue
      count(left.resources, `${resource}.${group}`)
      for (const finalizer of still.metadata.finalizers ?? []) count(left.finalizers, finalizer)
    }
  }

  function remove(resource: ResourceName, object: KubernetesObject): void {
    try {
      client.delete(resource, object, { propagationPolicy: 'Background' })
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'NotFound') throw error
    }
  }

  function writeConditions(namespace: Namespace, left: Left): void {
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

/** How many there still are, by what they are and by what they wait for. */
interface Left {
  readonly resources: Map<string, number>
  readonly finalizers: Map<string, number>
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Each with its number, in the order of the texts. */
function listed(counts: ReadonlyMap<string, number>, word: string): string {
  const texts = [...counts].map(([name, number]) => `${name} ${word} ${number} resource instances`)
  return texts.sort().join(', ')
}

function conditionsOf({ resources, finalizers }: Left): readonly Condition[] {
  const no = (type: string, reason: string, message: string): Condition => {
    return { type, status: 'False', reason, message }
  }
  const yes = (type: string, reason: string, message: string): Condition => {
    return { type, status: 'True', reason, message }
  }
  return [
    no(
      'NamespaceDeletionDiscoveryFailure',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    no(
      'NamespaceDeletionGroupVersionParsingFailure',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    no(
      'NamespaceDeletionContentFailure',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    resources.size === 0
      ? no('NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed')
      : yes(
          'NamespaceContentRemaining',
          'SomeResourcesRemain',
          `Some resources are remaining: ${listed(resources, 'has')}`,
        ),
    finalizers.size === 0
      ? no(
          'NamespaceFinalizersRemaining',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        )
      : yes(
          'NamespaceFinalizersRemaining',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${listed(finalizers, 'in')}`,
        ),
  ]
}
