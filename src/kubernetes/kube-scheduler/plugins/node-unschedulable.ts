/**
 * NodeUnschedulable — a cordoned node takes no new Pods, but for those that tolerate it.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go`
 */
import type { Taint } from '../../api/core.ts'
import { tolerates } from '../../api/taints.ts'
import { type Plugin, unresolvable } from '../framework.ts'

const cordoned: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }

export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  isLocal: true,
  preFilter: ({ pod }) => ({
    filter({ node }) {
      if (!node.spec?.unschedulable) return undefined
      if (pod.spec.tolerations?.some((toleration) => tolerates(toleration, cordoned)))
        return undefined
      return unresolvable('node(s) were unschedulable')
    },
  }),
  wakes(_pod, event) {
    if (event.type === 'node-added') return !event.node.spec.unschedulable
    if (event.type !== 'node-updated') return false
    return event.old.spec.unschedulable === true && !event.node.spec.unschedulable
  },
}
