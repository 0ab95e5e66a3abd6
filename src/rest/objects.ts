/**
 * Reading, writing and deleting objects over HTTP: what a request says, as the API server is asked,
 * and its answer as the client wants it.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers` (get.go, create.go, update.go,
 * patch.go, delete.go)
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { Request as ApiRequest, RequestOptions } from '../kubernetes/kube-apiserver/request.ts'
import { failed, isObject } from './answers.ts'
import { applyType, mediaTypeOf, patchTypes, readBody, strategicType } from './body.ts'
import type { ClockedServer } from './calendar.ts'
import { type Encoding, encodeAnswer, watchedObject } from './encode.ts'
import { badRequest, unsupportedType } from './failure.ts'
import type { DuplicateKey } from './json-text.ts'
import type { Kind } from './kinds.ts'
import { deleteOptions, isFailure, listOptions, writeOptions } from './options.ts'
import { booleanIn, integerIn } from './query.ts'
import type { ResourceRoute } from './route.ts'
import { watchStream } from './watch-stream.ts'
import type { Yaml } from './yaml.ts'

/** What all handlers of a request work with. */
export interface Call {
  readonly backend: ClockedServer
  readonly request: Request
  readonly url: URL
  readonly route: ResourceRoute
  readonly kind: Kind
  /** The first word of the client's name: `kubectl`. */
  readonly agent: string
  readonly encoding: Encoding
  readonly yaml: Yaml | undefined
}

/** Who may ask is settled by now: the API server is asked as the administrator asks. */
function asked({ route, kind, agent }: Call): Omit<ApiRequest, 'verb'> {
  const { namespace, name, subresource } = route
  return {
    user: adminUser,
    resource: kind.resource,
    cause: { by: agent },
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource: subresource as 'status' }),
  }
}

/** Fields by which one selects may be called otherwise in this version of the kind. */
function listOptionsOf({ url, kind }: Call): RequestOptions {
  const options = listOptions(url.searchParams)
  const { view } = kind
  if (!view || typeof options.fieldSelector !== 'string') return options
  const parts = options.fieldSelector.split(',')
  const named = parts.map((part) => part.trim().replace(/^[^=!]+/, (name) => view.field(name)))
  return { ...options, fieldSelector: named.join(',') }
}

export function read(call: Call): Response {
  const { backend, url, route, encoding } = call
  const options = listOptionsOf(call)
  if (route.name !== undefined) {
    const answer = backend.handle({ ...asked(call), verb: 'get', options })
    return encodeAnswer(answer, encoding, backend.now)
  }
  if (!booleanIn(url.searchParams, 'watch')) {
    const answer = backend.handle({ ...asked(call), verb: 'list', options })
    return encodeAnswer(answer, encoding, backend.now)
  }
  const timeoutSeconds = integerIn(url.searchParams, 'timeoutSeconds')
  let first = true
  const stream = watchStream({
    start: (sink) => backend.watch({ ...asked(call), verb: 'watch', options }, sink),
    encode: (event) => {
      const object = watchedObject(event, encoding, backend.now, first)
      first = false
      return object
    },
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
  })
  if ('body' in stream) return encodeAnswer(stream, encoding, backend.now)
  return new Response(stream, {
    headers: { 'content-type': 'application/json;stream=watch', 'cache-control': 'no-cache' },
  })
}

export async function write(call: Call, verb: 'create' | 'update' | 'patch'): Promise<Response> {
  const { backend, request, url, route, kind, agent, encoding, yaml } = call
  const options = writeOptions(url.searchParams, agent, mediaTypeOf(request) === applyType)
  if (isFailure(options)) return failed(options)
  const patchType = verb === 'patch' ? patchTypes[mediaTypeOf(request)] : undefined
  const patches = Object.keys(patchTypes).filter((type) => !kind.custom || type !== strategicType)
  if (verb === 'patch' && !patches.includes(mediaTypeOf(request)))
    return failed(unsupportedType(patches))
  const body = await readBody(request, yaml?.read)
  if ('failure' in body) return failed(body.failure)
  if (body.value === undefined) return failed(badRequest('the body of the request is empty'))
  const { duplicates = [] } = body
  const [twice] = duplicates
  if (patchType === 'apply' && twice && options.fieldValidation === 'Strict')
    return failed(badRequest(duplicateInYaml(twice)))
  const isWhole = verb !== 'patch' || patchType === 'apply'
  const isOwn = route.subresource === undefined || route.subresource === 'status'
  const sent =
    kind.view && isOwn && isObject(body.value) ? kind.view.toStored(body.value) : body.value
  const answer = backend.handle({
    ...asked(call),
    verb,
    body: isWhole ? withUrl(sent, route) : sent,
    ...(duplicates.length > 0 ? { duplicateFields: duplicates.map(({ path }) => path) } : {}),
    options: { ...options, ...(patchType ? { patchType } : {}) },
  })
  return encodeAnswer(answer, encoding, backend.now)
}

function duplicateInYaml({ key, line }: DuplicateKey): string {
  const why = `line ${line}: key ${JSON.stringify(key)} already set in map`
  return `error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  ${why}`
}

/** What the body leaves open the address tells: many clients send neither kind nor namespace. */
function withUrl(body: unknown, { namespace, name }: ResourceRoute): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  const object = body as KubernetesObject
  const { metadata } = object
  if (metadata !== undefined && (typeof metadata !== 'object' || metadata === null)) return body
  return {
    ...object,
    metadata: {
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
      ...withoutEmpty(metadata),
    },
  }
}

/** Typed clients write what they do not set as nothing. */
function withoutEmpty(metadata: object | undefined): object {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([, value]) => value !== null && value !== ''),
  )
}

/** Kinds of which one is shown what was deleted; of all others one is told that it is done. */
const shownWhenDeleted = [
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'resourcequotas',
  'serviceaccounts',
  'services',
]

export async function remove(call: Call): Promise<Response> {
  const { backend, request, url, route, kind, encoding, yaml } = call
  const body = await readBody(request, yaml?.read)
  if ('failure' in body) return failed(body.failure)
  const options = deleteOptions(url.searchParams, body.value)
  if (isFailure(options)) return failed(options)
  if (route.name !== undefined) {
    const answer = backend.handle({ ...asked(call), verb: 'delete', options })
    if (answer.code !== 200 || shownWhenDeleted.includes(kind.resource))
      return encodeAnswer(answer, encoding, backend.now)
    const isGone = backend.handle({ ...asked(call), verb: 'get' }).code === 404
    if (!isGone && !options.dryRun) return encodeAnswer(answer, encoding, backend.now)
    const done = { ...answer, body: doneWith(kind, answer.body as KubernetesObject) }
    return encodeAnswer(done as never, encoding, backend.now)
  }
  const listed = backend.handle({ ...asked(call), verb: 'list', options: listOptionsOf(call) })
  for (const { metadata } of 'items' in listed.body ? listed.body.items : [])
    backend.handle({
      ...asked(call),
      verb: 'delete',
      name: metadata.name,
      options,
      ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
    })
  return encodeAnswer(listed, encoding, backend.now)
}

function doneWith({ definition }: Kind, { metadata }: KubernetesObject): object {
  const { group, resource } = definition
  const details = {
    name: metadata.name,
    ...(group ? { group } : {}),
    kind: resource,
    uid: metadata.uid,
  }
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
}
