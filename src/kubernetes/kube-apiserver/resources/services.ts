/**
 * Services.
 *
 * *Upstream:* `pkg/apis/core/v1/defaults.go`, `pkg/registry/core/service/strategy.go`,
 * `pkg/registry/core/service/storage/alloc.go`
 * *Leaves out:* IPv6 and dual stack, addresses of load balancers (nobody here gives any).
 */

import { isEqual } from '../../api/equality.ts'
import type { ResourceDefinition } from '../resource.ts'
import { schemaOf } from '../schema.ts'
import { hasSelector, needsClusterIp, needsNodePort, type ServiceSpec } from './services/spec.ts'
import { validateService, validateServiceUpdate } from './services/validation.ts'
import { statusWrite, withStatusOf } from './strategy.ts'

const clientIpTimeoutSeconds = 10_800

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
}

function defaultSpec(spec: ServiceSpec): ServiceSpec {
  const type = spec.type || 'ClusterIP'
  const sessionAffinity = spec.sessionAffinity || 'None'
  const given = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds
  const timeoutSeconds = given ?? clientIpTimeoutSeconds
  const first = spec.clusterIPs?.[0] ?? spec.clusterIP
  const { sessionAffinityConfig: _, ...rest } = spec
  const isOpen = first === 'None' && !hasSelector(spec)
  return {
    ...(sessionAffinity === 'None' ? rest : spec),
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
          // Without addresses and Pods of its own, it may be about either family.
          ipFamilies: spec.ipFamilies ?? (isOpen ? ['IPv4', 'IPv6'] : ['IPv4']),
          ipFamilyPolicy: spec.ipFamilyPolicy || (isOpen ? 'RequireDualStack' : 'SingleStack'),
        }),
    ...(needsNodePort(type) || (type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0)
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
