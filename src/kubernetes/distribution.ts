/**
 * What a cluster is made of: the kinds it serves and the components it runs. There are two: the
 * basic one, which a lab opens with, and the full one. On basic kinds the full one does the same, to
 * the byte (`distribution.test.ts`), so that a session may go on with it where it needs more.
 */
import type { ComponentDefinition, ComponentName, KindName } from './component.ts'
import { etcd } from './etcd/etcd.ts'
import { createApiServer } from './kube-apiserver/api-server.ts'
import { createAuthorizer } from './kube-apiserver/authorization.ts'
import type { Extensions } from './kube-apiserver/extensions.ts'
import { apiVersionOf } from './kube-apiserver/handling.ts'
import type { Ownership } from './kube-apiserver/ownership.ts'
import type { ResourceTable } from './kube-apiserver/resource-table.ts'

export interface Distribution {
  readonly resources: ResourceTable
  /** In the order in which a cluster starts them. */
  readonly components: readonly ComponentDefinition[]
}

/**
 * The API server knows the declarations of all others: they are its clients' rights.
 *
 * @param ownership keeps track of the owners of fields; without it there is no server-side apply
 * @param extensions what it serves beyond these kinds; only real clients ask for that
 */
export function distributionOf(
  resources: ResourceTable,
  clients: readonly ComponentDefinition[],
  ownership?: Ownership,
  extensions?: Extensions,
): Distribution {
  const authorize = createAuthorizer(clients)
  const apiServer = createApiServer(authorize, resources, ownership, extensions)
  return { resources, components: [etcd, apiServer, ...clients] }
}

/** The kinds of a table, by their names. */
export function kindsOf(resources: ResourceTable): readonly KindName[] {
  return Object.values(resources).map((definition) => ({
    resource: definition.resource,
    apiVersion: apiVersionOf(definition),
    kind: definition.kind,
    namespaced: definition.namespaced,
  }))
}

/** What an ablation leaves: none of these, nor what runs inside them. */
export function leavingOut(
  components: readonly ComponentDefinition[],
  names: readonly ComponentName[],
): readonly ComponentDefinition[] {
  return components.filter(
    ({ name, partOf }) => !names.includes(name) && !(partOf && names.includes(partOf)),
  )
}
