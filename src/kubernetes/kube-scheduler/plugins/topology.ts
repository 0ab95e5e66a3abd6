/** What topology keys mean for a node: the two plugins that spread and gather Pods share it. */
import type { Node } from '../../api/core.ts'
import type { ClusterEvent } from '../framework.ts'

/** The node came, went or moved, as these topology keys see it. */
export function topologyChanged(keys: readonly string[], event: ClusterEvent): boolean {
  switch (event.type) {
    case 'node-added':
    case 'node-deleted':
      return keys.every((key) => labelOf(event.node, key) !== undefined)
    case 'node-updated':
      return keys.some((key) => labelOf(event.node, key) !== labelOf(event.old, key))
    default:
      return false
  }
}

function labelOf(node: Node, key: string): string | undefined {
  return node.metadata.labels?.[key]
}
