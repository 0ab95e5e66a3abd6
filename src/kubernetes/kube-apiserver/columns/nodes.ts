/**
 * How `kubectl get nodes` shows a Node.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go` printNode
 */
import { conditionOf } from '../../api/conditions.ts'
import type { Node } from '../../api/core.ts'
import { ageColumn, nameColumn } from './cells.ts'
import { type Column, column } from './column.ts'

const roleLabel = 'node-role.kubernetes.io/'
const oldRoleLabel = 'kubernetes.io/role'

export const nodeColumns: readonly Column<Node>[] = [
  nameColumn,
  column('STATUS', 0, statusOf),
  column('ROLES', 0, rolesOf),
  ageColumn,
  column('VERSION', 0, (node) => node.status?.nodeInfo?.kubeletVersion ?? ''),
  column('INTERNAL-IP', 1, (node) => addressOf(node, 'InternalIP')),
  column('EXTERNAL-IP', 1, (node) => addressOf(node, 'ExternalIP')),
  column('OS-IMAGE', 1, (node) => info(node, 'osImage')),
  column('KERNEL-VERSION', 1, (node) => info(node, 'kernelVersion')),
  column('CONTAINER-RUNTIME', 1, (node) => info(node, 'containerRuntimeVersion')),
]

function statusOf(node: Node): string {
  const ready = conditionOf(node.status?.conditions, 'Ready')
  const status = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'
  return node.spec?.unschedulable ? `${status},SchedulingDisabled` : status
}

function rolesOf({ metadata }: Node): string {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(roleLabel) && key.length > roleLabel.length)
      roles.add(key.slice(roleLabel.length))
    else if (key === oldRoleLabel && value) roles.add(value)
  }
  return [...roles].sort().join(',') || '<none>'
}

function addressOf({ status }: Node, type: string): string {
  return status?.addresses?.find((address) => address.type === type)?.address ?? '<none>'
}

function info(
  { status }: Node,
  key: 'osImage' | 'kernelVersion' | 'containerRuntimeVersion',
): string {
  return status?.nodeInfo?.[key] || '<unknown>'
}
