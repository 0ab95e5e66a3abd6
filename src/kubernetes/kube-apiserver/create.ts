/**
 * POST: decode, name, default, admit, validate, store.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go`,
 * `…/registry/rest/create.go`, `…/storage/names/generate.go`
 */
import { nameAlphabet } from '../../simulation/random.ts'
import type { KubernetesObject, ObjectMeta } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import { type AdmissionContext, admissionPlugins } from './admission.ts'
import { decode } from './decode.ts'
import { answer, apiVersionOf, type Handling, leaseOf } from './handling.ts'
import type { Response, Status } from './request.ts'
import type { ResourceDefinition } from './resource.ts'
import { type ResourceTable, servedKind } from './resource-table.ts'
import { alreadyExists, badRequest, invalid } from './status.ts'
import { etcdKey, etcdRange, freeze, write } from './storage.ts'

/** Characters of a generated name that come from `generateName`; five more are drawn. */
const generatedBaseLength = 58
const generatedSuffixLength = 5
const nameAttempts = 8

export function createObject(handling: Handling): Response {
  const { request, definition, etcd } = handling
  const decoded = decodeBody(handling)
  if (isRefusal(decoded)) return answer(decoded)
  const { warnings } = decoded
  for (let attempt = 1; ; attempt++) {
    const named = prepare(decoded.object, handling)
    if (isRefusal(named)) return answer(named, 200, warnings)
    const complete = definition.defaults(named as never)
    const admitted = admit(complete, handling)
    if (isRefusal(admitted)) return answer(admitted, 200, warnings)
    const errors = definition.validate(admitted as never)
    if (errors.length > 0) return answer(refusedAs(definition, admitted, errors), 200, warnings)

    const { name, namespace } = admitted.metadata
    const key = etcdKey(definition, namespace, name)
    const note = handling.ownership?.note(handling, withSentOwners(complete, decoded.object))
    if (request.options?.dryRun) {
      if (etcd.get(key)) return answer(alreadyExists(definition.group, definition.resource, name))
      note?.(admitted)
      return answer({ object: freeze(admitted), revision: 0 }, 201, warnings)
    }
    const beside = { note, lease: leaseOf(handling) }
    const stored = write(etcd, key, admitted, 0, request.cause, beside)
    if (stored) return answer(stored, 201, warnings)
    const generated = decoded.object.metadata.generateName && !decoded.object.metadata.name
    if (!generated || attempt >= nameAttempts)
      return answer(alreadyExists(definition.group, definition.resource, name), 200, warnings)
  }
}

/** What a client says of the owners of fields is read, and never stored as it came. */
function withSentOwners(object: KubernetesObject, sent: KubernetesObject): KubernetesObject {
  const { managedFields } = sent.metadata
  return managedFields ? { ...object, metadata: { ...object.metadata, managedFields } } : object
}

/** The body as an object of the kind, or why it cannot be one. */
export function decodeBody({
  request,
  definition,
  resources,
}: Pick<Handling, 'request' | 'definition' | 'resources'>):
  | { readonly object: KubernetesObject; readonly warnings: readonly string[] }
  | Status {
  if (request.typed) return { object: request.body as KubernetesObject, warnings: [] }
  const mode = request.options?.fieldValidation ?? 'Warn'
  const { kind, version } = definition
  const result = definition.read?.(request.body) ?? decode(definition.schema, request.body)
  const prefix = `${kind} in version "${version}" cannot be handled as a ${kind}`
  if (result.error !== undefined) return badRequest(`${prefix}: ${result.error}`)
  const duplicates = request.duplicateFields?.map((path) => `duplicate field "${path}"`) ?? []
  const strict = [...duplicates, ...result.strictErrors]
  if (mode === 'Strict' && strict.length > 0)
    return badRequest(`${prefix}: strict decoding error: ${strict.join(', ')}`)
  const object = result.object as unknown as KubernetesObject
  const wanted = apiVersionOf(definition)
  if (object.kind && (object.kind !== kind || object.apiVersion !== wanted))
    return badRequest(foreignKind(object, definition, resources))
  return {
    object: { ...object, metadata: object.metadata ?? {}, kind, apiVersion: wanted },
    warnings: mode === 'Warn' ? strict : [],
  }
}

/** Why an object of another kind or version is not taken here. */
function foreignKind(
  { kind, apiVersion }: KubernetesObject,
  wanted: ResourceDefinition,
  resources: ResourceTable,
): string {
  const version = apiVersion ?? ''
  const prefix = `${kind} in version "${version.split('/').at(-1)}" cannot be handled as a ${wanted.kind}`
  return servedKind(resources, version, kind)
    ? `${prefix}: converting (v1.${kind}) to (v1.${wanted.kind}): unknown conversion`
    : `${prefix}: no kind "${kind}" is registered for version "${version}" in scheme "pkg/api/legacyscheme/scheme.go:30"`
}

export function refusedAs(
  definition: ResourceDefinition,
  object: KubernetesObject,
  errors: Parameters<typeof invalid>[3],
): Status {
  return invalid(definition.group, definition.kind, object.metadata.name ?? '', errors)
}

export function isRefusal<T>(value: T | Status): value is Status {
  return (value as Status | undefined)?.kind === 'Status'
}

/** Name, namespace and the metadata that only the server gives. */
function prepare(sent: KubernetesObject, handling: Handling): KubernetesObject | Status {
  const { request, definition, host } = handling
  const { metadata } = sent
  const namespace = definition.namespaced
    ? (request.namespace ?? metadata.namespace ?? 'default')
    : undefined
  if (metadata.namespace && metadata.namespace !== (namespace ?? ''))
    return badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    )
  if (metadata.resourceVersion)
    return badRequest('resourceVersion should not be set on objects to be created')
  const base = metadata.generateName?.slice(0, generatedBaseLength)
  const name =
    metadata.name || (base ? base + host.random.text(generatedSuffixLength, nameAlphabet) : '')
  const created: Partial<ObjectMeta> = {
    ...withoutServerGiven(metadata),
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
    uid: uuid(handling),
    creationTimestamp: timeOf(host.clock.now),
  }
  return definition.prepareForCreate({ ...sent, metadata: created } as never)
}

const serverGiven = ['resourceVersion', 'deletionTimestamp', 'managedFields'] as const

/** What the server alone says of an object is not taken from whoever creates it. */
function withoutServerGiven(metadata: ObjectMeta): ObjectMeta {
  if (!serverGiven.some((key) => key in metadata)) return metadata
  const { resourceVersion: _, deletionTimestamp: __, managedFields: ___, ...others } = metadata
  return others as ObjectMeta
}

/** What the plugins make of an object, or the first refusal. */
export function admit(object: KubernetesObject, handling: Handling): KubernetesObject | Status {
  const { request, definition, etcd, host, resources, extensions } = handling
  const context: AdmissionContext = {
    request,
    definition,
    lookUp: (resource, namespace, name) =>
      etcd.get(etcdKey(resources[resource] as unknown as ResourceDefinition, namespace, name))
        ?.value as KubernetesObject | undefined,
    list: (resource) =>
      etcd
        .range(etcdRange(resources[resource] as unknown as ResourceDefinition))
        .map((keyValue) => keyValue.value as KubernetesObject),
    random: (from, to) => host.random.integer(from, to),
  }
  let current = object
  const own = definition.admission ? [definition.admission] : []
  for (const plugin of [...admissionPlugins, ...own, ...(extensions?.admission ?? [])]) {
    const next = plugin.admit(current, context)
    if (isRefusal(next)) return next
    current = next
  }
  return current
}

/** A random UUID, version 4. */
function uuid({ host }: Handling): string {
  const hex = host.random.text(32, '0123456789abcdef')
  const variant = '89ab'.charAt(host.random.integer(0, 3))
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
