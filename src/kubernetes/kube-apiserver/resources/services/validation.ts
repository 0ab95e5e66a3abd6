/**
 * What a Service must be.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` ValidateService, ValidateServiceUpdate,
 * `pkg/registry/core/service/{ipallocator,portallocator}` for the ranges
 * *Leaves out:* IPv6 and dual stack, which this cluster is not configured for.
 */

import type { Service, ServicePort } from '../../../api/core.ts'
import { isEqual } from '../../../api/equality.ts'
import {
  duplicateValue,
  type FieldError,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../../field-error.ts'
import {
  isDns1035Label,
  isDns1123Label,
  isDns1123Subdomain,
  isIpv4,
  isQualifiedName,
  protocols,
} from '../../names.ts'
import {
  checked,
  portNumber,
  portNumberOrName,
  validateLabels,
  validateMetadata,
  validateMetadataUpdate,
} from '../../validation.ts'
import {
  hasSelector,
  needsClusterIp,
  needsNodePort,
  nodePortRange,
  type ServiceSpec,
} from './spec.ts'

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const affinities = ['ClientIP', 'None']
const policies = ['Cluster', 'Local']
const families = ['IPv4', 'IPv6']
const familyPolicies = ['PreferDualStack', 'RequireDualStack', 'SingleStack']
const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode']
const longestSessionSeconds = 86_400
const noAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
/** 10.96.0.0/12, as kubeadm sets it. */
const addressRange = { text: '10.96.0.0/12', first: 96, last: 111 }

export function validateService(service: Service): readonly FieldError[] {
  const spec = service.spec as ServiceSpec
  const early = [...validateFamilies(spec), ...validateClusterIp(spec)]
  // Addresses and ports are allocated before validation, so that their errors hide all others.
  const first = early.length > 0 ? early : validateAllocation(spec)
  return first.length > 0
    ? first
    : [...validateMetadata(service, true, isDns1035Label), ...validateSpec(spec)]
}

export function validateServiceUpdate(next: Service, old: Service): readonly FieldError[] {
  const spec = next.spec as ServiceSpec
  const early = [...validateFamilies(spec), ...validateClusterIp(spec)]
  if (early.length > 0) return early
  const errors = validateMetadataUpdate(next, old)
  const { clusterIPs = [] } = next.spec
  const [before] = old.spec.clusterIPs ?? []
  const both = needsClusterIp(next.spec.type) && needsClusterIp(old.spec.type)
  if (both && before && clusterIPs[0] !== before)
    errors.push(invalidValue('spec.clusterIPs[0]', clusterIPs, 'may not change once set'))
  errors.push(...validateSpec(spec))
  return errors.length > 0 || isEqual(next.spec, old.spec)
    ? errors
    : validateNodePortRange(next.spec.ports ?? [])
}

function validateSpec(spec: ServiceSpec): FieldError[] {
  const { type, ports = [], sessionAffinity } = spec
  const errors: FieldError[] = []
  const isHeadless = spec.clusterIP === 'None'
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName')
    errors.push(required('spec.ports'))
  if (type === 'ExternalName') errors.push(...validateExternalName(spec))
  errors.push(...validatePorts(ports))
  errors.push(...validateLabels('spec.selector', spec.selector))
  if (!affinities.includes(sessionAffinity ?? ''))
    errors.push(notSupported('spec.sessionAffinity', sessionAffinity ?? '', affinities))
  errors.push(...validateSession(spec))
  for (const [index, address] of (spec.externalIPs ?? []).entries())
    if (!isIpv4(address))
      errors.push(invalidValue(`spec.externalIPs[${index}]`, address, noAddress))
  if (!types.includes(type ?? '')) errors.push(notSupported('spec.type', type ?? '', types))
  errors.push(...validateNodePorts(spec), ...validateUniquePorts(ports))
  return [...errors, ...validateLoadBalancing(spec), ...validateTrafficPolicies(spec)]
}

function validateSession({ sessionAffinity, sessionAffinityConfig: config }: ServiceSpec) {
  const field = 'spec.sessionAffinityConfig'
  if (sessionAffinity === 'None' && config)
    return [forbiddenField(field, 'must not be set when session affinity is None')]
  if (sessionAffinity !== 'ClientIP') return []
  const { timeoutSeconds = 0 } = config?.clientIP ?? {}
  const text = `must be greater than 0 and less than ${longestSessionSeconds}`
  const isRight = timeoutSeconds > 0 && timeoutSeconds <= longestSessionSeconds
  return isRight ? [] : [invalidValue(`${field}.clientIP.timeoutSeconds`, timeoutSeconds, text)]
}

function validateFamilies({ type, ipFamilies = [], ipFamilyPolicy = '' }: ServiceSpec) {
  if (type === 'ExternalName') return []
  const errors = ipFamilies.flatMap((family, index) => [
    ...(families.includes(family)
      ? []
      : [notSupported(`spec.ipFamilies[${index}]`, family, families)]),
    ...(ipFamilies.indexOf(family) < index
      ? [duplicateValue(`spec.ipFamilies[${index}]`, family)]
      : []),
  ])
  if (!familyPolicies.includes(ipFamilyPolicy))
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, familyPolicies))
  return errors
}

/** Fields for those who have a load balancer. */
function validateLoadBalancing(spec: ServiceSpec): FieldError[] {
  const { loadBalancerSourceRanges: ranges = [], loadBalancerClass } = spec
  const isBalanced = spec.type === 'LoadBalancer'
  const errors: FieldError[] = []
  const only = "may only be used when `type` is 'LoadBalancer'"
  // Upstream's own spelling.
  const field = 'spec.LoadBalancerSourceRanges'
  if (ranges.length > 0 && !isBalanced) errors.push(forbiddenField(field, only))
  for (const [index, range] of ranges.entries()) {
    const [address = '', bits = ''] = range.trim().split('/')
    const text = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'
    if (!isIpv4(address) || !/^\d+$/.test(bits) || Number(bits) > 32)
      errors.push(invalidValue(`${field}[${index}]`, range.trim(), text))
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !isBalanced)
    errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', only))
  if (loadBalancerClass !== undefined)
    errors.push(
      ...(isBalanced
        ? checked('spec.loadBalancerClass', loadBalancerClass, isQualifiedName)
        : [forbiddenField('spec.loadBalancerClass', only)]),
    )
  return errors
}

function validateExternalName({ externalName = '', clusterIP }: ServiceSpec): FieldError[] {
  const errors: FieldError[] = []
  if (clusterIP) {
    const text = 'may not be set for ExternalName services'
    errors.push(forbiddenField('spec.clusterIPs', text))
  }
  const name = externalName.replace(/\.$/, '')
  if (!name) errors.push(required('spec.externalName'))
  return name ? [...errors, ...checked('spec.externalName', name, isDns1123Subdomain)] : errors
}

function validatePorts(ports: readonly ServicePort[]): FieldError[] {
  const names = new Set<string>()
  return ports.flatMap(({ name, port, protocol, targetPort, appProtocol }, index) => {
    const at = `spec.ports[${index}]`
    const errors: FieldError[] = []
    if (name) {
      errors.push(...checked(`${at}.name`, name, isDns1123Label))
      if (names.has(name)) errors.push(duplicateValue(`${at}.name`, name))
      names.add(name)
    } else if (ports.length > 1) errors.push(required(`${at}.name`))
    errors.push(...portNumber(`${at}.port`, port))
    if (!protocol) errors.push(required(`${at}.protocol`))
    else if (!protocols.includes(protocol))
      errors.push(notSupported(`${at}.protocol`, protocol, protocols))
    return [
      ...errors,
      ...portNumberOrName(`${at}.targetPort`, targetPort ?? port),
      ...(appProtocol === undefined
        ? []
        : checked(`${at}.appProtocol`, appProtocol, isQualifiedName)),
    ]
  })
}

function validateClusterIp({ type, clusterIP, clusterIPs = [] }: ServiceSpec): FieldError[] {
  const [first] = clusterIPs
  if (!first || type === 'ExternalName') return []
  if (first !== clusterIP) {
    const text = 'first value must match `clusterIP`'
    return [invalidValue('spec.clusterIPs', clusterIPs, text)]
  }
  if (first === 'None' && needsNodePort(type)) {
    const text = `may not be set to 'None' for ${type} services`
    return [invalidValue('spec.clusterIPs[0]', first, text)]
  }
  const isRight = first === 'None' || isIpv4(first)
  return isRight ? [] : [invalidValue('spec.clusterIPs[0]', first, noAddress)]
}

function validateNodePorts({ type, ports = [] }: ServiceSpec): FieldError[] {
  const seen = new Set<string>()
  return ports.flatMap(({ nodePort, protocol }, index) => {
    if (!nodePort) return []
    const field = `spec.ports[${index}].nodePort`
    const text = `may not be used when \`type\` is '${type}'`
    if (type === 'ClusterIP') return [forbiddenField(field, text)]
    const pair = `${nodePort}/${protocol}`
    const isTaken = seen.has(pair)
    seen.add(pair)
    return isTaken ? [duplicateValue(field, nodePort)] : []
  })
}

function validateUniquePorts(ports: readonly ServicePort[]): FieldError[] {
  const seen = new Set<string>()
  return ports.flatMap(({ protocol, port }, index) => {
    const pair = `${port}/${protocol}`
    const isTaken = seen.has(pair)
    seen.add(pair)
    if (!isTaken) return []
    // Upstream prints its inner struct, whose fields have no JSON names.
    const empty = { AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 }
    return [duplicateValue(`spec.ports[${index}]`, { Name: '', Protocol: protocol, ...empty })]
  })
}

function validateTrafficPolicies(spec: ServiceSpec): FieldError[] {
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal } = spec
  const errors: FieldError[] = []
  const isReachable = needsNodePort(spec.type) || (spec.externalIPs ?? []).length > 0
  if (external && !isReachable) {
    const text = 'may only be set for externally-accessible services'
    errors.push(invalidValue('spec.externalTrafficPolicy', external, text))
  } else if (external && !policies.includes(external))
    errors.push(notSupported('spec.externalTrafficPolicy', external, policies))
  const { healthCheckNodePort, trafficDistribution } = spec
  if (healthCheckNodePort && !(spec.type === 'LoadBalancer' && external === 'Local')) {
    const text =
      "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    errors.push(invalidValue('spec.healthCheckNodePort', healthCheckNodePort, text))
  }
  if (internal && !policies.includes(internal))
    errors.push(notSupported('spec.internalTrafficPolicy', internal, policies))
  if (trafficDistribution !== undefined && !distributions.includes(trafficDistribution))
    errors.push(notSupported('spec.trafficDistribution', trafficDistribution, distributions))
  return errors
}

function validateAllocation(spec: ServiceSpec): FieldError[] {
  const { type, clusterIP, clusterIPs, ports = [], ipFamilies = [], ipFamilyPolicy } = spec
  if (clusterIP === 'None' && !hasSelector(spec)) return []
  if (ipFamilyPolicy === 'RequireDualStack') {
    const text = 'this cluster is not configured for dual-stack services'
    return [invalidValue('spec.ipFamilyPolicy', ipFamilyPolicy, text)]
  }
  const foreign = ipFamilies.indexOf('IPv6')
  if (foreign >= 0) {
    const text = 'not configured on this cluster'
    return [invalidValue(`spec.ipFamilies[${foreign}]`, 'IPv6', text)]
  }
  if (clusterIP && clusterIP !== 'None' && needsClusterIp(type)) {
    const [a, b = 0] = clusterIP.split('.').map(Number)
    const { text: range, first, last } = addressRange
    const text =
      `failed to allocate IP ${clusterIP}: the provided IP (${clusterIP}) ` +
      `is not in the valid range. The range of valid IPs is ${range}`
    if (a !== 10 || b < first || b > last)
      return [invalidValue('spec.clusterIPs', clusterIPs, text)]
  }
  return needsNodePort(type) ? validateNodePortRange(ports) : []
}

function validateNodePortRange(ports: readonly ServicePort[]): FieldError[] {
  const { from, to } = nodePortRange
  const range = `The range of valid ports is ${from}-${to}`
  const text = `provided port is not in the valid range. ${range}`
  return ports.flatMap(({ nodePort }, index) =>
    nodePort && (nodePort < from || nodePort > to)
      ? [invalidValue(`spec.ports[${index}].nodePort`, nodePort, text)]
      : [],
  )
}
