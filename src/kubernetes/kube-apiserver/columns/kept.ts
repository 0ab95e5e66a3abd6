/**
 * What `kubectl get` shows of the kinds that are only kept.
 *
 * *Upstream:* `pkg/printers/internalversion/printers.go`
 */
import type { KeptName, KeptObject } from '../../api/kept.ts'
import type { LabelSelector, Labels } from '../../api/meta.ts'
import { ageColumn, labelsText, nameColumn, selectorText } from './cells.ts'
import { type Column, column } from './column.ts'

type Columns = readonly Column<KeptObject>[]

/** What lies at a path, or nothing. */
function at<T>(object: KeptObject, path: string): T | undefined {
  let found: unknown = object
  for (const key of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[key]
  return found as T | undefined
}

const text =
  (path: string, otherwise = '') =>
  (object: KeptObject) =>
    at<string | number>(object, path) ?? otherwise

const createdAt = column<KeptObject>('CREATED AT', 0, ({ metadata }) => metadata.creationTimestamp)

interface Subject {
  readonly kind: string
  readonly name: string
  readonly namespace?: string
}

const subjects = (kind: string) => (object: KeptObject) =>
  (at<readonly Subject[]>(object, 'subjects') ?? [])
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) => (namespace ? `${namespace}/${name}` : name))
    .join(', ')

const bindingColumns: Columns = [
  nameColumn,
  column('ROLE', 0, (object) => `${at(object, 'roleRef.kind')}/${at(object, 'roleRef.name')}`),
  ageColumn,
  column('USERS', 1, subjects('User')),
  column('GROUPS', 1, subjects('Group')),
  column('SERVICEACCOUNTS', 1, subjects('ServiceAccount')),
]

/** `cpu: 0/1, pods: 0/5`, of those that are limits or of those that are not. */
const quotaText = (ofLimits: boolean) => (object: KeptObject) => {
  const hard = at<Record<string, string>>(object, 'status.hard') ?? {}
  const used = at<Record<string, string>>(object, 'status.used') ?? {}
  return Object.keys(hard)
    .filter((name) => name.startsWith('limits.') === ofLimits)
    .sort()
    .map((name) => `${name}: ${used[name] ?? 0}/${hard[name]}`)
    .join(', ')
}

interface Subset {
  readonly addresses?: readonly { readonly ip: string }[]
  readonly ports?: readonly { readonly port: number }[]
}

function endpointsText(object: KeptObject): string {
  const all = (at<readonly Subset[]>(object, 'subsets') ?? []).flatMap(
    ({ addresses = [], ports = [] }) =>
      ports.flatMap(({ port }) => addresses.map(({ ip }) => `${ip}:${port}`)),
  )
  if (all.length === 0) return '<none>'
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',')
}

const hostsText = (object: KeptObject) => {
  const rules = at<readonly { readonly host?: string }[]>(object, 'spec.rules') ?? []
  const hosts = rules.flatMap(({ host }) => (host ? [host] : []))
  return hosts.length === 0 ? '*' : hosts.slice(0, 3).join(',')
}

const containers = (object: KeptObject, path: string, key: 'name' | 'image') =>
  (at<readonly { readonly name: string; readonly image?: string }[]>(object, path) ?? [])
    .map((container) => container[key] ?? '')
    .join(',')

const templateColumns = (path: string): Columns => [
  column('CONTAINERS', 1, (object) => containers(object, `${path}.spec.containers`, 'name')),
  column('IMAGES', 1, (object) => containers(object, `${path}.spec.containers`, 'image')),
]

export const keptColumns: Readonly<Record<KeptName, Columns>> = {
  endpoints: [nameColumn, column('ENDPOINTS', 0, endpointsText), ageColumn],
  replicationcontrollers: [
    nameColumn,
    column('DESIRED', 0, text('spec.replicas', '0')),
    column('CURRENT', 0, text('status.replicas', '0')),
    column('READY', 0, text('status.readyReplicas', '0')),
    ageColumn,
    ...templateColumns('spec.template'),
    column('SELECTOR', 1, (object) => labelsText(at<Labels>(object, 'spec.selector'))),
  ],
  resourcequotas: [
    nameColumn,
    column('REQUEST', 0, quotaText(false)),
    column('LIMIT', 0, quotaText(true)),
    ageColumn,
  ],
  limitranges: [nameColumn, createdAt],
  podtemplates: [
    nameColumn,
    ...templateColumns('template').map((each) => ({ ...each, priority: 0 as const })),
    column('POD LABELS', 0, (object) => labelsText(at<Labels>(object, 'template.metadata.labels'))),
  ],
  roles: [nameColumn, createdAt],
  rolebindings: bindingColumns,
  clusterroles: [nameColumn, createdAt],
  clusterrolebindings: bindingColumns,
  ingresses: [
    nameColumn,
    column('CLASS', 0, text('spec.ingressClassName', '<none>')),
    column('HOSTS', 0, hostsText),
    column('ADDRESS', 0, () => ''),
    column('PORTS', 0, (object) => (at(object, 'spec.tls') ? '80, 443' : '80')),
    ageColumn,
  ],
  ingressclasses: [
    nameColumn,
    column('CONTROLLER', 0, text('spec.controller')),
    column('PARAMETERS', 0, (object) =>
      at(object, 'spec.parameters')
        ? `${at(object, 'spec.parameters.kind')}/${at(object, 'spec.parameters.name')}`
        : '<none>',
    ),
    ageColumn,
  ],
  networkpolicies: [
    nameColumn,
    column('POD-SELECTOR', 0, (object) =>
      selectorText(at<LabelSelector>(object, 'spec.podSelector')),
    ),
    ageColumn,
  ],
}
