/**
 * CustomResourceDefinitions, and the kinds that they define.
 *
 * *Upstream:* `staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/customresource_handler.go`,
 * `…/pkg/registry/{customresource,customresourcedefinition}`
 * *Leaves out:* conversion by webhooks (every version holds the same fields), selectable fields, the
 * paths of `scale` other than `.spec.replicas`.
 */
import { isEqual } from '../../api/equality.ts'
import type { KeptObject } from '../../api/kept.ts'
import type { KubernetesObject } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import type { Decoded } from '../decode.ts'
import { type FieldError, invalidValue, notSupported, required } from '../field-error.ts'
import { isDns1123Subdomain } from '../names.ts'
import type { Subresource } from '../request.ts'
import type { ResourceDefinition } from '../resource.ts'
import {
  withFirstGeneration,
  withNextGeneration,
  withoutStatus,
  withStatusOf,
} from '../resources/strategy.ts'
import { validateMetadata, validateMetadataUpdate } from '../validation.ts'
import {
  isObject,
  type OpenApiSchema,
  problemsOf,
  pruned,
  structOf,
  withDefaults,
} from './open-api-schema.ts'
import { schemaProblems } from './structural-schema.ts'

interface Names {
  readonly plural: string
  readonly singular?: string
  readonly kind: string
  readonly listKind?: string
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
}

export interface PrinterColumn {
  readonly name: string
  readonly type: string
  readonly jsonPath: string
  readonly priority?: number
}

interface Version {
  readonly name: string
  readonly served?: boolean
  readonly storage?: boolean
  readonly schema?: { readonly openAPIV3Schema?: OpenApiSchema }
  readonly subresources?: { readonly status?: object; readonly scale?: object }
  readonly additionalPrinterColumns?: readonly PrinterColumn[]
}

export interface CustomResourceDefinition extends KubernetesObject {
  readonly spec: {
    readonly group: string
    readonly names: Names
    readonly scope: string
    readonly versions: readonly Version[]
  }
}

/** A kind as one version of it is served. */
export interface CustomKind {
  /** What requests call it. */
  readonly resource: ResourceName
  readonly definition: ResourceDefinition
  readonly schema: OpenApiSchema
  readonly columns: readonly PrinterColumn[]
  readonly categories: readonly string[]
}

export const cleanUpFinalizer = 'customresourcecleanup.apiextensions.k8s.io'

const defaultColumns: readonly PrinterColumn[] = [
  { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
]

/** `crontabs.v1.stable.example.com`: no name of another kind has a dot. */
export function customName(plural: string, version: string, group: string): ResourceName {
  return `${plural}.${version}.${group}` as ResourceName
}

const made = new WeakMap<object, readonly CustomKind[]>()

/** The kinds that a definition makes, its storage version first. */
export function customKindsOf(crd: CustomResourceDefinition): readonly CustomKind[] {
  const known = made.get(crd)
  if (known) return known
  const versions = [...crd.spec.versions].sort((a, b) => Number(b.storage) - Number(a.storage))
  const kinds = versions.filter(({ served }) => served).map((version) => kindOf(crd, version))
  made.set(crd, kinds)
  return kinds
}

function kindOf({ spec }: CustomResourceDefinition, version: Version): CustomKind {
  const { group, names, scope } = spec
  const schema = version.schema?.openAPIV3Schema ?? { 'x-kubernetes-preserve-unknown-fields': true }
  const hasStatus = version.subresources?.status !== undefined
  const subresources: Subresource[] = [
    ...(hasStatus ? (['status'] as const) : []),
    ...(version.subresources?.scale ? (['scale'] as const) : []),
  ]
  const counts = (next: KubernetesObject, old: KubernetesObject) =>
    withNextGeneration(next, old, !isEqual(desired(next, hasStatus), desired(old, hasStatus)))
  const problems = (object: KubernetesObject) => problemsOf(schema, object)
  const definition: ResourceDefinition = {
    resource: names.plural as ResourceName,
    kind: names.kind,
    group,
    version: version.name,
    singular: names.singular ?? names.kind.toLowerCase(),
    shortNames: names.shortNames ?? [],
    namespaced: scope === 'Namespaced',
    etcdPrefix: `/registry/${group}/${names.plural}`,
    schema: structOf(names.kind, schema),
    subresources,
    unconditionalUpdate: false,
    read: (body) => readObject(schema, body),
    defaults: (object) => withDefaults(schema, object) as typeof object,
    prepareForCreate: (object) => withFirstGeneration(hasStatus ? withoutStatus(object) : object),
    validate: (object) => [
      ...validateMetadata(object, scope === 'Namespaced', isDns1123Subdomain),
      ...problems(object),
    ],
    prepareForUpdate: (next, old) =>
      counts(hasStatus ? withStatusOf(next, old) : next, old) as never,
    ...(hasStatus
      ? {
          prepareForStatusUpdate: (next: KubernetesObject, old: KubernetesObject) =>
            ({ ...old, status: next.status }) as never,
        }
      : {}),
    validateUpdate: (next, old) => [...validateMetadataUpdate(next, old), ...problems(next)],
  }
  return {
    resource: customName(names.plural, version.name, group),
    definition,
    schema,
    columns: version.additionalPrinterColumns ?? defaultColumns,
    categories: names.categories ?? [],
  }
}

/** Whatever counts as a change of what is wanted. */
function desired(
  { metadata: _, status, ...rest }: KubernetesObject,
  hasStatus: boolean,
): Readonly<Record<string, unknown>> {
  return hasStatus || status === undefined ? rest : { ...rest, status }
}

function readObject(schema: OpenApiSchema, body: unknown): Decoded {
  if (!isObject(body)) return { error: 'the body is not an object' }
  const unknown: string[] = []
  const object = pruned(schema, body, unknown) as Readonly<Record<string, unknown>>
  return { object, strictErrors: unknown.map((path) => `unknown field "${path}"`) }
}

/** What of a definition was left open. */
export function crdWithDefaults(object: KeptObject): KeptObject {
  const { spec } = object as unknown as CustomResourceDefinition
  const { names } = spec
  if (!names?.kind) return object
  const { kind, singular, listKind } = names
  const full = {
    ...names,
    singular: singular ?? kind.toLowerCase(),
    listKind: listKind ?? `${kind}List`,
  }
  return { ...object, spec: { conversion: { strategy: 'None' }, ...spec, names: full } }
}

/** As it is first stored: not served yet. */
export function newCrd(object: KeptObject): KeptObject {
  const { spec } = object as unknown as CustomResourceDefinition
  const storedVersions = (spec.versions ?? [])
    .filter(({ storage }) => storage)
    .map(({ name }) => name)
  return {
    ...object,
    status: { conditions: [], acceptedNames: { plural: '', kind: '' }, storedVersions },
  } as unknown as KeptObject
}

export function crdProblems(object: KeptObject): FieldError[] {
  const { metadata, spec } = object as unknown as CustomResourceDefinition
  const { names, group, scope, versions = [] } = spec
  const found: FieldError[] = []
  if (metadata.name !== `${names?.plural}.${group}`)
    found.push(
      invalidValue('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group'),
    )
  if (!group) found.push(required('spec.group'))
  if (!names?.plural) found.push(required('spec.names.plural'))
  if (!names?.kind) found.push(required('spec.names.kind'))
  if (!scope) found.push(required('spec.scope'))
  else if (scope !== 'Cluster' && scope !== 'Namespaced')
    found.push(notSupported('spec.scope', scope, ['Cluster', 'Namespaced']))
  for (const [index, { schema, additionalPrinterColumns = [] }] of versions.entries()) {
    const at = `spec.versions[${index}].schema.openAPIV3Schema`
    const given = isObject(schema) ? schema.openAPIV3Schema : undefined
    if (!given) found.push(required(at, 'schemas are required'))
    else if (given.type !== 'object')
      found.push(invalidValue(`${at}.type`, given.type ?? '', 'must be object at the root'))
    else found.push(...schemaProblems(at, given))
    for (const [position, { jsonPath }] of additionalPrinterColumns.entries())
      if (!jsonPath)
        found.push(
          required(`spec.versions[${index}].additionalPrinterColumns[${position}].jsonPath`),
        )
  }
  if (versions.filter(({ storage }) => storage).length !== 1)
    found.push(
      invalidValue(
        'spec.versions',
        versions,
        'must have exactly one version marked as storage version',
      ),
    )
  return found
}
