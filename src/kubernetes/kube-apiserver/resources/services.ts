/**
 * Services.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/registry/core/service/strategy.go`,
 * `pkg/registry/core/service/storage/alloc.go`, `pkg/printers/internalversion/printers.go`
 * *Leaves out:* IPv6 and dual stack, addresses of load balancers (nobody here gives any).
 */

import type { Service } from '../../api/core.ts'
import { isEqual } from '../../api/equality.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { ageColumn, labelsText, nameColumn } from './cells.ts'
import { needsClusterIp, needsNodePort, type ServiceSpec } from './services/spec.ts'
import { validateService, validateServiceUpdate } from './services/validation.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

const clientIpTimeoutSeconds = 10_800
/** A longer list of addresses is cut. */
const addressesWidth = 16

export const services: ResourceDefinition<'services'> = {
  resource: 'services',
  kind: 'Service',
  group: '',
  version: 'v1',
  singular: 'service',
  shortNames: ['svc'],
  namespaced: true,
  etcdPrefix: '/registry/services/specs',
  schema: schemaOf('Service'),
  subresources: ['status'],
  unconditionalUpdate: true,
  defaults: (service) => ({ ...service, spec: defaultSpec(service.spec ?? {}) }),
  prepareForCreate: (service) => ({ ...service, status: { loadBalancer: {} } }),
  validate: validateService,
  prepareForUpdate: (next, old) => ({
    ...withStatusOf(next, old),
    spec: withoutLeftovers(withAllocated(next.spec, old.spec), old.spec),
  }),
  prepareForStatusUpdate: (next, old) => statusWrite(next, old),
  validateUpdate: validateServiceUpdate,
  columns: [
    nameColumn,
    { name: 'TYPE', priority: 0, cell: ({ spec }) => spec.type ?? '' },
    {
      name: 'CLUSTER-IP',
      priority: 0,
      cell: ({ spec }) => spec.clusterIPs?.[0] ?? spec.clusterIP ?? '<none>',
    },
    { name: 'EXTERNAL-IP', priority: 0, cell: externalAddresses },
    { name: 'PORT(S)', priority: 0, cell: portsText },
    ageColumn,
    { name: 'SELECTOR', priority: 1, cell: ({ spec }) => labelsText(spec.selector) },
  ],
}

function defaultSpec(spec: ServiceSpec): ServiceSpec {
  const type = spec.type || 'ClusterIP'
  const sessionAffinity = spec.sessionAffinity || 'None'
  const given = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds
  const timeoutSeconds = given ?? clientIpTimeoutSeconds
  const first = spec.clusterIPs?.[0] ?? spec.clusterIP
  return {
    ...spec,
    type,
    sessionAffinity,
    ...(sessionAffinity === 'ClientIP'
      ? { sessionAffinityConfig: { clientIP: { timeoutSeconds } } }
      : {}),
    ...(spec.ports
      ? {
          ports: spec.ports.map((port) => ({
            ...port,
            protocol: port.protocol || 'TCP',
            targetPort: port.targetPort || port.port,
          })),
        }
      : {}),
    ...(first
      ? { clusterIP: spec.clusterIP || first, clusterIPs: spec.clusterIPs ?? [first] }
      : {}),
    ...(type === 'ExternalName'
      ? {}
      : {
          internalTrafficPolicy: spec.internalTrafficPolicy || 'Cluster',
          ipFamilies: spec.ipFamilies ?? ['IPv4'],
          ipFamilyPolicy: spec.ipFamilyPolicy || 'SingleStack',
        }),
    ...(needsNodePort(type)
      ? { externalTrafficPolicy: spec.externalTrafficPolicy || 'Cluster' }
      : {}),
    ...(type === 'LoadBalancer'
      ? { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }
      : {}),
  }
}

/** What the server once gave stays given, also where the client does not repeat it. */
function withAllocated(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let spec = next
  if (needsClusterIp(next.type) && needsClusterIp(old.type)) {
    const { clusterIP: before, clusterIPs: allBefore } = old
    if (!next.clusterIP && before && allBefore)
      spec = { ...spec, clusterIP: before, clusterIPs: allBefore }
    else if (next.clusterIP && isEqual(next.clusterIPs, allBefore) && next.clusterIP !== before)
      spec = { ...spec, clusterIPs: [next.clusterIP, ...(allBefore ?? []).slice(1)] }
  }
  return spec
}

/** A change of the type takes along the fields that belong to the old one, if they stayed alike. */
function withoutLeftovers(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const spec: { -readonly [K in keyof ServiceSpec]: ServiceSpec[K] } = { ...next }
  const drop = (...keys: readonly (keyof ServiceSpec)[]) => {
    for (const key of keys) if (isEqual(next[key], old[key])) delete spec[key]
  }
  if (needsNodePort(old.type) && !needsNodePort(next.type)) {
    drop('externalTrafficPolicy')
    const before = new Set(old.ports?.map(({ nodePort }) => nodePort))
    if (next.ports)
      spec.ports = next.ports.map(({ nodePort, ...port }) =>
        nodePort === undefined || before.has(nodePort) ? port : { ...port, nodePort },
      )
  }
  if (old.type === 'LoadBalancer' && next.type !== 'LoadBalancer')
    drop('allocateLoadBalancerNodePorts')
  if (needsClusterIp(old.type) && !needsClusterIp(next.type))
    drop('clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy')
  return spec
}

function externalAddresses({ spec, status }: Service): string {
  const { type, externalName, externalIPs = [] } = spec as ServiceSpec
  if (type === 'ExternalName') return externalName ?? ''
  if (type !== 'LoadBalancer') return externalIPs.join(',') || '<none>'
  const { ingress = [] } = (status?.loadBalancer ?? {}) as {
    ingress?: readonly { ip?: string; hostname?: string }[]
  }
  const given = [...new Set(ingress.map(({ ip, hostname = '' }) => ip || hostname))].sort()
  const text = given.join(',')
  const cut = text.length > addressesWidth ? `${text.slice(0, addressesWidth - 3)}...` : text
  return [...(cut ? [cut] : []), ...externalIPs].join(',') || '<pending>'
}

function portsText({ spec }: Service): string {
  const texts = (spec.ports ?? []).map(({ port, nodePort, protocol }) =>
    nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`,
  )
  return texts.join(',') || '<none>'
}
