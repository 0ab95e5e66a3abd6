/**
 * disruption-controller — keeps telling each PodDisruptionBudget how many Pods may be taken away just
 * now. It takes none away and protects none: who evicts asks the API server, which looks here.
 *
 * *Upstream:* `pkg/controller/disruption/disruption.go`
 * *Leaves out:* the scale of kinds other than Deployment, ReplicaSet and StatefulSet; clearing stale
 * DisruptionTarget conditions.
 */
import type { Pod } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { isEmptySelector, matchesSelector } from '../../api/labels.ts'
import { keyOf } from '../../api/meta.ts'
import { controllerOf } from '../../api/owner-references.ts'
import { isReady } from '../../api/pod-availability.ts'
import type { PodDisruptionBudget } from '../../api/policy.ts'
import { msOf } from '../../api/time.ts'
import type { RequeueAfter } from '../../client/control-loop.ts'
import type { ComponentDefinition } from '../../component.ts'
import { type Observation, statusOf } from './status.ts'

/** An eviction that was let through and not seen within this time did not happen. */
const deletionTimeoutMs = 120_000

export const disruptionController: ComponentDefinition = {
  name: 'disruption-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['poddisruptionbudgets', 'pods', 'deployments', 'replicasets', 'statefulsets'],
  writes: ['poddisruptionbudgets/status', 'events'],
  withoutIt: {
    ja: 'PodDisruptionBudget の許容数が数え直されません。そのため drain が止まったままになります。',
    en: 'Nobody counts how many disruptions a budget allows, so that drains get stuck.',
  },
  start(host) {
    const { client, clock, events } = host
    const budgets = host.informer('poddisruptionbudgets')
    const pods = host.informer('pods')
    const deployments = host.informer('deployments')
    const replicaSets = host.informer('replicasets')
    const statefulSets = host.informer('statefulsets')
    const loop = host.controlLoop({ reconcile })
    const addNamespace = (namespace = '') => {
      for (const budget of budgets.inNamespace(namespace)) loop.add(keyOf(budget))
    }
    budgets.onChange(({ object, type }) => {
      if (type !== 'deleted') loop.add(keyOf(object))
    })
    pods.onChange(({ object, old }) => {
      for (const budget of budgets.inNamespace(object.metadata.namespace ?? ''))
        if (selects(budget, object) || (old && selects(budget, old))) loop.add(keyOf(budget))
    })
    deployments.onChange(({ object }) => addNamespace(object.metadata.namespace))
    replicaSets.onChange(({ object }) => addNamespace(object.metadata.namespace))
    statefulSets.onChange(({ object }) => addNamespace(object.metadata.namespace))

    function reconcile(key: string): undefined | RequeueAfter {
      const budget = budgets.get(key)
      if (!budget) return undefined
      const mine = pods.inNamespace(budget.metadata.namespace ?? '').filter((pod) => {
        return selects(budget, pod)
      })
      if (mine.length === 0) events.record(budget, 'Normal', 'NoPods', 'No matching pods found')
      const { disruptedPods, againMs } = stillAwaited(budget, mine)
      const healthy = mine.filter(
        (pod) =>
          isReady(pod) && !pod.metadata.deletionTimestamp && !(pod.metadata.name in disruptedPods),
      )
      const observation: Observation = {
        pods: mine.length,
        healthy: healthy.length,
        scale: scaleOf(mine),
        disruptedPods,
        nowMs: clock.now,
      }
      const status = statusOf(budget, observation)
      if (!isEqual(status, budget.status)) {
        const { uid } = budget.metadata
        const change = (now: PodDisruptionBudget) =>
          now.metadata.uid === uid ? { ...now, status } : now
        client.modify('poddisruptionbudgets', key, change, 'status')
      }
      return againMs === undefined ? undefined : { afterMs: againMs }
    }

    /** How many Pods those who made these want, all together. */
    function scaleOf(mine: readonly Pod[]): number {
      const scales = new Map<string, number>()
      for (const pod of mine) {
        const owner = controllerOf(pod)
        if (!owner) continue
        const key = `${pod.metadata.namespace}/${owner.name}`
        const set = owner.kind === 'StatefulSet' ? statefulSets.get(key) : replicaSets.get(key)
        if (set?.metadata.uid !== owner.uid) continue
        const above = controllerOf(set)
        const deployment =
          above?.kind === 'Deployment'
            ? deployments.get(`${pod.metadata.namespace}/${above.name}`)
            : undefined
        const scaled = deployment ?? set
        scales.set(scaled.metadata.uid, scaled.spec.replicas ?? 1)
      }
      return [...scales.values()].reduce((sum, replicas) => sum + replicas, 0)
    }

    function stillAwaited({ status }: PodDisruptionBudget, mine: readonly Pod[]) {
      const entries = Object.entries(status?.disruptedPods ?? {}).filter(([name, time]) => {
        const pod = mine.find(({ metadata }) => metadata.name === name)
        if (!pod || pod.metadata.deletionTimestamp) return false
        return msOf(time) + deletionTimeoutMs > clock.now
      })
      const ends = entries.map(([, time]) => msOf(time) + deletionTimeoutMs - clock.now)
      return {
        disruptedPods: Object.fromEntries(entries),
        ...(ends.length > 0 ? { againMs: Math.min(...ends) } : {}),
      }
    }
  },
}

/** An absent selector matches nothing, an empty one every Pod of the namespace. */
function selects({ spec }: PodDisruptionBudget, { metadata }: Pod): boolean {
  if (!spec.selector) return false
  return isEmptySelector(spec.selector) || matchesSelector(spec.selector, metadata.labels)
}
