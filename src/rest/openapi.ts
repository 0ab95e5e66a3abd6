/**
 * OpenAPI v3 of what the cluster serves: the paths that kubectl looks for before it applies,
 * and schemas with the names and types of fields, from which it explains and completes.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/server/routes/openapi.go`,
 * `k8s.io/kube-openapi/pkg/handler3`
 * *Leaves out:* descriptions, and the paths of verbs that no client asks about.
 */

import type { OpenApiSchema } from '../kubernetes/kube-apiserver/extensions/open-api-schema.ts'
import { apiVersionOf } from '../kubernetes/kube-apiserver/handling.ts'
import type { ResourceDefinition } from '../kubernetes/kube-apiserver/resource.ts'
import { type FieldType, type StructSchema, schemaOf } from '../kubernetes/kube-apiserver/schema.ts'
import { kubernetesVersion } from '../kubernetes/version.ts'
import { groupVersionsOf } from './discovery.ts'
import type { Kind } from './kinds.ts'

/** `/openapi/v3` */
export function openApiIndex(kinds: readonly Kind[]) {
  const paths = groupVersionsOf(kinds).map(
    (groupVersion) =>
      [
        rootOf(groupVersion),
        { serverRelativeURL: `/openapi/v3/${rootOf(groupVersion)}?hash=${hashOf(kinds)}` },
      ] as const,
  )
  return { paths: Object.fromEntries(paths) }
}

/** `/openapi/v3/apis/apps/v1`; undefined where nothing is served there. */
export function openApiOf(kinds: readonly Kind[], root: string): object | undefined {
  const groupVersion = groupVersionsOf(kinds).find((candidate) => rootOf(candidate) === root)
  if (groupVersion === undefined) return undefined
  const meant = kinds.filter(({ definition }) => apiVersionOf(definition) === groupVersion)
  const served = meant.map(({ definition }) => definition)
  const schemas: Record<string, object> = {}
  for (const { definition, custom } of meant) {
    addSchema(schemas, definition.schema)
    const name = nameOf(definition.schema)
    const own = custom ? ownSchema(schemas, custom.schema) : schemas[name]
    schemas[name] = { ...own, ...groupVersionKinds([definition]) }
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: kubernetesVersion },
    paths: Object.assign({}, ...served.map((definition) => pathsOf(definition, root))),
    components: { schemas },
  }
}

/** Of a made kind: as it was given, descriptions and all, with what every object has. */
function ownSchema(schemas: Record<string, object>, schema: OpenApiSchema): object {
  const metadata = schemaOf('ObjectMeta')
  addSchema(schemas, metadata)
  const text = { type: 'string' }
  return {
    ...schema,
    properties: {
      ...schema.properties,
      apiVersion: text,
      kind: text,
      metadata: { allOf: [{ $ref: refTo(metadata) }] },
    },
  }
}

/** Clients ask again where it has changed: where kinds have come or gone. */
function hashOf(kinds: readonly Kind[]): string {
  return `${kubernetesVersion}-${kinds.length}`
}

function rootOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`
}

function pathsOf(definition: ResourceDefinition, root: string): Record<string, object> {
  const { resource, namespaced, schema } = definition
  const collection = `/${root}/${namespaced ? 'namespaces/{namespace}/' : ''}${resource}`
  const [kind] = groupVersionKinds([definition])['x-kubernetes-group-version-kind']
  const body = { content: { '*/*': { schema: { $ref: refTo(schema) } } } }
  const operation = (action: string) => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
    parameters: ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
      name,
      in: 'query',
      schema: { type: 'string', uniqueItems: true },
    })),
    responses: { 200: { description: 'OK', ...body } },
  })
  return {
    [collection]: { get: operation('list'), post: { ...operation('post'), requestBody: body } },
    [`${collection}/{name}`]: {
      get: operation('get'),
      put: { ...operation('put'), requestBody: body },
      patch: operation('patch'),
      delete: operation('delete'),
    },
  }
}

function groupVersionKinds(served: readonly ResourceDefinition[]) {
  return {
    'x-kubernetes-group-version-kind': served.map(({ group, version, kind }) => ({
      group,
      version,
      kind,
    })),
  }
}

/** The struct and every struct in it, each once. */
function addSchema(schemas: Record<string, object>, schema: StructSchema): void {
  const name = nameOf(schema)
  if (schemas[name]) return
  // Known before its fields are: a struct may hold itself.
  schemas[name] = {}
  const properties: Record<string, object> = {}
  const required: string[] = []
  for (const field of schema.fields.values()) {
    properties[field.name] = {
      ...propertyOf(schemas, field.type),
      ...(field.mergeKey
        ? {
            'x-kubernetes-patch-strategy': 'merge',
            'x-kubernetes-patch-merge-key': field.mergeKey,
            'x-kubernetes-list-type': 'map',
            'x-kubernetes-list-map-keys': [field.mergeKey],
          }
        : {}),
    }
    if (field.always) required.push(field.name)
  }
  schemas[name] = {
    type: 'object',
    properties,
    ...(required.length > 0 ? { required } : {}),
  }
}

function propertyOf(schemas: Record<string, object>, type: FieldType): object {
  switch (type.is) {
    case 'string':
      return { type: 'string' }
    case 'bool':
      return { type: 'boolean' }
    case 'int32':
    case 'int64':
      return { type: 'integer', format: type.is }
    case 'quantity':
      return { oneOf: [{ type: 'string' }, { type: 'number' }] }
    case 'intOrString':
      return { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] }
    case 'time':
    case 'microTime':
      return { type: 'string', format: 'date-time' }
    case 'list':
      return { type: 'array', items: propertyOf(schemas, type.of) }
    case 'map':
      return { type: 'object', additionalProperties: propertyOf(schemas, type.of) }
    case 'struct':
      addSchema(schemas, type.struct)
      return { allOf: [{ $ref: refTo(type.struct) }] }
    case 'bytes':
      return { type: 'string', format: 'byte' }
    default:
      // Something must be said of it, or kubectl explains nothing around it.
      return { type: 'object' }
  }
}

function nameOf({ name }: StructSchema): string {
  return `io.k8s.api.${name}`
}

function refTo(schema: StructSchema): string {
  return `#/components/schemas/${nameOf(schema)}`
}
