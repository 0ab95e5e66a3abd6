/**
 * What a path of the API asks for: `/apis/apps/v1/namespaces/default/deployments/web/status`.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/request/requestinfo.go`
 */

export interface ResourceRoute {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly namespace?: string
  /** As written: `deployments`. */
  readonly resource: string
  readonly name?: string
  readonly subresource?: string
}

/** The route to a resource; undefined where the path leads elsewhere. */
export function routeOf(pathname: string): ResourceRoute | undefined {
  const parts = segmentsOf(pathname)
  if (!parts) return undefined
  const [root, ...rest] = parts
  if (root !== 'api' && root !== 'apis') return undefined
  const group = root === 'apis' ? rest.shift() : ''
  const version = rest.shift()
  if (group === undefined || version === undefined || rest.length === 0) return undefined
  // `namespaces/x/pods` is inside a namespace; `namespaces/x` and its status are about one.
  const [first, second, third] = rest
  const aboutNamespace = third === undefined || third === 'status' || third === 'finalize'
  const inside = first === 'namespaces' && second !== undefined && !aboutNamespace
  const namespace = inside ? second : undefined
  const [resource = '', name, subresource, ...more] = inside ? rest.slice(2) : rest
  if (more.length > 0) return undefined
  return {
    group,
    version,
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
    ...(subresource === undefined ? {} : { subresource }),
  }
}

/** `/api/v1/watch/…`, as the oldest clients ask for a watch, in the way of all others. */
export function withoutWatchPath(url: URL): URL {
  const [, before = '', after = ''] =
    /^(\/api\/v1|\/apis\/[^/]+\/[^/]+)\/watch(\/.+)$/.exec(url.pathname) ?? []
  if (after === '') return url
  const plain = new URL(url)
  plain.pathname = before + after
  plain.searchParams.set('watch', 'true')
  const route = routeOf(plain.pathname)
  if (route?.name === undefined || route.subresource) return plain
  plain.pathname = plain.pathname.replace(/\/[^/]+\/?$/, '')
  plain.searchParams.set('fieldSelector', `metadata.name=${route.name}`)
  return plain
}

/** The parts between slashes, decoded; a trailing slash is forgiven, an empty part is not. */
function segmentsOf(pathname: string): string[] | undefined {
  const parts = pathname.replace(/^\/|\/$/g, '').split('/')
  try {
    const decoded = parts.map(decodeURIComponent)
    return decoded.includes('') ? undefined : decoded
  } catch {
    return undefined
  }
}
