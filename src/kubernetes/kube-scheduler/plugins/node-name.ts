/**
 * NodeName — a Pod that names its node fits only there.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/nodename/node_name.go`
 */
import { type Plugin, unresolvable } from '../framework.ts'

export const nodeName: Plugin = {
  name: 'NodeName',
  isLocal: true,
  preFilter: ({ pod }) => ({
    filter: (node) =>
      pod.spec.nodeName && pod.spec.nodeName !== node.name
        ? unresolvable("node(s) didn't match the requested node name")
        : undefined,
  }),
  wakes: ({ pod }, event) =>
    event.type === 'node-added' && event.node.metadata.name === pod.spec.nodeName,
}
