/**
 * node-lifecycle-controller — notices that a node is silent, says so in its conditions, takes its
 * Pods' readiness away, and taints it. It deletes nothing: that is taint eviction's part.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/node_lifecycle_controller.go`
 * *Leaves out:* the reconciling of old node labels. After its own restart it leaves the NoExecute
 * taints where they are; upstream takes them away and puts them back at once.
 */
import type { Node, Pod } from '../../api/core.ts'
import { keyOf } from '../../api/meta.ts'
import type { ComponentDefinition } from '../../component.ts'
import {
  canLoseReadiness,
  clearNoExecute,
  declareUnknown,
  markPodNotReady,
  taintNoExecute,
  taintNoSchedule,
} from './acts.ts'
import { isOwnNoExecute, noExecuteTaints, noExecuteTaintsOf } from './condition-taints.ts'
import { NodeMonitor } from './monitor.ts'
import { readyConditionOf } from './node-health.ts'
import type { ReadyStatus } from './zone-state.ts'
import { Zones } from './zones.ts'

export const nodeLifecycleController: ComponentDefinition = {
  name: 'node-lifecycle-controller',
  partOf: 'kube-controller-manager',
  runsOn: 'control-plane',
  watches: ['nodes', 'leases', 'pods'],
  writes: ['nodes', 'nodes/status', 'pods/status', 'events'],
  withoutIt: {
    ja: '停止したノードが、いつまでも Ready のままです。その Pod も Ready のままで、置き換えられません。',
    en: 'A dead node stays Ready for ever. So do its Pods, and nobody replaces them.',
  },
  start(host) {
    const nodes = host.informer('nodes')
    const pods = host.informer('pods')

    const reacting = host.controlLoop({ name: 'node monitor', reconcile: react })
    const evicting = host.controlLoop({ name: 'node evictions', reconcile: evict })
    const conditions = host.controlLoop({ name: 'node conditions', reconcile: followConditions })
    const newcomers = host.controlLoop({ name: 'pods on silent nodes', reconcile: markNewcomer })

    const zones = new Zones(host.clock, (name) => evicting.addAfter(`/${name}`, 0))
    const work = (node: Node) => reacting.addAfter(keyOf(node), 0)
    const monitor = new NodeMonitor({ host, nodes, zones, needsWork, work })

    nodes.onChange(({ object: node }) => {
      conditions.add(keyOf(node))
      monitor.notice(node)
    })
    pods.onChange(({ type, object: pod, old }) => {
      const isNew = pod.spec.nodeName && pod.spec.nodeName !== old?.spec.nodeName
      if (isNew && type !== 'deleted' && nodeOf(pod)) newcomers.add(keyOf(pod))
    })

    /** What upstream's monitor does while it looks; here it can be tried again by itself. */
    function react(key: string): void {
      const seen = nodes.get(key)
      if (!seen) return
      const isOverdue = monitor.believedStatus(seen) === 'Unknown'
      const node = isOverdue ? declareUnknown(host, seen) : seen
      if (isOverdue) for (const pod of pods.byNode(node.metadata.name)) markPodNotReady(host, pod)
      const wanted = zones.isDark ? [] : noExecuteTaints(node)
      if (wanted.length === 0) {
        zones.withdraw(node.metadata.name)
        clearNoExecute(host, node)
      } else if (node.spec.taints?.some(isOwnNoExecute)) taintNoExecute(host, node)
      else zones.enqueue(node)
    }

    function needsWork(node: Node, believed: ReadyStatus | undefined): boolean {
      const { name } = node.metadata
      if (believed === 'Unknown' && readyConditionOf(node)?.status !== 'Unknown') return true
      if (believed === 'Unknown' && pods.byNode(name).some(canLoseReadiness)) return true
      const wanted = zones.isDark ? [] : noExecuteTaintsOf(believed)
      const present = (node.spec.taints ?? []).filter(isOwnNoExecute)
      if (present.length === 0) return wanted.length > 0 && !zones.isWaiting(name)
      return present.length !== wanted.length || present[0]?.key !== wanted[0]?.key
    }

    function evict(key: string): void {
      const node = nodes.get(key)
      // It may have come back while it waited.
      if (node && noExecuteTaints(node).length > 0) taintNoExecute(host, node)
    }

    function followConditions(key: string): void {
      const node = nodes.get(key)
      if (node) taintNoSchedule(host, node)
    }

    /** A Pod that was bound just before anybody knew. */
    function markNewcomer(key: string): void {
      const pod = pods.get(key)
      const node = pod && nodeOf(pod)
      if (pod && node && noExecuteTaints(node).length > 0) markPodNotReady(host, pod)
    }

    function nodeOf(pod: Pod): Node | undefined {
      return pod.spec.nodeName ? nodes.get(`/${pod.spec.nodeName}`) : undefined
    }
  },
}
