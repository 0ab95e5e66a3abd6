/** The spec of a Service, with the fields that only defaulting, checking and showing look at. */
import type { Service } from '../../../api/core.ts'

export type ServiceSpec = Service['spec'] & {
  readonly externalName?: string
  readonly externalIPs?: readonly string[]
  readonly allocateLoadBalancerNodePorts?: boolean
  readonly ipFamilies?: readonly string[]
  readonly ipFamilyPolicy?: string
  readonly loadBalancerSourceRanges?: readonly string[]
  readonly loadBalancerClass?: string
  readonly healthCheckNodePort?: number
  readonly trafficDistribution?: string
  readonly sessionAffinityConfig?: { readonly clientIP?: { readonly timeoutSeconds?: number } }
}

/** The ports of a node that Services may take. */
export const nodePortRange = { from: 30_000, to: 32_767 }

type Type = ServiceSpec['type']

export function needsClusterIp(type: Type): boolean {
  return type !== 'ExternalName'
}

export function needsNodePort(type: Type): boolean {
  return type === 'NodePort' || type === 'LoadBalancer'
}

export function hasSelector({ selector = {} }: ServiceSpec): boolean {
  return Object.keys(selector).length > 0
}
