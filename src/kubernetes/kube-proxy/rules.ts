/**
 * From a Service and its endpoints to iptables rules: pure data, and the text iptables-restore
 * would read.
 *
 * *Upstream:* `pkg/proxy/iptables/proxier.go` syncProxyRules, `pkg/proxy/topology.go`
 * *Leaves out:* load-balancer and external addresses, source ranges, health-check ports, other
 * affinity times than the default, zone hints, IPv6, rules for the `nfacct` kernel module.
 */
import type { Service, ServicePort } from '../api/core.ts'
import type { Endpoint, EndpointSlice } from '../api/discovery.ts'
import { keyOf } from '../api/meta.ts'
import { chainNames, endpointChain, servicePortName } from './chain-names.ts'
import type { Rule } from './iptables.ts'

/** The chains and rules of one port of a Service. */
export interface ServicePortRules {
  readonly filter: readonly Rule[]
  readonly nat: readonly Rule[]
  /** Chains of the nat table that exist for this port. */
  readonly chains: readonly string[]
}

export interface NodeFacts {
  readonly nodeName: string
  /** Where all Pod addresses come from: what is not from there gets masqueraded. */
  readonly podCidr: string
}

export function rulesOf(
  service: Service,
  slices: readonly EndpointSlice[],
  node: NodeFacts,
): readonly ServicePortRules[] {
  const { type, clusterIP, ports = [] } = service.spec
  if (type === 'ExternalName' || !clusterIP || clusterIP === 'None') return []
  return ports.map((port) => portRules(new ServicePortContext(service, port, slices, node)))
}

/** What is said again and again about one port while its rules are written. */
class ServicePortContext {
  readonly name: string
  readonly protocol: 'tcp' | 'udp' | 'sctp'
  readonly service: Service
  readonly port: ServicePort
  readonly podCidr: string
  readonly chains: ReturnType<typeof chainNames>
  /** `10.244.1.5:8080`; where traffic from inside and outside may go. */
  readonly cluster: readonly string[]
  readonly local: readonly string[]
  readonly internalLocal: boolean
  readonly externalLocal: boolean

  constructor(
    service: Service,
    port: ServicePort,
    slices: readonly EndpointSlice[],
    { nodeName, podCidr }: NodeFacts,
  ) {
    this.service = service
    this.port = port
    this.podCidr = podCidr
    this.protocol = (port.protocol ?? 'TCP').toLowerCase() as 'tcp'
    this.name = servicePortName(keyOf(service), port.name)
    this.chains = chainNames(this.name, this.protocol)
    this.internalLocal = service.spec.internalTrafficPolicy === 'Local'
    this.externalLocal = service.spec.externalTrafficPolicy === 'Local'
    const endpoints = slices.flatMap((slice) => endpointsOf(slice, port))
    this.cluster = usable(endpoints)
    this.local = usable(endpoints.filter(({ endpoint }) => endpoint.nodeName === nodeName))
  }

  get internal(): readonly string[] {
    return this.internalLocal ? this.local : this.cluster
  }
  get external(): readonly string[] {
    return this.externalLocal ? this.local : this.cluster
  }
  get internalChain(): string {
    return this.internalLocal ? this.chains.local : this.chains.cluster
  }
  get externalChain(): string {
    return this.externalLocal ? this.chains.local : this.chains.cluster
  }
  /** Conditions on packets for the Service's own address. */
  get toClusterIp() {
    const { protocol, service, port } = this
    return { protocol, destination: service.spec.clusterIP ?? '', destinationPort: port.port }
  }
}

interface ListedEndpoint {
  readonly endpoint: Endpoint
  readonly address: string
}

function endpointsOf(slice: EndpointSlice, port: ServicePort): ListedEndpoint[] {
  const slicePort = slice.ports?.find(({ name }) => (name ?? '') === (port.name ?? ''))
  if (slicePort?.port === undefined) return []
  return slice.endpoints.flatMap((endpoint) =>
    endpoint.addresses.slice(0, 1).map((ip) => ({ endpoint, address: `${ip}:${slicePort.port}` })),
  )
}

/** Ready ones; if none is ready, those that still serve while they end. */
function usable(endpoints: readonly ListedEndpoint[]): readonly string[] {
  const ready = endpoints.filter(({ endpoint }) => endpoint.conditions?.ready ?? true)
  const ending = endpoints.filter(
    ({ endpoint: { conditions } }) => (conditions?.serving ?? true) && conditions?.terminating,
  )
  const chosen = ready.length > 0 ? ready : ending
  return [...new Set(chosen.map(({ address }) => address))].sort()
}

function portRules(context: ServicePortContext): ServicePortRules {
  const { chains, port, externalLocal, internalLocal } = context
  const filter: Rule[] = []
  const nat: Rule[] = []
  const hasNodePort = Boolean(port.nodePort)
  const usesCluster = context.cluster.length > 0 && (!internalLocal || hasNodePort)
  const usesLocal = context.local.length > 0 && (internalLocal || (externalLocal && hasNodePort))

  writeInternalEntry(context, filter, nat)
  if (hasNodePort) writeNodePortEntry(context, filter, nat)
  if (context.internal.length > 0)
    nat.push({
      chain: context.internalChain,
      comment: `${context.name} cluster IP`,
      ...context.toClusterIp,
      notSource: context.podCidr,
      target: 'KUBE-MARK-MASQ',
    })
  const usesExternal = hasNodePort && context.cluster.length > 0
  if (usesExternal) writeExternalChain(context, nat)
  if (usesCluster) writeChoice(context, chains.cluster, context.cluster, nat)
  if (usesLocal) writeChoice(context, chains.local, context.local, nat)
  const reachable = usesCluster ? context.cluster : usesLocal ? context.local : []
  for (const address of reachable) writeEndpoint(context, address, nat)
  return {
    filter,
    nat,
    chains: [
      ...(usesExternal ? [chains.external] : []),
      ...(usesCluster ? [chains.cluster] : []),
      ...(usesLocal ? [chains.local] : []),
      ...reachable.map((address) => endpointChain(context.name, context.protocol, address)),
    ],
  }
}

/** From KUBE-SERVICES to the Service's own chain, or the refusal where nobody could answer. */
function writeInternalEntry(context: ServicePortContext, filter: Rule[], nat: Rule[]): void {
  const entry = { chain: 'KUBE-SERVICES', ...context.toClusterIp }
  if (context.internal.length > 0)
    nat.push({ ...entry, comment: `${context.name} cluster IP`, target: context.internalChain })
  else filter.push({ ...entry, ...refusal(context) })
}

/** A client of a Service without endpoints is refused; one whose endpoints are elsewhere waits. */
function refusal(context: ServicePortContext): { comment: string; target: string } {
  return context.cluster.length === 0
    ? { comment: `${context.name} has no endpoints`, target: 'REJECT' }
    : { comment: `${context.name} has no local endpoints`, target: 'DROP' }
}

function writeNodePortEntry(context: ServicePortContext, filter: Rule[], nat: Rule[]): void {
  const { protocol, port, chains, name } = context
  const destinationPort = port.nodePort ?? 0
  if (context.cluster.length > 0)
    nat.push({
      chain: 'KUBE-NODEPORTS',
      comment: name,
      protocol,
      destinationPort,
      target: chains.external,
    })
  if (context.external.length === 0)
    filter.push({
      chain: 'KUBE-EXTERNAL-SERVICES',
      toLocal: true,
      protocol,
      destinationPort,
      ...refusal(context),
    })
}

function writeExternalChain(context: ServicePortContext, nat: Rule[]): void {
  const { name, chains, externalLocal, podCidr } = context
  const chain = chains.external
  const about = `for ${name} external destinations`
  if (externalLocal)
    nat.push(
      { chain, comment: `pod traffic ${about}`, source: podCidr, target: chains.cluster },
      {
        chain,
        comment: `masquerade LOCAL traffic ${about}`,
        fromLocal: true,
        target: 'KUBE-MARK-MASQ',
      },
      { chain, comment: `route LOCAL traffic ${about}`, fromLocal: true, target: chains.cluster },
    )
  else nat.push({ chain, comment: `masquerade traffic ${about}`, target: 'KUBE-MARK-MASQ' })
  if (context.external.length > 0) nat.push({ chain, target: context.externalChain })
}

/** One rule for each endpoint; the k-th of n takes 1/(n−k+1) of what comes to it. */
function writeChoice(
  { name, protocol, service }: ServicePortContext,
  chain: string,
  addresses: readonly string[],
  nat: Rule[],
): void {
  const sticky = service.spec.sessionAffinity === 'ClientIP'
  const ruleFor = (address: string) => ({
    chain,
    comment: `${name} -> ${address}`,
    target: endpointChain(name, protocol, address),
  })
  if (sticky)
    for (const address of addresses) {
      const rule = ruleFor(address)
      nat.push({ ...rule, recent: { name: rule.target, seconds: affinitySeconds } })
    }
  addresses.forEach((address, index) => {
    const left = addresses.length - index
    nat.push({ ...ruleFor(address), ...(left > 1 ? { probability: probability(left) } : {}) })
  })
}

/** Three hours, as Kubernetes has it where the Service says nothing else. */
const affinitySeconds = 10800

/** Ten decimals, as iptables shows it. */
export function probability(endpointsLeft: number): string {
  return (1 / endpointsLeft).toFixed(10)
}

function writeEndpoint(
  { name, protocol, service }: ServicePortContext,
  address: string,
  nat: Rule[],
): void {
  const chain = endpointChain(name, protocol, address)
  const source = address.slice(0, address.indexOf(':'))
  const sticky = service.spec.sessionAffinity === 'ClientIP'
  nat.push(
    { chain, comment: name, source, target: 'KUBE-MARK-MASQ' },
    {
      chain,
      comment: name,
      ...(sticky ? { recent: { name: chain, set: true as const } } : {}),
      protocol,
      target: 'DNAT',
      to: address,
    },
  )
}
