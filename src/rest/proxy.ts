/**
 * `…/pods/NAME:PORT/proxy/PATH` and the same of a Service: the API server asks in the client's place.
 *
 * *Upstream:* `pkg/registry/core/{pod,service,node}/rest`,
 * `staging/src/k8s.io/apimachinery/pkg/util/proxy`
 * *Leaves out:* nodes, HTTPS, bodies of requests, links in pages, which upstream rewrites.
 */
import type { Service } from '../kubernetes/api/core.ts'
import type { EndpointSlice } from '../kubernetes/api/discovery.ts'
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { Request as ApiRequest } from '../kubernetes/kube-apiserver/request.ts'
import type { ClockedServer } from './calendar.ts'

export interface Proxy {
  readonly of: 'pods' | 'services'
  readonly namespace: string
  readonly name: string
  readonly port: string
  readonly path: string
  readonly wish: {
    readonly group: string
    readonly resource: string
    readonly subresource: string
    readonly namespace: string
    readonly name: string
  }
}

const shape =
  /^\/api\/v1\/namespaces\/([^/]+)\/(pods|services)\/(?:http:)?([^/:]+)(?::([^/:]*))?\/proxy(\/.*)?$/

export function proxyAt(url: URL): Proxy | undefined {
  const [, namespace = '', of, name = '', port = '', path = '/'] = shape.exec(url.pathname) ?? []
  if (of !== 'pods' && of !== 'services') return undefined
  const wish = { group: '', resource: of, subresource: 'proxy', namespace, name }
  return { of, namespace, name, port, path: path + url.search, wish }
}

export function proxyAnswer(
  backend: ClockedServer,
  request: Request,
  url: URL,
  proxy: Proxy,
): Response {
  const target = proxy.of === 'pods' ? podPort(proxy) : servicePort(backend, proxy)
  if ('code' in target) return json(target, target.code)
  const { pod, port } = target
  const head = `${request.method} ${proxy.path} HTTP/1.1\r\nHost: ${url.host}\r\nUser-Agent: ${request.headers.get('user-agent') ?? '-'}\r\n\r\n`
  const place = { namespace: proxy.namespace, pod }
  const met = backend.inside?.forward(place, port, head)
  if (!met?.ok) return json(unavailable(met?.message ?? 'no kubelets to ask'), 503)
  const [top = '', body = ''] = met.value.split(/\r\n\r\n([\s\S]*)/)
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(top)?.[1] ?? 502)
  const type = /^content-type: *(.*)$/im.exec(top)?.[1]?.trim() ?? 'text/plain'
  return new Response(body, { status, headers: { 'content-type': type } })
}

type Target = { readonly pod: string; readonly port: number } | ReturnType<typeof unavailable>

function podPort({ name, port }: Proxy): Target {
  return { pod: name, port: Number(port) || 80 }
}

/** One of the Pods behind it that are ready, the first. */
function servicePort(backend: ClockedServer, { namespace, name, port }: Proxy): Target {
  const ask = (request: Pick<ApiRequest, 'verb' | 'resource' | 'name' | 'options'>) =>
    backend.handle({ ...request, user: adminUser, namespace, cause: { by: 'proxy' } })
  const found = ask({ verb: 'get', resource: 'services', name })
  if (found.code !== 200) return { ...unavailable(''), ...(found.body as object), code: found.code }
  const service = found.body as unknown as Service
  const { ports = [] } = service.spec
  const wanted = ports.find((one) => one.name === port || `${one.port}` === port) ?? ports[0]
  const labelSelector = `kubernetes.io/service-name=${name}`
  const listed = ask({ verb: 'list', resource: 'endpointslices', options: { labelSelector } })
  const slices = 'items' in listed.body ? (listed.body.items as unknown as EndpointSlice[]) : []
  for (const { endpoints, ports: own = [] } of slices) {
    const ready = endpoints.find(({ conditions }) => conditions?.ready !== false)
    const number = own.find((one) => (one.name ?? '') === (wanted?.name ?? ''))?.port
    if (ready?.targetRef?.name && number) return { pod: ready.targetRef.name, port: number }
  }
  return unavailable(`no endpoints available for service "${name}"`)
}

function unavailable(why: string) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: why,
    reason: 'ServiceUnavailable',
    code: 503,
  }
}

function json(body: object, status: number): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  })
}
