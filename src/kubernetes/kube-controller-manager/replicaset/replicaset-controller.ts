/**
 * replicaset-controller — keeps the number of Pods equal to `spec.replicas`. That is all it does,
 * and all of self-healing: it does not know why a Pod is missing, only that one is.
 *
 * *Upstream:* `pkg/controller/replicaset/replica_set.go`
 * *Leaves out:* parallel workers.
 */
import type { ReplicaSet, ReplicaSetStatus } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { matchesSelector } from '../../api/labels.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { availableAfterMs, isActive, isTerminating } from '../../api/pod-availability.ts'
import { claim, followOrphans } from '../../client/adoption.ts'
import type { Client } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { createExpectations } from '../../client/expectations.ts'
import { createOwnPods } from '../../client/own-pods.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { manageReplicas } from './manage-replicas.ts'
import { type Counts, countsOf, statusFrom } from './status.ts'
import { Tallies, type Tally } from './tally.ts'

export const replicaSetController: ComponentDefinition = {
  name: 'replicaset-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['replicasets', 'pods'],
  writes: ['pods', 'replicasets/status', 'events'],
  withoutIt: {
    ja: 'ReplicaSet はあるのに Pod が作られません。失われた Pod も置き換えられません。',
    en: 'ReplicaSets exist, but no Pods appear, and lost Pods are not replaced.',
  },
  start: (host) => keepReplicas(host, 'ReplicaSet'),
}

/** @param kind what owns the Pods: a ReplicaSet, or what is read as one */
export function keepReplicas(host: Host, kind: string): void {
  const { client, clock } = host
  const replicaSets = host.informer('replicasets')
  const pods = host.informer('pods')
  const orphansIn = followOrphans(pods)
  const loop = host.controlLoop({ reconcile })
  const expectations = createExpectations(clock, (key) => loop.add(key))
  const tallies = new Tallies(pods)
  const reach = { replicaSets, pods, expectations, ownPods: createOwnPods(host) }

  replicaSets.onChange(({ type, object, old }) => {
    const isAnother = old !== undefined && old.metadata.uid !== object.metadata.uid
    if (type === 'deleted' || isAnother) {
      expectations.forget(keyOf(object))
      tallies.forget((old ?? object).metadata.uid)
    }
    loop.add(keyOf(object))
  })
  pods.onChange((change) => {
    const { type, object: pod, old } = change
    const owner = ownerKey(pod, kind)
    tallies.take(change)
    if (owner && (type === 'deleted' || pod.metadata.deletionTimestamp))
      // A Pod that is being deleted is as good as gone: its successor need not wait for its end.
      expectations.deletionObserved(owner, keyOf(pod))
    else if (owner && type === 'added') expectations.creationObserved(owner)
    loop.addOwner(pod, kind)
    if (old && ownerKey(old, kind) !== owner) loop.addOwner(old, 'ReplicaSet')
    if (type !== 'deleted' && !controllerOf(pod)) offerForAdoption(pod)
  })

  function reconcile(key: string): undefined | RequeueAfter {
    const replicaSet = replicaSets.get(key)
    if (!replicaSet) return undefined // Deleted: the garbage collector follows.
    const nowMs = clock.now
    const pods = podsOf(replicaSet, nowMs)
    const mayAct = expectations.satisfied(key) && !replicaSet.metadata.deletionTimestamp
    const active = { count: pods.counts.replicas, list: pods.active }
    const failure = mayAct ? manageReplicas(reach, replicaSet, active, nowMs) : undefined
    const news = { failure: failure?.message, nowMs }
    writeStatus(client, replicaSet, statusFrom(replicaSet, pods.counts, news))
    if (failure) throw failure
    return nextLook(replicaSet, pods.active, nowMs)
  }

  /** Counted as news came where nothing else has to be looked at, or one by one. */
  function podsOf(
    replicaSet: ReplicaSet,
    nowMs: number,
  ): { readonly counts: Counts; active(): readonly Pod[] } {
    const owned = () => pods.byController(replicaSet.metadata.uid)
    const orphans = orphansIn(replicaSet.metadata.namespace ?? '')
    const tally = tallies.of(replicaSet)
    if (isPlain(replicaSet) && orphans.length === 0 && tally.strangers === 0)
      return { counts: countsFrom(tally), active: () => owned().filter(isActive) }
    const activePods = claimPods(replicaSet, owned().filter(isActive), orphans)
    const terminatingPods = owned().filter((pod) => isTerminating(pod) && selects(replicaSet, pod))
    const counts = countsOf(replicaSet, { activePods, terminatingPods, nowMs })
    return { counts, active: () => activePods }
  }

  function claimPods(
    replicaSet: ReplicaSet,
    owned: readonly Pod[],
    orphans: readonly Pod[],
  ): readonly Pod[] {
    return claim({
      client,
      owner: replicaSet,
      freshOwner: () => client.get('replicasets', keyOf(replicaSet)),
      resource: 'pods',
      owned,
      orphans: orphans.filter(isActive),
    })
  }

  /** A Pod that nobody controls: whoever selects it may want it. */
  function offerForAdoption(pod: Pod): void {
    for (const replicaSet of replicaSets.inNamespace(pod.metadata.namespace ?? ''))
      if (selects(replicaSet, pod)) loop.add(keyOf(replicaSet))
  }
}

/** Time makes no Pod of it available, and its Pods are its own. */
function isPlain({ metadata, spec }: ReplicaSet): boolean {
  return !spec.minReadySeconds && !metadata.deletionTimestamp
}

function countsFrom({ active, labelled, ready, terminating }: Tally): Counts {
  return {
    replicas: active,
    terminatingReplicas: terminating,
    fullyLabeledReplicas: labelled,
    readyReplicas: ready,
    availableReplicas: ready,
  }
}

function selects({ spec }: ReplicaSet, { metadata }: Pod): boolean {
  return matchesSelector(spec.selector, metadata.labels)
}

function writeStatus(client: Client, replicaSet: ReplicaSet, status: ReplicaSetStatus): void {
  if (isEqual(status, replicaSet.status)) return
  const { uid } = replicaSet.metadata
  // Others write the spec, and the cache may be behind them; the status is ours alone.
  const change = (current: ReplicaSet) =>
    current.metadata.uid === uid ? { ...current, status } : current
  client.modify('replicasets', keyOf(replicaSet), change, 'status')
}

/** A Pod becomes available by time alone; no news would tell. */
function nextLook(
  { spec }: ReplicaSet,
  active: () => readonly Pod[],
  nowMs: number,
): RequeueAfter | undefined {
  if (!spec.minReadySeconds) return undefined
  const waits = active().flatMap(
    (pod) => availableAfterMs(pod, spec.minReadySeconds ?? 0, nowMs) ?? [],
  )
  return waits.length > 0 ? { afterMs: Math.min(...waits) } : undefined
}

/** The ReplicaSet a Pod says it belongs to. */
function ownerKey(pod: Pod, kind: string): string | undefined {
  const owner = controllerOf(pod)
  if (owner?.kind !== kind) return undefined
  return keyOf({ metadata: { ...pod.metadata, name: owner.name } })
}
