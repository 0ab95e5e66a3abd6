/**
 * What an API server puts into its cluster when it has started: the Service `kubernetes`, behind which
 * it stands itself, and the roles that every cluster has. The Service comes again where it is deleted.
 *
 * *Upstream:* `pkg/controlplane/controller/kubernetesservice`,
 * `pkg/registry/rbac/rest/storage_rbac.go`
 */
import type { KeptName, KeptObject } from '../../api/kept.ts'
import type { Draft, KubernetesObject } from '../../api/meta.ts'
import type { ResourceName } from '../../api/resource-types.ts'
import { ApiError } from '../../client/client.ts'
import type { ComponentDefinition, Host } from '../../component.ts'
import { resources } from '../resources.ts'
import { bootstrapBindings, bootstrapRoles } from './bootstrap-roles.ts'
import { clientKinds } from './client-kinds.ts'

const refreshMs = 10_000
const serviceAddress = '10.96.0.1'
const securePort = 6443
const serviceName = { name: 'kubernetes', namespace: 'default' }

export const postStartHooks: ComponentDefinition = {
  name: 'post-start-hooks',
  partOf: 'kube-apiserver',
  runsOn: 'control-plane',
  watches: [],
  writes: ['*'],
  withoutIt: {
    ja: 'Service kubernetesも、はじめからあるClusterRoleも作られません。',
    en: 'There is no Service `kubernetes`, and none of the ClusterRoles that a cluster begins with.',
  },
  start(host) {
    host.clock.after(1, 'create the Service kubernetes and the first roles', () => {
      create(host, serviceObjects(host.machine.address))
      create(host, [
        ...bootstrapRoles().map((role) => ['clusterroles', role] as const),
        ...bootstrapBindings().map((binding) => ['clusterrolebindings', binding] as const),
        ...apiServices(),
      ])
    })
    host.clock.every(refreshMs, 'look after the Service kubernetes', () =>
      create(host, serviceObjects(host.machine.address)),
    )
  },
}

type First = readonly (readonly [ResourceName, object])[]

/** What is there already stays as it is; where nobody answers, the next round will do. */
function create({ client }: Host, first: First): void {
  for (const [resource, object] of first)
    try {
      const { name, namespace } = (object as KubernetesObject).metadata
      if (isThere(client, resource, `${namespace ?? ''}/${name}`)) continue
      client.create(resource as KeptName, object as Draft<KeptObject>)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
}

function isThere(client: Host['client'], resource: ResourceName, key: string): boolean {
  try {
    client.get(resource, key)
    return true
  } catch (error) {
    if (error instanceof ApiError && error.reason === 'NotFound') return false
    throw error
  }
}

/** Each group in each version, served by this server itself. */
function apiServices(): First {
  const served = [...Object.values(resources), ...Object.values(clientKinds)]
  const versions = new Set(served.map(({ group, version }) => `${version}.${group}`))
  const available = { type: 'Available', status: 'True', reason: 'Local' }
  const message = 'Local APIServices are always available'
  return [...versions].sort().map((name) => {
    const [, version = '', group = ''] = /^([^.]+)\.(.*)$/.exec(name) ?? []
    const labels = { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' }
    return [
      'apiservices' as ResourceName,
      {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name, labels },
        spec: { group, version, groupPriorityMinimum: 18_000, versionPriority: 1 },
        status: { conditions: [{ ...available, message }] },
      },
    ] as const
  })
}

function serviceObjects(address: string): First {
  const labels = { component: 'apiserver', provider: 'kubernetes' }
  const port = { name: 'https', port: securePort, protocol: 'TCP' }
  return [
    [
      'services',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { ...serviceName, labels },
        spec: {
          type: 'ClusterIP',
          clusterIP: serviceAddress,
          clusterIPs: [serviceAddress],
          ports: [{ ...port, port: 443, targetPort: securePort }],
          sessionAffinity: 'None',
          ipFamilies: ['IPv4'],
          ipFamilyPolicy: 'SingleStack',
          internalTrafficPolicy: 'Cluster',
        },
        status: { loadBalancer: {} },
      },
    ],
    [
      'endpointslices',
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { ...serviceName, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [address], conditions: { ready: true } }],
        ports: [port],
      },
    ],
    [
      'endpoints',
      {
        apiVersion: 'v1',
        kind: 'Endpoints',
        metadata: {
          ...serviceName,
          labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
        },
        subsets: [{ addresses: [{ ip: address }], ports: [port] }],
      },
    ],
  ]
}
