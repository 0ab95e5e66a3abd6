/**
 * Paths that are not about objects: what there is to be asked, and how the server is.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/server/{healthz,routes}`
 */
import { adminUser } from '../kubernetes/kube-apiserver/authorization.ts'
import type { ApiServer } from '../kubernetes/kube-apiserver/request.ts'
import { kubernetesVersion } from '../kubernetes/version.ts'
import {
  aggregatedDiscovery,
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
  groupVersionsOf,
  versionInfo,
} from './discovery.ts'
import { kindsOf } from './kinds.ts'
import { wantsAggregatedDiscovery } from './negotiate.ts'
import { openApiIndex, openApiOf } from './openapi.ts'
import { openApiV2, openApiV2Answered, openApiV2Bytes, openApiV2Type } from './openapi-v2.ts'

export type Plain =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }
  | { readonly json: object; readonly contentType?: string }
  | { readonly text: string; readonly status?: number }

/** Undefined where there is no such path. */
export function plainAt(server: ApiServer, request: Request, url: URL): Plain | undefined {
  const path = url.pathname.replace(/\/+$/, '')
  const health = healthAt(server, path, url.searchParams)
  if (health) return health
  if (path === '/version') return { json: versionInfo() }
  if (path === '/openapi/v2')
    return request.headers.get('accept')?.includes(openApiV2Type)
      ? { bytes: openApiV2Bytes(), contentType: openApiV2Answered }
      : { json: openApiV2 }
  if (path === '/metrics') return { text: metricsOf(server) }
  const found = discoveryAt(server, request, path, url.host)
  return found && ('contentType' in found ? (found as Plain) : { json: found })
}

function discoveryAt(
  server: ApiServer,
  request: Request,
  path: string,
  host: string,
): object | undefined {
  const [, root, first = '', second] = /^\/(apis?)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? []
  const openApi = /^\/openapi\/v3\/(.+)$/.exec(path)?.[1]
  const isKnown = root || openApi || ['', '/api', '/apis', '/openapi/v3'].includes(path)
  if (!isKnown) return undefined
  const kinds = kindsOf(server)
  if (path === '') return pathsOf(groupVersionsOf(kinds))
  if (path === '/openapi/v3') return openApiIndex(kinds)
  if (openApi) return openApiOf(kinds, openApi)
  if (root === 'api') return second ? undefined : apiResourceList(kinds, '', first)
  if (root) return second ? apiResourceList(kinds, first, second) : apiGroup(kinds, first)
  if (wantsAggregatedDiscovery(request.headers.get('accept')))
    return {
      json: aggregatedDiscovery(kinds, path === '/api' ? 'api' : 'apis'),
      contentType: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    }
  return path === '/api' ? apiVersions(host) : apiGroupList(kinds)
}

const checks: Readonly<Record<string, readonly string[]>> = {
  healthz: ['ping', 'log', 'etcd'],
  livez: ['ping', 'log', 'etcd'],
  readyz: ['ping', 'log', 'etcd', 'informer-sync', 'shutdown'],
}

/** `ok`, or with `?verbose` line by line; of one check alone below its own path. */
function healthAt(server: ApiServer, path: string, query: URLSearchParams): Plain | undefined {
  const [, root = '', one] = /^\/(healthz|livez|readyz)(?:\/([\w-]+))?$/.exec(path) ?? []
  const known = checks[root]
  if (!known || (one !== undefined && !known.includes(one))) return undefined
  const excluded = query.getAll('exclude')
  const asked = one === undefined ? known.filter((name) => !excluded.includes(name)) : [one]
  const isWell = (name: string) => name !== 'etcd' || hasStore(server)
  const isFine = asked.every(isWell)
  if (isFine && (one !== undefined || !query.has('verbose'))) return { text: 'ok' }
  const lines = known.map((name) => {
    if (!asked.includes(name)) return `[+]${name} excluded: ok`
    return isWell(name) ? `[+]${name} ok` : `[-]${name} failed: reason withheld`
  })
  const verdict = `${root} check ${isFine ? 'passed' : 'failed'}`
  return { text: `${[...lines, verdict].join('\n')}\n`, status: isFine ? 200 : 500 }
}

function hasStore(server: ApiServer): boolean {
  const cause = { by: 'healthz' }
  return (
    server.handle({ user: adminUser, verb: 'list', resource: 'namespaces', cause }).code === 200
  )
}

function pathsOf(groupVersions: readonly string[]): object {
  const groups = new Set(groupVersions.flatMap((one) => one.split('/').slice(0, -1)))
  const paths = [
    '/api',
    '/api/v1',
    '/apis',
    ...[...groups].map((group) => `/apis/${group}`),
    ...groupVersions.filter((one) => one.includes('/')).map((one) => `/apis/${one}`),
    ...Object.entries(checks).flatMap(([root, names]) => [
      `/${root}`,
      ...names.map((name) => `/${root}/${name}`),
    ]),
    '/metrics',
    '/openapi/v2',
    '/openapi/v3',
    '/version',
  ]
  return { paths: paths.sort() }
}

/** A few of the figures that a server gives of itself. */
function metricsOf(server: ApiServer): string {
  const counts = kindsOf(server)
    .filter(({ view }) => !view)
    .map(({ resource, definition }) => {
      const cause = { by: 'metrics' }
      const { body } = server.handle({ user: adminUser, verb: 'list', resource, cause })
      const count = 'items' in body ? body.items.length : 0
      const { group, resource: name } = definition
      return `apiserver_resource_objects{group="${group}",resource="${name}"} ${count}`
    })
  return [
    '# HELP apiserver_resource_objects [ALPHA] Number of stored objects, by kind.',
    '# TYPE apiserver_resource_objects gauge',
    ...counts,
    '# HELP kubernetes_build_info [ALPHA] The version of this server.',
    '# TYPE kubernetes_build_info gauge',
    `kubernetes_build_info{git_version="${kubernetesVersion}"} 1`,
    '',
  ].join('\n')
}
