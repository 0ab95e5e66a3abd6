/**
 * What a Pod may ask of its host: ports, users, processes, names.
 *
 * *Upstream:* `pkg/apis/core/validation/validation.go` validatePodHostNetworkDeps,
 * validatePodSpecSecurityContext, ValidateSecurityContext, validatePodDNSConfig, ValidateHostAliases
 * *Leaves out:* Linux' and Windows' own options, sysctls, seccomp, capabilities.
 */
import type { Container } from '../../../api/core.ts'
import { duplicateValue, type FieldError, invalidValue, required } from '../../field-error.ts'
import { inRange, isDns1123Subdomain, isIpv4, isQualifiedName, isSearchPath } from '../../names.ts'
import { checked } from '../../validation.ts'

export interface SecurityContext {
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly fsGroup?: number
  readonly supplementalGroups?: readonly number[]
  readonly privileged?: boolean
  readonly allowPrivilegeEscalation?: boolean
}

/** Parts of a Pod's spec that only its host cares about. */
export interface HostSpec {
  readonly hostNetwork?: boolean
  readonly hostPID?: boolean
  readonly shareProcessNamespace?: boolean
  readonly securityContext?: SecurityContext
  readonly dnsPolicy?: string
  readonly dnsConfig?: {
    readonly nameservers?: readonly string[]
    readonly searches?: readonly string[]
    readonly options?: readonly { readonly name?: string }[]
  }
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames?: readonly string[] }[]
  readonly readinessGates?: readonly { readonly conditionType: string }[]
}

const maxId = 2_147_483_647
const maxNameservers = 3
const notAnAddress = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'

/** No two containers can listen at one port of the host. */
export function validateHostPorts(field: string, containers: readonly Container[]): FieldError[] {
  const taken = new Set<string>()
  return containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap(({ hostPort, hostIP = '', protocol = 'TCP' }, index) => {
      const port = `${protocol}/${hostIP}/${hostPort}`
      const isTaken = taken.has(port)
      if (hostPort) taken.add(port)
      const at = `${field}[${container}].ports[${index}].hostPort`
      return isTaken ? [duplicateValue(at, port)] : []
    }),
  )
}

/** @param isPod in a template, ports of the host may be left open */
export function validateHostNetwork(
  field: string,
  containers: readonly Container[],
  isPod: boolean,
): FieldError[] {
  return containers.flatMap(({ ports = [] }, container) =>
    ports.flatMap(({ hostPort = 0, containerPort }, index) => {
      if (hostPort === containerPort || (hostPort === 0 && !isPod)) return []
      const text = 'must match `containerPort` when `hostNetwork` is true'
      return [invalidValue(`${field}[${container}].ports[${index}].hostPort`, hostPort, text)]
    }),
  )
}

export function validatePodSecurity(field: string, spec: HostSpec): FieldError[] {
  const { securityContext = {}, hostPID, shareProcessNamespace } = spec
  const { fsGroup, runAsUser, runAsGroup, supplementalGroups = [] } = securityContext
  const ids = { fsGroup, runAsUser, runAsGroup }
  const errors = Object.entries(ids).flatMap(([key, id]) => validateId(`${field}.${key}`, id))
  for (const [index, group] of supplementalGroups.entries())
    errors.push(...validateId(`${field}.supplementalGroups[${index}]`, group))
  if (hostPID && shareProcessNamespace) {
    const text = 'ShareProcessNamespace and HostPID cannot both be enabled'
    errors.push(invalidValue(`${field}.shareProcessNamespace`, true, text))
  }
  return errors
}

export function validateSecurity(
  field: string,
  context: SecurityContext | undefined,
): FieldError[] {
  if (!context) return []
  const { runAsUser, runAsGroup, privileged, allowPrivilegeEscalation } = context
  const errors = [
    ...validateId(`${field}.runAsUser`, runAsUser),
    ...validateId(`${field}.runAsGroup`, runAsGroup),
  ]
  if (privileged && allowPrivilegeEscalation === false) {
    const text = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'
    errors.push(invalidValue(field, context, text))
  }
  return errors
}

function validateId(field: string, id: number | undefined): FieldError[] {
  return id === undefined ? [] : inRange(id, 0, maxId).map((text) => invalidValue(field, id, text))
}

export function validateDnsConfig(field: string, { dnsPolicy, dnsConfig }: HostSpec): FieldError[] {
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {}
  if (dnsPolicy === 'None') {
    if (!dnsConfig) return [required(field, 'must provide `dnsConfig` when `dnsPolicy` is None')]
    const text = 'must provide at least one DNS nameserver when `dnsPolicy` is None'
    if (nameservers.length === 0) return [required(`${field}.nameservers`, text)]
  }
  const errors: FieldError[] = []
  if (nameservers.length > maxNameservers) {
    const text = `must not have more than ${maxNameservers} nameservers`
    errors.push(invalidValue(`${field}.nameservers`, nameservers, text))
  }
  for (const [index, address] of nameservers.entries())
    errors.push(...validateAddress(`${field}.nameservers[${index}]`, address))
  for (const [index, search] of searches.entries())
    if (search !== '.')
      errors.push(
        ...checked(`${field}.searches[${index}]`, search.replace(/\.$/, ''), isSearchPath),
      )
  for (const [index, { name }] of options.entries())
    if (!name) errors.push(required(`${field}.options[${index}]`, 'must not be empty'))
  return errors
}

export function validateHostAliases(
  field: string,
  aliases: NonNullable<HostSpec['hostAliases']>,
): FieldError[] {
  return aliases.flatMap(({ ip, hostnames = [] }, index) => [
    ...validateAddress(`${field}[${index}].ip`, ip),
    ...hostnames.flatMap((name, position) =>
      checked(`${field}[${index}].hostnames[${position}]`, name, isDns1123Subdomain),
    ),
  ])
}

export function validateReadinessGates(
  field: string,
  gates: NonNullable<HostSpec['readinessGates']>,
): FieldError[] {
  return gates.flatMap(({ conditionType }, index) =>
    checked(`${field}[${index}].conditionType`, conditionType, isQualifiedName),
  )
}

function validateAddress(field: string, address: string): FieldError[] {
  const isAddress = isIpv4(address) || (address.includes(':') && /^[\da-f:.]+$/i.test(address))
  return isAddress ? [] : [invalidValue(field, address, notAnAddress)]
}
