/**
 * What kube-proxy leaves in its machine's kernel. It carries no packet itself: these rules do, and
 * they stay when kube-proxy stops.
 */
import type { Machine } from '../infrastructure/machine.ts'
import { ruleText } from './iptables.ts'
import type { ServicePortRules } from './rules.ts'

export interface KernelRules {
  /** By Service key; one entry for each of its ports. */
  readonly services: ReadonlyMap<string, readonly ServicePortRules[]>
  /** Addresses of the machine itself, where node ports answer. */
  readonly localAddresses: readonly string[]
  readonly syncedAtMs: number
}

const place = 'iptables'

export function kernelRulesOf(machine: Machine): KernelRules | undefined {
  return machine.memory.get(place) as KernelRules | undefined
}

export function writeKernelRules(machine: Machine, rules: KernelRules): void {
  machine.memory.set(place, rules)
}

/** The rule set as iptables-restore reads it, line by line. */
export function restoreText({ services }: KernelRules): readonly string[] {
  const ports = [...services.values()].flat()
  return [
    '*filter',
    ...filterChains.map(declaration),
    localnetGuard,
    ...ports.flatMap(({ filter }) => filter.map(ruleText)),
    ...forwarding,
    'COMMIT',
    '*nat',
    ...[...natChains, ...new Set(ports.flatMap(({ chains }) => chains))].map(declaration),
    ...masquerading,
    ...ports.flatMap(({ nat }) => nat.map(ruleText)),
    nodePortsLast,
    'COMMIT',
  ]
}

function declaration(chain: string): string {
  return `:${chain} - [0:0]`
}

const filterChains = [
  'KUBE-SERVICES',
  'KUBE-EXTERNAL-SERVICES',
  'KUBE-FORWARD',
  'KUBE-NODEPORTS',
  'KUBE-PROXY-FIREWALL',
  'KUBE-FIREWALL',
]

const natChains = ['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', 'KUBE-MARK-MASQ']

const localnetGuard =
  '-A KUBE-FIREWALL -m comment --comment "block incoming localnet connections" -d 127.0.0.0/8 ' +
  '! -s 127.0.0.0/8 -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP'

const forwarding = [
  '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" ' +
    '-m mark --mark 0x4000/0x4000 -j ACCEPT',
  '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" ' +
    '-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
]

const masquerading = [
  '-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN',
  '-A KUBE-POSTROUTING -j MARK --xor-mark 0x4000',
  '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" ' +
    '-j MASQUERADE',
  '-A KUBE-MARK-MASQ -j MARK --or-mark 0x4000',
]

const nodePortsLast =
  '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the ' +
  'last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS'
