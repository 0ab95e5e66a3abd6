/**
 * NodePorts — a `hostPort` is taken by one Pod of the node at a time.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/nodeports/node_ports.go`
 */

import { type PodInfo, portsConflict } from '../cache/pod-info.ts'
import { type Plugin, unschedulable } from '../framework.ts'

export const nodePorts: Plugin = {
  name: 'NodePorts',
  isLocal: true,
  preFilter(pod) {
    if (pod.hostPorts.length === 0) return undefined
    return {
      filter(node) {
        for (const holder of node.portHolders.values())
          if (conflict(pod, holder))
            return unschedulable("node(s) didn't have free ports for the requested pod ports")
        return undefined
      },
    }
  },
  wakes(pod, event) {
    if (event.type === 'node-added') return true
    return event.type === 'pod-deleted' && conflict(pod, event.pod)
  },
}

function conflict(a: PodInfo, b: PodInfo): boolean {
  return a.hostPorts.some((one) => b.hostPorts.some((other) => portsConflict(one, other)))
}
