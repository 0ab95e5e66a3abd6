/**
 * The kinds that there are to be asked for: those that every cluster has, those that the cluster for
 * real clients has besides, those that somebody has defined, and other versions of some.
 */

import { humanDuration } from '../kubernetes/api/duration.ts'
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import { msOf } from '../kubernetes/api/time.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import { inAll } from '../kubernetes/kube-apiserver/categories.ts'
import { ageColumn, nameColumn } from '../kubernetes/kube-apiserver/columns/cells.ts'
import { type Column, column } from '../kubernetes/kube-apiserver/columns/column.ts'
import { columns } from '../kubernetes/kube-apiserver/columns.ts'
import { clientKinds } from '../kubernetes/kube-apiserver/extensions/client-kinds.ts'
import {
  type CustomKind,
  type CustomResourceDefinition,
  customKindsOf,
  type PrinterColumn,
} from '../kubernetes/kube-apiserver/extensions/custom-resources.ts'
import { valuesAt } from '../kubernetes/kube-apiserver/extensions/json-path.ts'
import type { ApiServer } from '../kubernetes/kube-apiserver/request.ts'
import type { ResourceDefinition } from '../kubernetes/kube-apiserver/resource.ts'
import { resources } from '../kubernetes/kube-apiserver/resources.ts'
import { clientColumns } from './client-columns.ts'
import { componentStatuses } from './component-statuses.ts'
import type { ResourceRoute } from './route.ts'
import { type View, views } from './views.ts'

export interface Kind {
  /** What the API server calls it. */
  readonly resource: ResourceName
  readonly definition: ResourceDefinition
  readonly columns: readonly Column<never>[]
  readonly categories: readonly string[]
  /** Another version of a kind that is stored otherwise. */
  readonly view?: View
  /** Somebody defined it: there is no struct that a strategic merge could go by. */
  readonly custom?: CustomKind
}

/** In the order in which clients print `all`. */
const { pods, replicationcontrollers, ...others } = resources
const inOrder = [pods, replicationcontrollers, ...Object.values(others)]

const everywhere: readonly Kind[] = inOrder.map((one) => {
  const definition = one as unknown as ResourceDefinition
  const { resource } = definition
  return {
    resource,
    definition,
    columns: columns[resource] as readonly Column<never>[],
    // Nobody acts upon these in a page's cluster, which does not name them among all.
    categories: [...inAll, 'replicationcontrollers'].includes(resource) ? ['all'] : [],
  }
})

const otherVersions: readonly Kind[] = views.map((view) => {
  const definition = {
    ...resources[view.resource],
    ...view.definition,
  } as never as ResourceDefinition
  const of = everywhere.find(({ resource }) => resource === view.resource)
  return { ...(of as Kind), definition, view }
})

const forClients: readonly Kind[] = Object.entries(clientKinds).map(([resource, definition]) => ({
  resource: resource as ResourceName,
  definition,
  columns: (clientColumns[resource] ?? [nameColumn, ageColumn]) as readonly Column<never>[],
  categories: [],
}))

const placeOf = ({
  group,
  version,
  resource,
}: Pick<ResourceDefinition, 'group' | 'version'> & { resource: string }) =>
  `${group}/${version}/${resource}`
const byPlace = new Map(everywhere.map((kind) => [placeOf(kind.definition), kind]))
const clientsByPlace = new Map(
  [...otherVersions, ...forClients].map((kind) => [placeOf(kind.definition), kind]),
)

/** The one that an address means. */
export function kindAt(server: ApiServer, route: ResourceRoute): Kind | undefined {
  const place = placeOf(route)
  const known = byPlace.get(place)
  if (known) return known
  const definitions = storedDefinitions(server)
  if (!definitions) return undefined
  return (
    clientsByPlace.get(place) ??
    definitions.flatMap(customKinds).find(({ definition }) => placeOf(definition) === place)
  )
}

export function kindsOf(server: ApiServer): readonly Kind[] {
  const definitions = storedDefinitions(server)
  if (!definitions) return everywhere
  const made = definitions.flatMap(customKinds)
  return [...everywhere, ...otherVersions, ...forClients, componentStatuses, ...made]
}

/** Undefined where the server knows nothing of definitions. */
function storedDefinitions(server: ApiServer): readonly CustomResourceDefinition[] | undefined {
  const { body } = server.handle({
    user: adminUser,
    verb: 'list',
    resource: 'customresourcedefinitions' as ResourceName,
    cause: { by: 'discovery' },
  })
  return 'items' in body ? (body.items as readonly CustomResourceDefinition[]) : undefined
}

const made = new WeakMap<CustomKind, Kind>()

function customKinds(crd: CustomResourceDefinition): readonly Kind[] {
  if (!isEstablished(crd)) return []
  return customKindsOf(crd).map((custom) => {
    const known = made.get(custom)
    if (known) return known
    const { resource, definition, categories } = custom
    const columns = [nameColumn, ...custom.columns.map(printed)] as unknown as Kind['columns']
    const kind = { resource, definition, columns, categories, custom }
    made.set(custom, kind)
    return kind
  })
}

function isEstablished({ status }: CustomResourceDefinition): boolean {
  const { conditions = [] } = (status ?? {}) as { conditions?: { type: string; status: string }[] }
  return conditions.some(({ type, status: is }) => type === 'Established' && is === 'True')
}

function printed({ name, type, jsonPath, priority = 0 }: PrinterColumn): Column<KubernetesObject> {
  const isWide = priority > 0 ? 1 : 0
  return column(name.toUpperCase(), isWide, (object, now) => {
    const values = valuesAt(object, jsonPath)
    if (values.length === 0) return type === 'date' ? '<unknown>' : ''
    const [first] = values
    if (type === 'date') return humanDuration(now - msOf(String(first)))
    if (typeof first === 'number' && values.length === 1) return first
    const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
    return values.map(text).join(',')
  })
}
