/**
 * What there is to be asked: groups, versions, resources and their verbs, in the aggregated form
 * that kubectl reads in two requests, and in the plain one that older clients walk.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/discovery`,
 * `staging/src/k8s.io/api/apidiscovery/v2/types.go`
 */
import { apiVersionOf } from '../kubernetes/kube-apiserver/handling.ts'
import { kubernetesVersion } from '../kubernetes/version.ts'
import type { Kind } from './kinds.ts'
import { type Review, reviews } from './reviews.ts'

type Kinds = readonly Kind[]

/** What can be done to every kind. */
const verbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const

/** Kinds of the bodies of subresources that are not the resource's own. */
const subresourceKinds: Readonly<Record<string, readonly [string, string, string]>> = {
  binding: ['', 'v1', 'Binding'],
  eviction: ['policy', 'v1', 'Eviction'],
  scale: ['autoscaling', 'v1', 'Scale'],
  attach: ['', 'v1', 'PodAttachOptions'],
  exec: ['', 'v1', 'PodExecOptions'],
  portforward: ['', 'v1', 'PodPortForwardOptions'],
  token: ['authentication.k8s.io', 'v1', 'TokenRequest'],
}

const subresourceVerbs: Readonly<Record<string, readonly string[]>> = {
  attach: ['create', 'get'],
  binding: ['create'],
  eviction: ['create'],
  exec: ['create', 'get'],
  log: ['get'],
  portforward: ['create', 'get'],
  proxy: ['create', 'delete', 'get', 'patch', 'update'],
  token: ['create'],
}

interface ApiResource {
  readonly name: string
  readonly singularName: string
  readonly namespaced: boolean
  readonly kind: string
  readonly verbs: readonly string[]
  readonly group?: string
  readonly version?: string
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
}

/** Group and version of everything there is, the core group first. */
export function groupVersionsOf(kinds: Kinds): readonly string[] {
  return [
    ...new Set([
      ...kinds.map(({ definition }) => apiVersionOf(definition)).sort(coreFirst),
      ...reviewsIn(kinds).map(({ apiVersion }) => apiVersion),
    ]),
  ]
}

function reviewsIn(kinds: Kinds): readonly Review[] {
  const isWhole = kinds.some(({ definition }) => definition.kind === 'ComponentStatus')
  return reviews.filter(({ ofWhole }) => isWhole || !ofWhole)
}

export function versionInfo() {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(kubernetesVersion) ?? []
  return {
    major,
    minor,
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    minCompatibilityMinor: String(Number(minor) - 1),
    gitVersion: kubernetesVersion,
    gitCommit: 'simulated',
    gitTreeState: 'clean',
    buildDate: '2026-01-01T00:00:00Z',
    goVersion: 'none',
    compiler: 'none',
    platform: 'simulated/amd64',
  }
}

/** `/api` and `/apis` in the aggregated form. */
export function aggregatedDiscovery(kinds: Kinds, root: 'api' | 'apis') {
  const wanted = groups(kinds).filter(({ name }) => (name === '') === (root === 'api'))
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: wanted.map(({ name, versions }) => ({
      metadata: { ...(name ? { name } : {}), creationTimestamp: null },
      versions: versions.map((version) => ({
        version,
        resources: resourcesOf(kinds, name, version)
          .filter(isMain)
          .map((main) => ({
            resource: main.name,
            responseKind: responseKind(main, name, version),
            scope: main.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: main.singularName,
            verbs: main.verbs,
            ...(main.shortNames?.length ? { shortNames: main.shortNames } : {}),
            ...(main.categories?.length ? { categories: main.categories } : {}),
            ...subresourcesOf(kinds, main, name, version),
          })),
        freshness: 'Current',
      })),
    })),
  }
}

/** `/api` in the plain form. */
export function apiVersions(host: string) {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: host }],
  }
}

/** `/apis` in the plain form. */
export function apiGroupList(kinds: Kinds) {
  const named = groups(kinds).filter(({ name }) => name !== '')
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map(groupOf) }
}

/** `/apis/apps`; undefined where there is no such group. */
export function apiGroup(kinds: Kinds, name: string) {
  const found = groups(kinds).find((group) => group.name === name)
  return found && name !== ''
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(found) }
    : undefined
}

/** `/api/v1`, `/apis/apps/v1`; undefined where nothing is served there. */
export function apiResourceList(kinds: Kinds, group: string, version: string) {
  const found = resourcesOf(kinds, group, version)
  if (found.length === 0) return undefined
  const groupVersion = group ? `${group}/${version}` : version
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: found }
}

export function isServed(kinds: Kinds, group: string, version: string): boolean {
  return groupVersionsOf(kinds).includes(group ? `${group}/${version}` : version)
}

interface Group {
  readonly name: string
  readonly versions: readonly string[]
}

/** Of several versions the newest comes first, which is the one that clients take. */
function groups(kinds: Kinds): readonly Group[] {
  const byName = new Map<string, string[]>()
  for (const groupVersion of groupVersionsOf(kinds)) {
    const [version = '', name = ''] = groupVersion.split('/').reverse()
    byName.set(name, [...(byName.get(name) ?? []), version])
  }
  return [...byName].map(([name, versions]) => ({ name, versions: versions.sort(newestFirst) }))
}

function groupOf({ name, versions }: Group) {
  const listed = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }))
  return { name, versions: listed, preferredVersion: listed[0] }
}

function resourcesOf(kinds: Kinds, group: string, version: string): readonly ApiResource[] {
  const apiVersion = group ? `${group}/${version}` : version
  const served = kinds
    .filter(({ definition }) => apiVersionOf(definition) === apiVersion)
    .flatMap((kind) => [mainOf(kind), ...subresourceListOf(kind)])
  const reviewed = reviewsIn(kinds)
    .filter((review) => review.apiVersion === apiVersion)
    .map(({ resource, kind, namespaced = false }) => ({
      name: resource,
      singularName: resource.replace(/s$/, ''),
      namespaced,
      kind,
      verbs: ['create'],
    }))
  return [...served, ...reviewed]
}

function mainOf({ definition, categories }: Kind): ApiResource {
  const { resource, singular, namespaced, kind, shortNames, nameOnly } = definition
  return {
    name: resource,
    singularName: singular,
    namespaced,
    kind,
    // What cannot be written is looked at only.
    verbs: nameOnly ? ['get', 'list'] : verbs,
    shortNames,
    categories,
  }
}

/** What kubelets and the token issuer answer, besides what is written into the objects. */
const served: Readonly<Record<string, readonly string[]>> = {
  pods: ['attach', 'exec', 'log', 'portforward', 'proxy'],
  serviceaccounts: ['token'],
  services: ['proxy'],
}

function subresourceListOf({ definition, custom }: Kind): readonly ApiResource[] {
  const { resource, namespaced, kind } = definition
  const more = custom || definition.group !== '' ? [] : (served[resource] ?? [])
  return [...definition.subresources, ...more].sort().map((subresource) => {
    const [group, version, own] = subresourceKinds[subresource] ?? []
    return {
      name: `${resource}/${subresource}`,
      singularName: '',
      namespaced,
      kind: own ?? kind,
      verbs: subresourceVerbs[subresource] ?? ['get', 'patch', 'update'],
      ...(group === undefined ? {} : { group, version: version ?? 'v1' }),
    }
  })
}

function isMain({ name }: ApiResource): boolean {
  return !name.includes('/')
}

function subresourcesOf(kinds: Kinds, main: ApiResource, group: string, version: string) {
  const found = resourcesOf(kinds, group, version).filter(({ name }) =>
    name.startsWith(`${main.name}/`),
  )
  if (found.length === 0) return {}
  return {
    subresources: found.map((sub) => ({
      subresource: sub.name.slice(main.name.length + 1),
      responseKind: responseKind(sub, group, version),
      verbs: sub.verbs,
    })),
  }
}

function responseKind({ kind, group, version }: ApiResource, ownGroup: string, ownVersion: string) {
  return { group: group ?? ownGroup, version: version ?? ownVersion, kind }
}

function coreFirst(a: string, b: string): number {
  return Number(a.includes('/')) - Number(b.includes('/')) || (a < b ? -1 : 1)
}

/** `v2`, `v1`, `v1beta1`, `v1alpha1`. */
function newestFirst(a: string, b: string): number {
  const rank = (version: string) => {
    const [, major = '0', stage = '', minor = '0'] =
      /^v(\d+)(alpha|beta)?(\d+)?$/.exec(version) ?? []
    return (
      Number(stage === '') * 1e6 +
      Number(stage === 'beta') * 1e5 +
      Number(major) * 100 +
      Number(minor)
    )
  }
  return rank(b) - rank(a)
}
