/**
 * Objects as a table to print, as `kubectl get` asks for it.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/response.go` asTable,
 * `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/types.go` Table
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { Column } from '../kubernetes/kube-apiserver/columns/column.ts'

export type IncludeObject = 'None' | 'Metadata' | 'Object'

/** Words that are not simply capitalised in the names of columns. */
const spelled: Readonly<Record<string, string>> = {
  IP: 'IP',
  'CLUSTER-IP': 'Cluster-IP',
  'EXTERNAL-IP': 'External-IP',
  'INTERNAL-IP': 'Internal-IP',
  'OS-IMAGE': 'OS-Image',
  'KERNEL-VERSION': 'Kernel-Version',
  'CONTAINER-RUNTIME': 'Container-Runtime',
  'GLOBAL-DEFAULT': 'Global-Default',
  ADDRESSTYPE: 'AddressType',
  MINPODS: 'MinPods',
  MAXPODS: 'MaxPods',
  PREEMPTIONPOLICY: 'PreemptionPolicy',
}

export interface TableOptions {
  readonly columns: readonly Column<never>[]
  readonly includeObject: IncludeObject
  /** Milliseconds of the cluster's clock, for ages. */
  readonly now: number
  /** A watch says what its columns are only once. */
  readonly withDefinitions: boolean
}

export function tableOf(
  objects: readonly KubernetesObject[],
  metadata: object,
  { columns, includeObject, now, withDefinitions }: TableOptions,
) {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: withDefinitions ? columns.map(definitionOf) : null,
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object as never, now)),
      ...(includeObject === 'None'
        ? {}
        : { object: includeObject === 'Object' ? object : partialOf(object) }),
    })),
  }
}

export function partialOf({ metadata }: KubernetesObject) {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}

function definitionOf({ name, priority }: Column<never>) {
  return {
    name: titleOf(name),
    type: 'string',
    format: name === 'NAME' ? 'name' : '',
    description: '',
    priority,
  }
}

function titleOf(name: string): string {
  return name
    .split(' ')
    .map((word) => spelled[word] ?? word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ')
}
