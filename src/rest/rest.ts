/**
 * The API server's HTTP face: real kubectl, helm and client libraries talk to the cluster of this
 * book through it. It knows requests and answers of the Fetch standard, and no sockets.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/server/handler.go`, `…/endpoints/installer.go`
 * *Leaves out:* CBOR bodies, YAML bodies other than of an apply, protocol buffers in answers,
 * watches of the old `/watch/` paths. Whoever asks is told so. What needs more than an answer, `exec`
 * and its like, is in `upgrade.ts`.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { ResourceName } from '../kubernetes/api/resource-types.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { Request as ApiRequest } from '../kubernetes/kube-apiserver/request.ts'
import { resources } from '../kubernetes/kube-apiserver/resources.ts'
import { applyType, mediaTypeOf, patchTypes, readBody, type YamlReader } from './body.ts'
import type { ClockedServer } from './calendar.ts'
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
  isServed,
  versionInfo,
} from './discovery.ts'
import { type Encoding, encodeAnswer, encodingOf, watchedObject } from './encode.ts'
import {
  badRequest,
  type Failure,
  methodNotAllowed,
  notAcceptable,
  pageNotFound,
  unknownPath,
  unsupportedType,
} from './failure.ts'
import type { DuplicateKey } from './json-text.ts'
import { wantsAggregatedDiscovery } from './negotiate.ts'
import { openApiIndex, openApiOf } from './openapi.ts'
import { deleteOptions, isFailure, listOptions, writeOptions } from './options.ts'
import { isStreamed, podStream } from './pod-stream.ts'
import { booleanIn, integerIn } from './query.ts'
import { reviewAt } from './reviews.ts'
import { type ResourceRoute, routeOf } from './route.ts'
import { tokenFor } from './token.ts'
import { watchStream } from './watch-stream.ts'

/** What the face stands in front of. */
export type Backend = ClockedServer

export type RestHandler = (request: Request) => Promise<Response>

/** What all handlers of a request work with. */
interface Call {
  readonly backend: Backend
  readonly request: Request
  readonly url: URL
  readonly route: ResourceRoute
  readonly resource: ResourceName
  readonly user: string
  /** The first word of the client's name: `kubectl`. */
  readonly agent: string
  readonly encoding: Encoding
  readonly readYaml: YamlReader | undefined
}

/** The longest that a name of a client is kept. */
const longestAgent = 128

/** @param readYaml without it, an apply takes JSON alone */
export function createRest(server: Backend, readYaml?: YamlReader): RestHandler {
  const backend = withOwners(server)
  return async (request) => {
    const url = new URL(request.url)
    const known = routeOf(url.pathname)
    if (known) {
      const answer = await resourceAnswer(backend, request, url, known, readYaml)
      if (answer) return answer
    }
    return plainAnswer(request, url, known)
  }
}

/** Real clients are shown who owns which field, in every object. */
function withOwners(server: Backend): Backend {
  const asking = (request: ApiRequest): ApiRequest => ({
    ...request,
    options: { ...request.options, showManagedFields: true },
  })
  return {
    get now() {
      return server.now
    },
    get aheadMs() {
      return server.aheadMs ?? 0
    },
    ...(server.inside ? { inside: server.inside } : {}),
    handle: (request) => server.handle(asking(request)),
    watch: (request, sink) => server.watch(asking(request), sink),
  }
}

/** Paths that are not about objects. */
function plainAnswer(request: Request, url: URL, route?: ResourceRoute): Response {
  const path = url.pathname.replace(/\/+$/, '')
  const found = plainBody(path, request, url)
  if (found === undefined) {
    if (route && isServed(route.group, route.version)) return failed(unknownPath())
    return plainText(pageNotFound, 404)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return failed(methodNotAllowed())
  if (typeof found === 'string') return plainText(found)
  if ('aggregated' in found)
    return json(found.aggregated, 200, {
      'content-type': 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    })
  return json(found)
}

function plainBody(
  path: string,
  request: Request,
  url: URL,
): object | string | { readonly aggregated: object } | undefined {
  const aggregated = wantsAggregatedDiscovery(request.headers.get('accept'))
  if (['/healthz', '/livez', '/readyz'].includes(path)) return 'ok'
  if (path === '/version') return versionInfo()
  if (path === '/openapi/v3') return openApiIndex()
  if (path === '/api') {
    return aggregated ? { aggregated: aggregatedDiscovery('api') } : apiVersions(url.host)
  }
  if (path === '/apis') {
    return aggregated ? { aggregated: aggregatedDiscovery('apis') } : apiGroupList()
  }
  const openApi = /^\/openapi\/v3\/(.+)$/.exec(path)?.[1]
  if (openApi) return openApiOf(openApi)
  const [, root, first = '', second] = /^\/(apis?)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? []
  if (root === 'api' && second === undefined) return apiResourceList('', first)
  if (root === 'apis') return second ? apiResourceList(first, second) : apiGroup(first)
  return undefined
}

/** Undefined where the path leads to no resource of ours. */
async function resourceAnswer(
  backend: Backend,
  request: Request,
  url: URL,
  route: ResourceRoute,
  readYaml: YamlReader | undefined,
): Promise<Response | undefined> {
  const user = request.headers.get('impersonate-user') || adminUser
  const review = reviewAt(route.group, route.version, route.resource)
  if (review) {
    if (request.method !== 'POST') return failed(methodNotAllowed())
    const body = await readBody(request)
    if ('failure' in body) return failed(body.failure)
    const sent = objectOf(body.value)
    const spec = objectOf(sent['spec'])
    const { apiVersion, kind } = review
    return json({ kind, apiVersion, metadata: {}, spec, status: review.status(spec, user) }, 201)
  }
  const resource = resourceAt(route)
  if (!resource) return undefined
  if (resource === 'serviceaccounts' && route.subresource === 'token')
    return request.method === 'POST' ? tokenAnswer(backend, request, route, user) : notHere()
  if (resource === 'pods' && route.name !== undefined && isStreamed(route.subresource))
    return podStream(backend, request, url, route)
  const encoding = encodingOf(request, url, resource)
  if (!encoding) return failed(notAcceptable())
  const [agent = ''] = (request.headers.get('user-agent') ?? '').split(/[/ ]/)
  const call: Call = {
    backend,
    request,
    url,
    route,
    resource,
    user,
    agent: agent.slice(0, longestAgent) || 'unknown',
    encoding,
    readYaml,
  }
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(call)
    case 'POST':
      return route.name === undefined || route.subresource ? write(call, 'create') : notHere()
    case 'PUT':
      return route.name === undefined ? notHere() : write(call, 'update')
    case 'PATCH':
      return route.name === undefined ? notHere() : write(call, 'patch')
    case 'DELETE':
      return remove(call)
    default:
      return notHere()
  }
}

async function tokenAnswer(
  backend: Backend,
  request: Request,
  { namespace = '', name = '' }: ResourceRoute,
  user: string,
): Promise<Response> {
  const body = await readBody(request)
  if ('failure' in body) return failed(body.failure)
  const account = backend.handle({
    user,
    verb: 'get',
    resource: 'serviceaccounts',
    namespace,
    name,
    cause: { by: 'create token' },
  })
  if (account.code !== 200) return json(account.body, account.code)
  const spec = objectOf(objectOf(body.value)['spec'])
  const token = tokenFor({ namespace, name }, spec, backend.now)
  return 'code' in token ? failed(token as Failure) : json(token, 201)
}

function resourceAt({ group, version, resource }: ResourceRoute): ResourceName | undefined {
  if (!Object.hasOwn(resources, resource)) return undefined
  const definition = resources[resource as ResourceName]
  return definition.group === group && definition.version === version
    ? definition.resource
    : undefined
}

function notHere(): Response {
  return failed(methodNotAllowed())
}

function asked({ route, resource, user, agent }: Call): Omit<ApiRequest, 'verb'> {
  const { namespace, name, subresource } = route
  return {
    user,
    resource,
    cause: { by: agent },
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource: subresource as 'status' }),
  }
}

function read(call: Call): Response {
  const { backend, url, route, encoding } = call
  const options = listOptions(url.searchParams)
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

async function write(call: Call, verb: 'create' | 'update' | 'patch'): Promise<Response> {
  const { backend, request, url, route, agent, encoding, readYaml } = call
  const options = writeOptions(url.searchParams, agent, mediaTypeOf(request) === applyType)
  if (isFailure(options)) return failed(options)
  const patchType = verb === 'patch' ? patchTypes[mediaTypeOf(request)] : undefined
  if (verb === 'patch' && !patchType) return failed(unsupportedType(Object.keys(patchTypes)))
  const body = await readBody(request, readYaml)
  if ('failure' in body) return failed(body.failure)
  if (body.value === undefined) return failed(badRequest('the body of the request is empty'))
  const { duplicates = [] } = body
  const [twice] = duplicates
  if (patchType === 'apply' && twice && options.fieldValidation === 'Strict')
    return failed(badRequest(duplicateInYaml(twice)))
  const isWhole = verb !== 'patch' || patchType === 'apply'
  const answer = backend.handle({
    ...asked(call),
    verb,
    body: isWhole ? withUrl(body.value, route) : body.value,
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

async function remove(call: Call): Promise<Response> {
  const { backend, request, url, route, encoding } = call
  const body = await readBody(request)
  if ('failure' in body) return failed(body.failure)
  const options = deleteOptions(url.searchParams, body.value)
  if (isFailure(options)) return failed(options)
  if (route.name !== undefined) {
    const answer = backend.handle({ ...asked(call), verb: 'delete', options })
    return encodeAnswer(answer, encoding, backend.now)
  }
  const listed = backend.handle({
    ...asked(call),
    verb: 'list',
    options: listOptions(url.searchParams),
  })
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

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function failed(failure: Failure): Response {
  return json(failure, failure.code)
}

function plainText(text: string, status = 200): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

function json(body: object, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  })
}
