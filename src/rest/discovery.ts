/**
 * What there is to be asked: groups, versions, resources and their verbs, in the aggregated form
 * that kubectl reads in two requests, and in the plain one that older clients walk.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/discovery`,
 * `staging/src/k8s.io/api/apidiscovery/v2/types.go`
 */
import { inAll } from '../kubernetes/kube-apiserver/categories.ts'
import { apiVersionOf } from '../kubernetes/kube-apiserver/handling.ts'
import type { ResourceDefinition } from '../kubernetes/kube-apiserver/resource.ts'
import { resources } from '../kubernetes/kube-apiserver/resources.ts'
import { kubernetesVersion } from '../kubernetes/version.ts'
import { reviews } from './reviews.ts'

const definitions: readonly ResourceDefinition[] = Object.values(
  resources,
) as unknown as readonly ResourceDefinition[]

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
export const groupVersions: readonly string[] = [
  ...new Set([
    ...definitions.map((definition) => apiVersionOf(definition)).sort(coreFirst),
    ...reviews.map(({ apiVersion }) => apiVersion),
  ]),
]

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
export function aggregatedDiscovery(root: 'api' | 'apis') {
  const wanted = groups().filter(({ name }) => (name === '') === (root === 'api'))
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: wanted.map(({ name, versions }) => ({
      metadata: { ...(name ? { name } : {}), creationTimestamp: null },
      versions: versions.map((version) => ({
        version,
        resources: resourcesOf(name, version)
          .filter(isMain)
          .map((main) => ({
            resource: main.name,
            responseKind: responseKind(main, name, version),
            scope: main.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: main.singularName,
            verbs: main.verbs,
            ...(main.shortNames?.length ? { shortNames: main.shortNames } : {}),
            ...(main.categories?.length ? { categories: main.categories } : {}),
            ...subresourcesOf(main, name, version),
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
export function apiGroupList() {
  const named = groups().filter(({ name }) => name !== '')
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map(groupOf) }
}

/** `/apis/apps`; undefined where there is no such group. */
export function apiGroup(name: string) {
  const found = groups().find((group) => group.name === name)
  return found && name !== ''
    ? { kind: 'APIGroup', apiVersion: 'v1', ...groupOf(found) }
    : undefined
}

/** `/api/v1`, `/apis/apps/v1`; undefined where nothing is served there. */
export function apiResourceList(group: string, version: string) {
  const found = resourcesOf(group, version)
  if (found.length === 0) return undefined
  const groupVersion = group ? `${group}/${version}` : version
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: found }
}

export function isServed(group: string, version: string): boolean {
  return groupVersions.includes(group ? `${group}/${version}` : version)
}

interface Group {
  readonly name: string
  readonly versions: readonly string[]
}

function groups(): readonly Group[] {
  const byName = new Map<string, string[]>()
  for (const groupVersion of groupVersions) {
    const [version = '', name = ''] = groupVersion.split('/').reverse()
    byName.set(name, [...(byName.get(name) ?? []), version])
  }
  return [...byName].map(([name, versions]) => ({ name, versions }))
}

function groupOf({ name, versions }: Group) {
  const listed = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }))
  return { name, versions: listed, preferredVersion: listed[0] }
}

function resourcesOf(group: string, version: string): readonly ApiResource[] {
  const apiVersion = group ? `${group}/${version}` : version
  const served = definitions
    .filter((definition) => apiVersionOf(definition) === apiVersion)
    .flatMap((definition) => [mainOf(definition), ...subresourceListOf(definition)])
  const reviewed = reviews
    .filter((review) => review.apiVersion === apiVersion)
    .map(({ resource, kind }) => ({
      name: resource,
      singularName: resource.replace(/s$/, ''),
      namespaced: false,
      kind,
      verbs: ['create'],
    }))
  return [...served, ...reviewed]
}

function mainOf(definition: ResourceDefinition): ApiResource {
  const { resource, singular, namespaced, kind, shortNames } = definition
  const categories = inAll.includes(resource) ? ['all'] : []
  const singularName = singular
  return { name: resource, singularName, namespaced, kind, verbs, shortNames, categories }
}

function subresourceListOf(definition: ResourceDefinition): readonly ApiResource[] {
  const { resource, namespaced, kind } = definition
  return definition.subresources.map((subresource) => {
    const [group, version, own] = subresourceKinds[subresource] ?? []
    const isPosted = subresource === 'binding' || subresource === 'eviction'
    return {
      name: `${resource}/${subresource}`,
      singularName: '',
      namespaced,
      kind: own ?? kind,
      verbs: isPosted ? ['create'] : ['get', 'patch', 'update'],
      ...(group === undefined ? {} : { group, version: version ?? 'v1' }),
    }
  })
}

function isMain({ name }: ApiResource): boolean {
  return !name.includes('/')
}

function subresourcesOf(main: ApiResource, group: string, version: string) {
  const found = resourcesOf(group, version).filter(({ name }) => name.startsWith(`${main.name}/`))
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
