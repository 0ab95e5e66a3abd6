/**
 * Kinds that are kept and that nobody acts upon: real clients and charts bring them along, and read
 * them back. A ReplicationController makes no Pods here, a claim is bound to no volume; a quota, a
 * NetworkPolicy and a Role hold nobody back and allow nobody anything.
 *
 * *Upstream:* `pkg/registry/{core,rbac,networking,storage}`
 * *Leaves out:* most of their validation.
 */
import type { KeptName, KeptObject } from '../api/kept.ts'
import { type FieldError, required } from './field-error.ts'
import { type Check, isDns1123Subdomain } from './names.ts'
import type { ResourceDefinition } from './resource.ts'
import {
  hasSameSpec,
  withFirstGeneration,
  withNextGeneration,
  withStatusOf,
} from './resources/strategy.ts'
import { schemaReader } from './schema.ts'
import { anySchemaOf } from './schema-more.ts'
import { schemaTableOfKept } from './schema-table-kept.ts'
import { immutable, validateMetadata, validateMetadataUpdate } from './validation.ts'

const schemaOfKept = schemaReader(schemaTableOfKept, anySchemaOf)

interface Kept {
  readonly kind: string
  readonly group?: string
  readonly singular?: string
  readonly shortNames?: readonly string[]
  readonly everywhere?: true
  readonly hasStatus?: true
  /** The desired state is counted. */
  readonly counted?: true
  readonly name?: Check
  defaults?(object: KeptObject): KeptObject
  /** What must be there, by path. */
  readonly needs?: readonly string[]
  /** What cannot be changed later. */
  readonly fixed?: readonly string[]
}

const rbac = 'rbac.authorization.k8s.io'
const networking = 'networking.k8s.io'

/** Of roles and their bindings: whatever can stand between two slashes. */
const isPathSegment: Check = (name) =>
  name === '.' || name === '..'
    ? [`may not be '${name}'`]
    : ['/', '%'].filter((sign) => name.includes(sign)).map((sign) => `may not contain '${sign}'`)

const fields = (object: KeptObject, key: string) => (object[key] ?? {}) as Record<string, unknown>

/** `spec` with what was left open. */
const withSpec = (object: KeptObject, open: Readonly<Record<string, unknown>>): KeptObject => ({
  ...object,
  spec: { ...open, ...fields(object, 'spec') },
})

const kinds: Readonly<Record<KeptName, Kept>> = {
  endpoints: { kind: 'Endpoints', singular: 'endpoints', shortNames: ['ep'] },
  persistentvolumes: {
    kind: 'PersistentVolume',
    shortNames: ['pv'],
    everywhere: true,
    hasStatus: true,
    needs: ['spec.capacity', 'spec.accessModes'],
    defaults: (object) => ({
      ...withSpec(object, {
        persistentVolumeReclaimPolicy: 'Retain',
        volumeMode: 'Filesystem',
      }),
      status: { phase: 'Pending', ...fields(object, 'status') },
    }),
  },
  persistentvolumeclaims: {
    kind: 'PersistentVolumeClaim',
    shortNames: ['pvc'],
    hasStatus: true,
    needs: ['spec.accessModes', 'spec.resources.requests'],
    defaults: (object) => ({
      ...withSpec(object, { volumeMode: 'Filesystem' }),
      status: { phase: 'Pending', ...fields(object, 'status') },
    }),
  },
  replicationcontrollers: {
    kind: 'ReplicationController',
    shortNames: ['rc'],
    hasStatus: true,
    counted: true,
    needs: ['spec.template'],
    defaults: (object) => withSpec(object, { replicas: 1 }),
  },
  resourcequotas: { kind: 'ResourceQuota', shortNames: ['quota'], hasStatus: true },
  limitranges: { kind: 'LimitRange', shortNames: ['limits'] },
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
  storageclasses: {
    kind: 'StorageClass',
    group: 'storage.k8s.io',
    shortNames: ['sc'],
    everywhere: true,
    needs: ['provisioner'],
    defaults: (object) => ({
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      ...object,
    }),
    fixed: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
  },
}

export const keptResources = Object.fromEntries(
  Object.entries(kinds).map(([resource, kept]) => [resource, definitionOf(resource, kept)]),
) as unknown as { readonly [K in KeptName]: ResourceDefinition<K> }

function definitionOf(resource: string, kept: Kept): ResourceDefinition<KeptName> {
  const { kind, group = '', hasStatus, counted, needs = [], fixed = [] } = kept
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
    schema: schemaOfKept(kind),
    subresources: hasStatus ? ['status'] : [],
    unconditionalUpdate: true,
    defaults: (object) => kept.defaults?.(object) ?? object,
    prepareForCreate: (object) => (counted ? withFirstGeneration(object) : object),
    validate: (object) => [
      ...validateMetadata(object, namespaced, kept.name ?? isDns1123Subdomain),
      ...missing(object, needs),
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
