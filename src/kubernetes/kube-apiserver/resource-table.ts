/**
 * The kinds of a cluster. One that is known by name only can be listed and watched, and there is
 * never anything: so components find what they look for in every cluster, and act alike.
 */
import type { ResourceName } from '../api/resource-types.ts'
import { apiVersionOf } from './handling.ts'
import type { ResourceDefinition } from './resource.ts'

export type ResourceTable = { readonly [K in ResourceName]: ResourceDefinition<K> }

/** `apps/v1` and `Deployment` are `deployments`, where they are served. */
export function servedKind(
  table: ResourceTable,
  apiVersion: string,
  kind: string,
): ResourceDefinition | undefined {
  for (const definition of Object.values(table))
    if (definition.kind === kind && apiVersionOf(definition) === apiVersion)
      return definition.nameOnly ? undefined : (definition as unknown as ResourceDefinition)
  return undefined
}

/** A kind of which a server knows the name, and serves nothing. */
export function nameOnly<K extends ResourceName>(
  names: Pick<ResourceDefinition<K>, 'resource' | 'kind' | 'group' | 'version'> &
    Partial<Pick<ResourceDefinition<K>, 'namespaced'>>,
): ResourceDefinition<K> {
  return {
    namespaced: true,
    ...names,
    nameOnly: true,
    singular: names.kind.toLowerCase(),
    shortNames: [],
    etcdPrefix: `/registry/${names.resource}`,
    schema: { name: names.kind, fields: new Map() },
    subresources: [],
    unconditionalUpdate: false,
    defaults: (object) => object,
    prepareForCreate: (object) => object,
    validate: () => [],
    prepareForUpdate: (next) => next,
    validateUpdate: () => [],
  }
}
