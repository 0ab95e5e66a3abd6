/**
 * Where the kernel's rules send the first packet of a connection: the path through the chains, the
 * draws on the way, and who gets it.
 *
 * *Upstream:* the kernel's netfilter; `pkg/proxy/iptables/proxier.go` for what the chains mean
 * *Leaves out:* connection tracking (later packets follow the first), session affinity's memory.
 */
import { type Rule, ruleText } from './iptables.ts'
import type { KernelRules } from './kernel-rules.ts'

export interface Packet {
  readonly from: string
  readonly to: string
  readonly port: number
  readonly protocol?: 'tcp' | 'udp' | 'sctp'
}

/** A rule that was looked at, and whether it took the packet. */
export interface RouteStep {
  readonly table: 'nat' | 'filter'
  readonly rule: string
  readonly chain: string
  readonly target: string
  readonly matched: boolean
  /** For a random rule: its share, and the number that was drawn. */
  readonly probability?: number
  readonly drawn?: number
}

export type Outcome =
  /** The destination was rewritten to an endpoint. */
  | { readonly type: 'endpoint'; readonly address: string; readonly port: number }
  /** The client is told at once: connection refused. */
  | { readonly type: 'rejected'; readonly comment: string }
  /** Nobody answers: the client waits until its patience ends. */
  | { readonly type: 'dropped'; readonly comment: string }
  /** No rule is about this address; the packet goes on as it is. */
  | { readonly type: 'unchanged' }

export interface Route {
  readonly steps: readonly RouteStep[]
  readonly outcome: Outcome
  /** The packet will carry the node's own address as its source. */
  readonly masqueraded: boolean
}

export function route(rules: KernelRules, packet: Packet, random: () => number): Route {
  const walk = new Walk(rules, packet, random)
  walk.nat('KUBE-SERVICES')
  if (!walk.outcome && walk.isLocal(packet.to)) walk.nat('KUBE-NODEPORTS')
  if (!walk.outcome) walk.filter('KUBE-SERVICES')
  if (!walk.outcome) walk.filter('KUBE-EXTERNAL-SERVICES')
  const { steps, masqueraded, outcome = { type: 'unchanged' } } = walk
  return { steps, masqueraded, outcome }
}

class Walk {
  readonly steps: RouteStep[] = []
  masqueraded = false
  outcome: Outcome | undefined
  readonly #rules: KernelRules
  readonly #packet: Packet
  readonly #random: () => number

  constructor(rules: KernelRules, packet: Packet, random: () => number) {
    this.#rules = rules
    this.#packet = packet
    this.#random = random
  }

  isLocal(address: string): boolean {
    return this.#rules.localAddresses.includes(address)
  }

  nat(chain: string): void {
    this.#chain('nat', chain)
  }

  filter(chain: string): void {
    this.#chain('filter', chain)
  }

  #chain(table: 'nat' | 'filter', chain: string): void {
    for (const ports of this.#rules.services.values())
      for (const port of ports)
        for (const rule of port[table]) {
          if (rule.chain !== chain) continue
          if (this.#take(table, rule)) this.#follow(table, rule)
          if (this.outcome) return
        }
  }

  #follow(table: 'nat' | 'filter', rule: Rule): void {
    const comment = rule.comment ?? ''
    if (rule.target === 'KUBE-MARK-MASQ') this.masqueraded = true
    else if (rule.target === 'REJECT') this.outcome = { type: 'rejected', comment }
    else if (rule.target === 'DROP') this.outcome = { type: 'dropped', comment }
    else if (rule.to !== undefined) {
      const [address = '', port = ''] = rule.to.split(':')
      this.outcome = { type: 'endpoint', address, port: Number(port) }
    } else this.#chain(table, rule.target)
  }

  /** Look at a rule; what has nothing to do with the packet is not worth a step. */
  #take(table: 'nat' | 'filter', rule: Rule): boolean {
    if (!this.#isAbout(rule)) return false
    const { chain, target } = rule
    const step = { table, chain, target, rule: ruleText(rule) }
    if (rule.probability === undefined) {
      this.steps.push({ ...step, matched: true })
      return true
    }
    const probability = Number(rule.probability)
    const drawn = this.#random()
    const matched = drawn < probability
    this.steps.push({ ...step, matched, probability, drawn })
    return matched
  }

  #isAbout(rule: Rule): boolean {
    const { from, to, port, protocol = 'tcp' } = this.#packet
    return (
      // Nobody is remembered, so no lookup of a recent client finds one.
      (rule.recent === undefined || rule.recent.set === true) &&
      (rule.protocol === undefined || rule.protocol === protocol) &&
      (rule.destination === undefined || rule.destination === to) &&
      (rule.destinationPort === undefined || rule.destinationPort === port) &&
      (rule.source === undefined || isWithin(from, rule.source)) &&
      (rule.notSource === undefined || !isWithin(from, rule.notSource)) &&
      (!rule.toLocal || this.isLocal(to)) &&
      (!rule.fromLocal || this.isLocal(from))
    )
  }
}

/** Whether an address lies in `10.244.0.0/16`, or is the address itself. */
export function isWithin(address: string, range: string): boolean {
  const [base = '', bits = '32'] = range.split('/')
  const size = 2 ** (32 - Number(bits))
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size)
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}
