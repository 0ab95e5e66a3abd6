/**
 * ComponentStatus: how three parts of the control plane are, as `kubectl get cs` still asks.
 *
 * *Upstream:* `pkg/registry/core/componentstatus/rest.go`
 * *Leaves out:* asking the scheduler and the controllers themselves: what one cannot ask is healthy.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import { nameColumn } from '../kubernetes/kube-apiserver/columns/cells.ts'
import { type Column, column } from '../kubernetes/kube-apiserver/columns/column.ts'
import { nameOnly } from '../kubernetes/kube-apiserver/resource-table.ts'

const resource = 'componentstatuses' as ResourceName

interface ComponentStatus extends KubernetesObject {
  readonly conditions: readonly [{ readonly message: string }]
}

const columns: readonly Column<ComponentStatus>[] = [
  nameColumn,
  column('STATUS', 0, () => 'Healthy'),
  column('MESSAGE', 0, ({ conditions }) => conditions[0].message),
  column('ERROR', 0, () => ''),
]

export const componentStatuses = {
  resource,
  definition: {
    ...nameOnly({ resource, kind: 'ComponentStatus', group: '', version: 'v1' }),
    shortNames: ['cs'],
    namespaced: false,
  },
  columns: columns as readonly Column<never>[],
  categories: [],
}

export function componentStatusList(): readonly KubernetesObject[] {
  return ['controller-manager', 'scheduler', 'etcd-0'].map((name) => ({
    apiVersion: 'v1',
    kind: 'ComponentStatus',
    metadata: { name, uid: '', resourceVersion: '', creationTimestamp: null as never },
    conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
  }))
}
