/**
 * A rule of the kernel's packet filter as data, and how `iptables-save` shows it.
 *
 * *Upstream:* `pkg/proxy/iptables/proxier.go` (the argument lists), iptables(8)
 */
export interface Rule {
  readonly chain: string
  readonly comment?: string
  /** The packet is for, or from, an address of this machine. */
  readonly toLocal?: boolean
  readonly fromLocal?: boolean
  /** Clients seen lately: looked up (within `seconds`) or remembered (`set`). */
  readonly recent?: { readonly name: string; readonly seconds?: number; readonly set?: true }
  readonly protocol?: 'tcp' | 'udp' | 'sctp'
  readonly destination?: string
  readonly destinationPort?: number
  readonly source?: string
  readonly notSource?: string
  /** `0.3333333333`: matches this share of the packets, at random. */
  readonly probability?: string
  /** Another chain, or `DNAT`, `REJECT`, `DROP`, `MASQUERADE`, … */
  readonly target: string
  /** The new destination of a DNAT. */
  readonly to?: string
}

/** `-A KUBE-SERVICES -m comment --comment "default/web cluster IP" … -j KUBE-SVC-…`. */
export function ruleText(rule: Rule): string {
  const { comment, recent, protocol, destination, destinationPort, source, notSource } = rule
  const parts = [`-A ${rule.chain}`]
  if (comment !== undefined)
    parts.push(`-m comment --comment ${comment.includes(' ') ? `"${comment}"` : comment}`)
  if (rule.toLocal) parts.push('-m addrtype --dst-type LOCAL')
  if (rule.fromLocal) parts.push('-m addrtype --src-type LOCAL')
  if (recent?.set) parts.push(`-m recent --name ${recent.name} --set`)
  else if (recent)
    parts.push(`-m recent --name ${recent.name} --rcheck --seconds ${recent.seconds} --reap`)
  if (protocol) parts.push(`-m ${protocol} -p ${protocol}`)
  if (destination) parts.push(`-d ${destination}`)
  if (destinationPort !== undefined) parts.push(`--dport ${destinationPort}`)
  if (source) parts.push(`-s ${source}`)
  if (notSource) parts.push(`! -s ${notSource}`)
  if (rule.probability) parts.push(`-m statistic --mode random --probability ${rule.probability}`)
  parts.push(`-j ${rule.target}${rule.to ? ` --to-destination ${rule.to}` : ''}`)
  return parts.join(' ')
}
