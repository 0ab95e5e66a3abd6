/**
 * daemonset-controller — one Pod on every node that can take it, and none anywhere else.
 *
 * It makes each Pod for one node and says so by affinity; the scheduler still binds it.
 *
 * *Upstream:* `pkg/controller/daemon` (daemon_controller.go, update.go)
 * *Leaves out:* the back-off between two attempts to replace a failed Pod of one node.
 */
import type { DaemonSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { claim, followOrphans } from '../../client/adoption.ts'
import type { ApiError } from '../../client/client.ts'
import { createExpectations } from '../../client/expectations.ts'
import { createOwnPods, podFromTemplate } from '../../client/own-pods.ts'
import { hashOf, historyOf, revisionLabel, truncateHistory } from '../../client/revisions.ts'
import { slowStart } from '../../client/slow-start.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { podSpecFor, targetNodeOf } from './nodes.ts'
import { planPods, planUpdate, type View } from './plan.ts'
import { statusOf } from './status.ts'

export const daemonSetController: ComponentDefinition = {
  name: 'daemonset-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['daemonsets', 'pods', 'nodes', 'controllerrevisions'],
  writes: ['pods', 'daemonsets/status', 'controllerrevisions', 'events'],
  withoutIt: {
    ja: 'DaemonSet を作っても、ノードに Pod が置かれません。新しいノードにも置かれません。',
    en: 'DaemonSets put no Pod on any node, and none on nodes that join later.',
  },
  start(host) {
    const { client } = host
    const sets = host.informer('daemonsets')
    const pods = host.informer('pods')
    const nodes = host.informer('nodes')
    const revisions = host.informer('controllerrevisions')
    const orphansIn = followOrphans(pods)
    const loop = host.controlLoop({ reconcile })
    const expectations = createExpectations(host.clock, (key) => loop.add(key))
    const own = createOwnPods(host)

    sets.onChange(({ object, type }) => {
      if (type === 'deleted') expectations.forget(keyOf(object))
      loop.add(keyOf(object))
    })
    nodes.onChange(({ type, object, old }) => {
      if (type === 'modified' && old && !concernsDaemons(old, object)) return
      for (const set of sets.list()) loop.add(keyOf(set))
    })
    pods.onChange(({ type, object: pod }) => {
      const owner = controllerOf(pod)
      if (owner && owner.kind !== 'DaemonSet') return
      const key = `${pod.metadata.namespace}/${owner?.name}`
      if (owner && (type === 'deleted' || pod.metadata.deletionTimestamp))
        expectations.deletionObserved(key, keyOf(pod))
      else if (owner && type === 'added') expectations.creationObserved(key)
      if (owner) loop.add(key)
      else if (type !== 'deleted')
        for (const set of sets.inNamespace(pod.metadata.namespace ?? '')) loop.add(keyOf(set))
    })

    function reconcile(key: string): { afterMs: number } | undefined {
      const set = sets.get(key)
      if (!set) return undefined // Deleted: the garbage collector follows.
      const history = historyOf(set, client, revisions)
      const claimed = claim({
        client,
        owner: set,
        freshOwner: () => client.get('daemonsets', key),
        resource: 'pods',
        owned: pods.byController(set.metadata.uid),
        orphans: orphansIn(set.metadata.namespace ?? ''),
      })
      const view: View = {
        set,
        nodes: nodes.list(),
        podsByNode: grouped(claimed),
        hash: hashOf(history.update),
        nowMs: host.clock.now,
      }
      let failure: ApiError | undefined
      if (expectations.satisfied(key) && !set.metadata.deletionTimestamp) {
        failure = act(key, view, planPods(view))
        if (!failure && expectations.satisfied(key)) failure = act(key, view, planUpdate(view))
      }
      const status = statusOf(view)
      if (!isEqual(status, set.status)) {
        const { uid } = set.metadata
        const change = (now: DaemonSet) => (now.metadata.uid === uid ? { ...now, status } : now)
        client.modify('daemonsets', key, change, 'status')
      }
      if (!set.metadata.deletionTimestamp) {
        const inUse = claimed.map(({ metadata }) => metadata.labels?.[revisionLabel] ?? '')
        truncateHistory(set, history, new Set(inUse), client)
      }
      if (failure) throw failure
      return waitForAvailability(view)
    }

    function act(
      key: string,
      { set, hash }: View,
      plan: { readonly create: readonly string[]; readonly remove: readonly Pod[] },
    ): ApiError | undefined {
      const { create, remove } = plan
      if (create.length === 0 && remove.length === 0) return undefined
      for (const pod of remove) sayIfFailed(host, set, pod)
      let error: ApiError | undefined
      if (remove.length > 0) expectations.expectDeletions(key, remove.map(keyOf))
      for (const pod of remove) {
        const refusal = own.delete(set, pod)
        if (!refusal) continue
        expectations.deletionObserved(key, keyOf(pod))
        if (refusal.reason !== 'NotFound') error ??= refusal
      }
      if (create.length === 0 || remove.length > 0) return error
      expectations.expectCreations(key, create.length)
      let next = 0
      const { successes, error: refusal } = slowStart(create.length, () =>
        own.create(set, podFor(set, hash, create[next++] ?? '')),
      )
      for (let left = successes; left < create.length; left++) expectations.creationObserved(key)
      return error ?? refusal
    }
  },
}

function podFor(set: DaemonSet, hash: string, nodeName: string) {
  const generation = set.metadata.annotations?.['deprecated.daemonset.template.generation'] ?? '1'
  const draft = podFromTemplate(set, set.spec.template)
  return {
    ...draft,
    metadata: {
      ...draft.metadata,
      labels: {
        ...draft.metadata.labels,
        [revisionLabel]: hash,
        'pod-template-generation': generation,
      },
    },
    spec: podSpecFor(draft.spec, nodeName),
  }
}

function sayIfFailed({ events }: Pick<Host, 'events'>, set: DaemonSet, pod: Pod): void {
  if (pod.status?.phase !== 'Failed') return
  const { namespace, name } = pod.metadata
  const node = targetNodeOf(pod.spec)
  const text = `Found failed daemon pod ${namespace}/${name} on node ${node}, will try to kill it`
  events.record(set, 'Warning', 'FailedDaemonPod', text)
}

function grouped(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const byNode = new Map<string, Pod[]>()
  for (const pod of pods) {
    const name = targetNodeOf(pod.spec)
    const there = byNode.get(name)
    if (there) there.push(pod)
    else byNode.set(name, [pod])
  }
  return byNode
}

function concernsDaemons(
  old: { readonly metadata: { readonly labels?: unknown }; readonly spec: unknown },
  node: { readonly metadata: { readonly labels?: unknown }; readonly spec: unknown },
): boolean {
  return !isEqual(old.metadata.labels, node.metadata.labels) || !isEqual(old.spec, node.spec)
}

/** With minReadySeconds a Pod becomes available by time alone. */
function waitForAvailability({ set, podsByNode }: View): { afterMs: number } | undefined {
  const { minReadySeconds = 0 } = set.spec
  const { numberReady = 0, numberAvailable = 0 } = set.status ?? {}
  if (minReadySeconds === 0 || podsByNode.size === 0) return undefined
  return numberAvailable < numberReady ? { afterMs: minReadySeconds * 1000 } : undefined
}
