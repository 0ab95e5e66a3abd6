/**
 * Kinds that are kept and that nobody acts upon: real clients and charts bring them along, and read
 * them back. In a lab a ReplicationController makes no Pods; a quota, a
 * NetworkPolicy and a Role hold nobody back and allow nobody anything. Who acts upon some of them in
 * the cluster for real clients is in `../client-distribution.ts`.
 *
 * *Upstream:* `pkg/registry/{core,rbac,networking}`
 * *Leaves out:* most of their validation.
 */
import type { PodTemplateSpec } from '../api/core.ts'
import type { KeptName, KeptObject } from '../api/kept.ts'
import { type FieldError, required } from './field-error.ts'
import { type Check, isDns1123Subdomain, isPathSegment } from './names.ts'
import type { Subresource } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { defaultTemplate } from './resources/pods/defaults.ts'
import {
  hasSameSpec,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './resources/strategy.ts'
import type { SchemaReader } from './schema.ts'
import { keptSchemaOf } from './schema-kept.ts'
import { immutable, validateMetadata, validateMetadataUpdate } from './validation.ts'

export interface Kept {
  readonly kind: string
  readonly group?: string
  readonly singular?: string
  readonly shortNames?: readonly string[]
  readonly everywhere?: true
  readonly hasStatus?: true
  /** The desired state is counted. */
  readonly counted?: true
  readonly name?: Check
  /** Besides `status`. */
  readonly subresources?: readonly Subresource[]
  defaults?(object: KeptObject): KeptObject
  /** What must be there, by path. */
  readonly needs?: readonly string[]
  /** What cannot be changed later. */
  readonly fixed?: readonly string[]
  /** Put on when it is deleted. */
  readonly finalizer?: string
  /** What a new one is given by the server. */
  create?(object: KeptObject): KeptObject
  problems?(object: KeptObject): readonly FieldError[]
}

const rbac = 'rbac.authorization.k8s.io'
const networking = 'networking.k8s.io'

const fields = (object: KeptObject, key: string) => (object[key] ?? {}) as Record<string, unknown>

/** `spec` with what was left open. */
const withSpec = (object: KeptObject, open: Readonly<Record<string, unknown>>): KeptObject => ({
  ...object,
  spec: { ...open, ...fields(object, 'spec') },
})

/** What it selects, and its own labels, are those of its Pods where nothing else is said. */
function controllerWithDefaults(object: KeptObject): KeptObject {
  const template = fields(object, 'spec')['template'] as Partial<PodTemplateSpec> | undefined
  const { labels } = template?.metadata ?? {}
  const isOpen = Object.keys(object.metadata.labels ?? {}).length === 0
  const metadata = labels && isOpen ? { ...object.metadata, labels } : object.metadata
  const selector = labels ? { selector: labels } : {}
  const spec = { replicas: 1, ...selector, ...fields(object, 'spec') }
  return {
    ...object,
    metadata,
    spec: template ? { ...spec, template: defaultTemplate(template as PodTemplateSpec) } : spec,
  }
}

type Amounts = Readonly<Record<string, string>>

/** What of a container's limits was left open follows from what was said. */
function rangeWithDefaults(object: KeptObject): KeptObject {
  const limits = (fields(object, 'spec')['limits'] ?? []) as readonly Record<string, unknown>[]
  const items = limits.map((item) => {
    if (item['type'] !== 'Container') return item
    const { max, min, ...given } = item as Readonly<Record<string, Amounts>>
    const most = { ...max, ...given['default'] }
    const least = { ...min, ...most, ...given['defaultRequest'] }
    const some = (key: string, amounts: Amounts) =>
      Object.keys(amounts).length > 0 ? { [key]: amounts } : {}
    return { ...item, ...some('default', most), ...some('defaultRequest', least) }
  })
  return { ...object, spec: { ...fields(object, 'spec'), limits: items } }
}

const kinds: Readonly<Record<KeptName, Kept>> = {
  endpoints: { kind: 'Endpoints', singular: 'endpoints', shortNames: ['ep'] },
  replicationcontrollers: {
    kind: 'ReplicationController',
    shortNames: ['rc'],
    hasStatus: true,
    counted: true,
    subresources: ['scale'],
    needs: ['spec.template'],
    defaults: (object) => controllerWithDefaults(object),
  },
  resourcequotas: { kind: 'ResourceQuota', shortNames: ['quota'], hasStatus: true },
  limitranges: { kind: 'LimitRange', shortNames: ['limits'], defaults: rangeWithDefaults },
  podtemplates: { kind: 'PodTemplate' },
  roles: { kind: 'Role', group: rbac, name: isPathSegment },
  rolebindings: {
    kind: 'RoleBinding',
    group: rbac,
    name: isPathSegment,
    needs: ['roleRef.name'],
    fixed: ['roleRef'],
  },
  clusterroles: { kind: 'ClusterRole', group: rbac, everywhere: true, name: isPathSegment },
  clusterrolebindings: {
    kind: 'ClusterRoleBinding',
    group: rbac,
    everywhere: true,
    name: isPathSegment,
    needs: ['roleRef.name'],
    fixed: ['roleRef'],
  },
  ingresses: {
    kind: 'Ingress',
    group: networking,
    shortNames: ['ing'],
    hasStatus: true,
    counted: true,
    defaults: (object) => ({ ...object, status: object.status ?? { loadBalancer: {} } }),
  },
  ingressclasses: {
    kind: 'IngressClass',
    group: networking,
    everywhere: true,
    counted: true,
  },
  networkpolicies: {
    kind: 'NetworkPolicy',
    group: networking,
    shortNames: ['netpol'],
    counted: true,
    defaults: (object) =>
      withSpec(object, {
        policyTypes: 'egress' in fields(object, 'spec') ? ['Ingress', 'Egress'] : ['Ingress'],
      }),
  },
}

export const keptResources = Object.fromEntries(
  Object.entries(kinds).map(([resource, kept]) => [
    resource,
    keptDefinition(resource, kept, keptSchemaOf),
  ]),
) as unknown as { readonly [K in KeptName]: ResourceDefinition<K> }

/** @param schemas where the fields of the kind are written down */
export function keptDefinition(
  resource: string,
  kept: Kept,
  schemas: SchemaReader,
): ResourceDefinition<KeptName> {
  const { kind, group = '', hasStatus, counted, needs = [], fixed = [], subresources = [] } = kept
  const namespaced = !kept.everywhere
  const count = (next: KeptObject, old: KeptObject) =>
    counted ? withNextGeneration(next, old, !hasSameSpec(next, old)) : next
  return {
    resource: resource as KeptName,
    kind,
    group,
    version: 'v1',
    singular: kept.singular ?? kind.toLowerCase(),
    shortNames: kept.shortNames ?? [],
    namespaced,
    etcdPrefix: `/registry/${resource}`,
    schema: schemas(kind),
    subresources: [...(hasStatus ? (['status'] as const) : []), ...subresources],
    unconditionalUpdate: true,
    ...(kept.finalizer ? { finalizer: kept.finalizer } : {}),
    defaults: (object) => kept.defaults?.(object) ?? object,
    prepareForCreate: (sent) => {
      const object = kept.create?.(sent) ?? sent
      return counted ? withFirstGeneration(object) : object
    },
    validate: (object) => [
      ...validateMetadata(object, namespaced, kept.name ?? isDns1123Subdomain),
      ...missing(object, needs),
      ...(kept.problems?.(object) ?? []),
    ],
    prepareForUpdate: (next, old) => count(hasStatus ? withStatusOf(next, old) : next, old),
    ...(hasStatus
      ? {
          prepareForStatusUpdate: (next: KeptObject, old: KeptObject) => ({
            ...old,
            metadata: next.metadata,
            status: next.status,
          }),
        }
      : {}),
    validateUpdate: (next, old) => [
      ...validateMetadataUpdate(next, old),
      ...missing(next, needs),
      ...(kept.problems?.(next) ?? []),
      ...fixed.flatMap((key) => immutable(key, next[key], old[key])),
    ],
  }
}

function missing(object: KeptObject, paths: readonly string[]): FieldError[] {
  return paths.flatMap((path) => {
    let at: unknown = object
    for (const key of path.split('.')) at = (at as Record<string, unknown> | undefined)?.[key]
    const isEmpty = at === undefined || at === '' || (Array.isArray(at) && at.length === 0)
    return isEmpty ? [required(path)] : []
  })
}
