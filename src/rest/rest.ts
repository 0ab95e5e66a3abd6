/**
 * The API server's HTTP face: real kubectl, helm and client libraries talk to the cluster of this
 * book through it. It knows requests and answers of the Fetch standard, and no sockets.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/server/handler.go`, `…/endpoints/installer.go`
 * *Leaves out:* CBOR bodies, protocol buffers in answers. Whoever asks is told so. What needs more than
 * an answer, `exec` and its like, is in `upgrade.ts`.
 */
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { Request as ApiRequest } from '../kubernetes/kube-apiserver/request.ts'
import { failed, json, notHere, objectOf, plainText } from './answers.ts'
import { readBody } from './body.ts'
import type { ClockedServer } from './calendar.ts'
import { componentStatuses, componentStatusList } from './component-statuses.ts'
import { isServed } from './discovery.ts'
import { encodeAnswer, encodingOf } from './encode.ts'
import {
  type Failure,
  methodNotAllowed,
  notAcceptable,
  pageNotFound,
  unauthorized,
  unknownObject,
  unknownPath,
} from './failure.ts'
import { type Kind, kindAt, kindsOf } from './kinds.ts'
import { wantsYaml } from './negotiate.ts'
import { type Call, read, remove, write } from './objects.ts'
import { type Person, personOf } from './person.ts'
import { plainAt } from './plain.ts'
import { isStreamed, podStream } from './pod-stream.ts'
import { proxyAnswer, proxyAt } from './proxy.ts'
import { booleanIn } from './query.ts'
import { forbiddenTo, isAllowed, type Wish } from './rbac.ts'
import { type Review, reviewAt } from './reviews.ts'
import { type ResourceRoute, routeOf, withoutWatchPath } from './route.ts'
import { tokenFor } from './token.ts'
import { streamProtocols, upgradeOf } from './upgrade.ts'
import type { Yaml } from './yaml.ts'

/** What the face stands in front of. */
export type Backend = ClockedServer

export type RestHandler = (request: Request) => Promise<Response>

/** The longest that a name of a client is kept. */
const longestAgent = 128

/** @param yaml without it, everything is JSON */
export function createRest(server: Backend, yaml?: Yaml): RestHandler {
  const backend = withOwners(server)
  return async (request) => {
    const answer = await answerTo(backend, request, yaml)
    if (!yaml || !wantsYaml(request.headers.get('accept'))) return answer
    if (answer.headers.get('content-type') !== 'application/json') return answer
    const headers = new Headers(answer.headers)
    headers.set('content-type', 'application/yaml')
    return new Response(yaml.write(await answer.json()), { status: answer.status, headers })
  }
}

async function answerTo(
  backend: Backend,
  request: Request,
  yaml: Yaml | undefined,
): Promise<Response> {
  const url = withoutWatchPath(new URL(request.url))
  const person = personOf(request, backend.now)
  if (!person) return failed(unauthorized())
  const proxy = proxyAt(url)
  if (proxy) {
    const wish = { ...proxy.wish, verb: verbOf(request.method, url, { name: 'x' }) }
    if (!isAllowed(backend, person, wish)) return failed(forbiddenTo(person, wish))
    return proxyAnswer(backend, request, url, proxy)
  }
  const route = routeOf(url.pathname)
  const answer = route && (await resourceAnswer({ backend, request, url, route, person, yaml }))
  return answer ?? plainAnswer(backend, request, url, person, route)
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
function plainAnswer(
  backend: Backend,
  request: Request,
  url: URL,
  person: Person,
  route?: ResourceRoute,
): Response {
  const wish = { verb: request.method.toLowerCase(), path: url.pathname }
  if (!isAllowed(backend, person, wish)) return failed(forbiddenTo(person, wish))
  const found = plainAt(backend, request, url)
  if (found === undefined) {
    const known = route && isServed(kindsOf(backend), route.group, route.version)
    return known ? failed(unknownPath()) : plainText(pageNotFound, 404)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return failed(methodNotAllowed())
  if ('bytes' in found)
    return new Response(found.bytes, { headers: { 'content-type': found.contentType } })
  if ('text' in found) return plainText(found.text, found.status)
  const { contentType } = found
  return json(found.json, 200, contentType ? { 'content-type': contentType } : {})
}

interface Asked {
  readonly backend: Backend
  readonly request: Request
  readonly url: URL
  readonly route: ResourceRoute
  readonly person: Person
  readonly yaml: Yaml | undefined
}

/** Undefined where the path leads to no resource of ours. */
async function resourceAnswer(asked: Asked): Promise<Response | undefined> {
  const { backend, request, url, route, person, yaml } = asked
  const review = reviewAt(route.group, route.version, route.resource)
  const { group, resource, subresource, namespace, name } = route
  const wish: Wish = {
    verb: verbOf(request.method, url, route),
    group,
    resource,
    subresource,
    // A namespace is its own.
    namespace: namespace ?? (resource === 'namespaces' ? name : undefined),
    name,
  }
  const isFree = review?.kind.startsWith('Self')
  const kind = review ? undefined : kindAtRoute(backend, route)
  if (!review && !kind) return undefined
  if (!isFree && !isAllowed(backend, person, wish)) return failed(forbiddenTo(person, wish))
  if (review) return reviewAnswer(review, asked)
  if (!kind) return undefined
  if (resource === 'serviceaccounts' && subresource === 'token')
    return request.method === 'POST' ? tokenAnswer(backend, request, route) : notHere()
  if (resource === 'pods' && name !== undefined && isStreamed(subresource)) {
    // Who wants a stream by other means is told the same of what is not there.
    const refusal = upgradeOf(backend, url, streamProtocols)
    return refusal instanceof Response ? refusal : podStream(backend, request, url, route)
  }
  const encoding = encodingOf(request, url, kind, subresource)
  if (!encoding) return failed(notAcceptable())
  const [agent = ''] = (request.headers.get('user-agent') ?? '').split(/[/ ]/)
  const call: Call = {
    backend,
    request,
    url,
    route,
    kind,
    agent: agent.slice(0, longestAgent) || 'unknown',
    encoding,
    yaml,
  }
  if (kind === componentStatuses) return readStatuses(call)
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(call)
    case 'POST':
      return name === undefined || subresource ? write(call, 'create') : notHere()
    case 'PUT':
      return name === undefined ? notHere() : write(call, 'update')
    case 'PATCH':
      return name === undefined ? notHere() : write(call, 'patch')
    case 'DELETE':
      return remove(call)
    default:
      return notHere()
  }
}

function kindAtRoute(backend: Backend, route: ResourceRoute): Kind | undefined {
  const { group, resource } = route
  if (group === '' && resource === componentStatuses.resource) return componentStatuses
  return kindAt(backend, route)
}

/** What roles call it. */
function verbOf(method: string, url: URL, { name }: Pick<ResourceRoute, 'name'>): string {
  const one = name !== undefined
  if (method === 'POST') return 'create'
  if (method === 'PUT') return 'update'
  if (method === 'PATCH') return 'patch'
  if (method === 'DELETE') return one ? 'delete' : 'deletecollection'
  if (one) return 'get'
  return booleanIn(url.searchParams, 'watch') ? 'watch' : 'list'
}

async function reviewAnswer(
  { kind, apiVersion, status }: Review,
  { backend, request, route, person, yaml }: Asked,
): Promise<Response> {
  if (request.method !== 'POST') return failed(methodNotAllowed())
  const body = await readBody(request, yaml?.read)
  if ('failure' in body) return failed(body.failure)
  const spec = objectOf(objectOf(body.value)['spec'])
  const asked = { server: backend, person, namespace: route.namespace }
  return json({ kind, apiVersion, metadata: {}, spec, status: status(spec, asked) }, 201)
}

function readStatuses({ backend, request, route, encoding }: Call): Response {
  if (request.method !== 'GET' && request.method !== 'HEAD') return notHere()
  const all = componentStatusList()
  const one = all.find(({ metadata }) => metadata.name === route.name)
  if (route.name !== undefined && !one)
    return failed(unknownObject('componentstatuses', route.name))
  const metadata = { resourceVersion: '' }
  const list = { kind: 'ComponentStatusList', apiVersion: 'v1', metadata, items: all }
  const warnings = ['v1 ComponentStatus is deprecated in v1.19+']
  return encodeAnswer({ code: 200, body: one ?? list, warnings }, encoding, backend.now)
}

async function tokenAnswer(
  backend: Backend,
  request: Request,
  { namespace = '', name = '' }: ResourceRoute,
): Promise<Response> {
  const body = await readBody(request)
  if ('failure' in body) return failed(body.failure)
  const account = backend.handle({
    user: adminUser,
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
