/**
 * replicaset-controller — keeps the number of Pods equal to `spec.replicas`. That is all it does,
 * and all of self-healing: it does not know why a Pod is missing, only that one is.
 *
 * *Upstream:* `pkg/controller/replicaset/replica_set.go`
 * *Leaves out:* ReplicationControllers, parallel workers.
 */
import type { ReplicaSet } from '../../api/apps.ts'
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { matchesSelector } from '../../api/labels.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { claim, followOrphans } from '../../client/adoption.ts'
import type { ApiError } from '../../client/client.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import { createExpectations } from '../../client/expectations.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { availableAfterMs, isActive, isTerminating } from './pod-availability.ts'
import { createPodControl } from './pod-control.ts'
import { podsToDelete } from './pods-to-delete.ts'
import { slowStart } from './slow-start.ts'
import { type Observation, statusOf } from './status.ts'

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
  start(host) {
    const controller = createController(host)
    const { replicaSets, pods, loop, expectations } = controller

    replicaSets.onChange(({ type, object, old }) => {
      const isAnother = old !== undefined && old.metadata.uid !== object.metadata.uid
      if (type === 'deleted' || isAnother) expectations.forget(keyOf(object))
      loop.add(keyOf(object))
    })
    pods.onChange(({ type, object: pod, old }) => {
      const owner = ownerKey(pod)
      if (owner && (type === 'deleted' || pod.metadata.deletionTimestamp))
        // A Pod that is being deleted is as good as gone: its successor need not wait for its end.
        expectations.deletionObserved(owner, keyOf(pod))
      else if (owner && type === 'added') expectations.creationObserved(owner)
      loop.addOwner(pod, 'ReplicaSet')
      if (old && ownerKey(old) !== owner) loop.addOwner(old, 'ReplicaSet')
      if (type !== 'deleted' && !controllerOf(pod)) controller.offerForAdoption(pod)
    })
  },
}

/** So many Pods at most are created or deleted in one go. */
const burstReplicas = 500

function createController(host: Host) {
  const { client, clock } = host
  const replicaSets = host.informer('replicasets')
  const pods = host.informer('pods')
  const orphansIn = followOrphans(pods)
  const podControl = createPodControl(host)
  const loop = host.controlLoop({ reconcile })
  const expectations = createExpectations(clock, (key) => loop.add(key))

  function reconcile(key: string): undefined | RequeueAfter {
    const replicaSet = replicaSets.get(key)
    if (!replicaSet) return undefined // Deleted: the garbage collector follows.
    const owned = pods.byController(replicaSet.metadata.uid)
    const activePods = claimPods(replicaSet, owned.filter(isActive))
    const selects = ({ metadata }: Pod) =>
      matchesSelector(replicaSet.spec.selector, metadata.labels)
    const terminatingPods = owned.filter((pod) => isTerminating(pod) && selects(pod))
    const mayAct = expectations.satisfied(key) && !replicaSet.metadata.deletionTimestamp
    const failure = mayAct ? manageReplicas(key, replicaSet, activePods) : undefined
    const nowMs = clock.now
    writeStatus(replicaSet, { activePods, terminatingPods, failure: failure?.message, nowMs })
    if (failure) throw failure
    return nextLook(replicaSet, activePods, nowMs)
  }

  function claimPods(replicaSet: ReplicaSet, owned: readonly Pod[]): readonly Pod[] {
    return claim({
      client,
      owner: replicaSet,
      freshOwner: () => client.get('replicasets', keyOf(replicaSet)),
      resource: 'pods',
      owned,
      orphans: orphansIn(replicaSet.metadata.namespace ?? '').filter(isActive),
    })
  }

  /** Creates what is missing or deletes what is too much. @returns why it could not. */
  function manageReplicas(
    key: string,
    replicaSet: ReplicaSet,
    activePods: readonly Pod[],
  ): ApiError | undefined {
    const surplus = activePods.length - (replicaSet.spec.replicas ?? 1)
    if (surplus === 0) return undefined
    const count = Math.min(Math.abs(surplus), burstReplicas)
    if (surplus > 0) return deletePods(key, replicaSet, activePods, count)
    expectations.expectCreations(key, count)
    const { successes, error } = slowStart(count, () => podControl.create(replicaSet))
    // What was refused or not tried will never be seen.
    for (let index = successes; index < count; index++) expectations.creationObserved(key)
    return error
  }

  function deletePods(
    key: string,
    replicaSet: ReplicaSet,
    activePods: readonly Pod[],
    count: number,
  ): ApiError | undefined {
    const chosen = podsToDelete(activePods, relatedPods(replicaSet), count, clock.now)
    expectations.expectDeletions(key, chosen.map(keyOf))
    let firstError: ApiError | undefined
    for (const pod of chosen) {
      const error = podControl.delete(replicaSet, pod)
      if (!error) continue
      expectations.deletionObserved(key, keyOf(pod))
      if (error.reason !== 'NotFound') firstError ??= error
    }
    return firstError
  }

  /** Pods of all ReplicaSets with the same owner: of the whole Deployment, as a rule. */
  function relatedPods(replicaSet: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(replicaSet)
    const siblings = owner ? replicaSets.byController(owner.uid) : [replicaSet]
    return siblings.flatMap(({ metadata }) => pods.byController(metadata.uid))
  }

  function writeStatus(replicaSet: ReplicaSet, observation: Observation): void {
    const status = statusOf(replicaSet, observation)
    if (isEqual(status, replicaSet.status)) return
    // The cache may be behind the writer of `spec.replicas`; the status is ours alone.
    client.modify(
      'replicasets',
      keyOf(replicaSet),
      (current) =>
        current.metadata.uid === replicaSet.metadata.uid ? { ...current, status } : current,
      'status',
    )
  }

  function offerForAdoption(pod: Pod): void {
    for (const { metadata, spec } of replicaSets.inNamespace(pod.metadata.namespace ?? ''))
      if (matchesSelector(spec.selector, pod.metadata.labels)) loop.add(keyOf({ metadata }))
  }

  return { replicaSets, pods, loop, expectations, offerForAdoption }
}

/** A Pod becomes available by time alone; no news would tell. */
function nextLook(
  { spec }: ReplicaSet,
  activePods: readonly Pod[],
  nowMs: number,
): RequeueAfter | undefined {
  const waits = activePods.flatMap(
    (pod) => availableAfterMs(pod, spec.minReadySeconds ?? 0, nowMs) ?? [],
  )
  return waits.length > 0 ? { afterMs: Math.min(...waits) } : undefined
}

/** The ReplicaSet a Pod says it belongs to. */
function ownerKey(pod: Pod): string | undefined {
  const owner = controllerOf(pod)
  if (owner?.kind !== 'ReplicaSet') return undefined
  return keyOf({ metadata: { ...pod.metadata, name: owner.name } })
}
