/**
 * taint-eviction-controller — deletes the Pods of a node with NoExecute taints, each after the time
 * it tolerates them: five minutes where nobody asked for another.
 *
 * *Upstream:* `pkg/controller/tainteviction/taint_eviction.go`, `timed_workers.go`
 * *Leaves out:* Pods that are being deleted already; upstream marks them once more.
 */
import type { Timer } from '../../../simulation/simulation.ts'
import { withCondition } from '../../api/conditions.ts'
import type { Pod, PodCondition } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import { keyOf, type Time } from '../../api/meta.ts'
import { timeOf } from '../../api/time.ts'
import type { ComponentDefinition } from '../../component.ts'
import { noExecuteTaints, type TolerationTime, tolerationTime } from './toleration-time.ts'

export const taintEvictionController: ComponentDefinition = {
  name: 'taint-eviction-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['nodes', 'pods'],
  writes: ['pods', 'pods/status', 'events'],
  withoutIt: {
    ja: '停止したノードの Pod が、いつまでも削除されません。だから代わりの Pod も作られません。',
    en: 'Pods of a dead node are never deleted, and so they are never replaced.',
  },
  start(host) {
    const { client, clock, events } = host
    const nodes = host.informer('nodes')
    const pods = host.informer('pods')
    const loop = host.controlLoop({ name: 'tolerations', reconcile })
    const evicting = host.controlLoop({ name: 'evictions', reconcile: evict })
    /** Evictions set for later, by Pod. Lost with the process; then the time begins anew. */
    const scheduled = new Map<string, Scheduled>()

    pods.onChange(({ type, object: pod, old }) => {
      const isSame =
        old?.spec.nodeName === pod.spec.nodeName &&
        isEqual(old?.spec.tolerations, pod.spec.tolerations)
      if (type === 'deleted' || !isSame) loop.add(keyOf(pod))
    })
    nodes.onChange(({ type, object: node, old }) => {
      const now = type === 'deleted' ? [] : noExecuteTaints(node)
      if (isEqual(noExecuteTaints(old), now)) return
      for (const pod of pods.byNode(node.metadata.name)) loop.add(keyOf(pod))
    })

    function reconcile(key: string): void {
      const pod = pods.get(key)
      const patience = pod ? patienceOf(pod) : 'forever'
      if (!pod || patience === 'forever') return cancel(key)
      if (pod.metadata.deletionTimestamp) return
      // Once the time runs, a longer or shorter toleration comes too late; having none does not.
      if (patience === 0) cancel(key)
      if (!scheduled.has(key)) schedule(pod, patience * 1000)
    }

    function patienceOf({ spec }: Pod): TolerationTime {
      const node = spec.nodeName ? nodes.get(`/${spec.nodeName}`) : undefined
      return tolerationTime(noExecuteTaints(node), spec.tolerations)
    }

    function schedule(pod: Pod, delayMs: number): void {
      const key = keyOf(pod)
      const timer = clock.after(delayMs, `${key} tolerates it no longer`, () => {
        scheduled.delete(key)
        if (pods.get(key)?.metadata.deletionTimestamp) return
        report(pod, `Marking for deletion Pod ${key}`)
        evicting.addAfter(key, eventHeadStartMs)
      })
      scheduled.set(key, { timer, pod })
    }

    function cancel(key: string): void {
      const eviction = scheduled.get(key)
      if (!eviction) return
      eviction.timer.cancel()
      scheduled.delete(key)
      report(eviction.pod, `Cancelling deletion of Pod ${key}`)
    }

    function evict(key: string): void {
      const pod = pods.get(key)
      if (!pod || pod.metadata.deletionTimestamp) return
      if (patienceOf(pod) === 'forever') return // The node came back while this was tried again.
      client.modify('pods', key, (current) => withDisruption(current, timeOf(clock.now)), 'status')
      client.delete('pods', pod)
    }

    /** Upstream names the Pod without its uid, so that `kubectl describe` does not find these. */
    function report(pod: Pod, text: string): void {
      const unidentified = { ...pod, metadata: { ...pod.metadata, uid: '', resourceVersion: '' } }
      events.record(unidentified, 'Normal', 'TaintManagerEviction', text)
    }
  },
}

/** The Event is on its way before the Pod is touched. */
const eventHeadStartMs = 5

function withDisruption(pod: Pod, now: Time): Pod {
  const disruption: PodCondition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    ...(pod.metadata.generation ? { observedGeneration: pod.metadata.generation } : {}),
  }
  const conditions = withCondition(pod.status?.conditions, disruption, now)
  return { ...pod, status: { ...pod.status, conditions } }
}

interface Scheduled {
  readonly timer: Timer
  /** As it was when the time began, to have something to report about when it is gone. */
  readonly pod: Pod
}
