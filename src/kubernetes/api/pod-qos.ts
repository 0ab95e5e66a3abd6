/**
 * Quality of service: how a Pod's requests and limits rank it when memory runs out.
 *
 * *Upstream:* `pkg/apis/core/v1/helper/qos/qos.go` ComputePodQOS
 */
import type { PodSpec, ResourceRequirements } from './core.ts'
import { parseQuantity } from './quantity.ts'

export type QosClass = 'Guaranteed' | 'Burstable' | 'BestEffort'

type Amounts = Map<string, bigint>

export function podQosClass(spec: PodSpec): QosClass {
  const requests: Amounts = new Map()
  const limits: Amounts = new Map()
  let allLimited = true
  const podLevel = (spec as { resources?: ResourceRequirements }).resources
  const sources = podLevel
    ? [podLevel]
    : [...spec.containers, ...(spec.initContainers ?? [])].map(({ resources }) => resources)
  for (const resources of sources) {
    add(requests, resources?.requests)
    const limited = add(limits, resources?.limits)
    if (!limited.has('cpu') || !limited.has('memory')) allLimited = false
  }
  if (requests.size === 0 && limits.size === 0) return 'BestEffort'
  const requestsAreLimits =
    requests.size === limits.size &&
    [...requests].every(([name, amount]) => limits.get(name) === amount)
  return allLimited && requestsAreLimits ? 'Guaranteed' : 'Burstable'
}

/** Sums up cpu and memory above 0; gives the names of those it saw. */
function add(sums: Amounts, list: ResourceRequirements['limits']): ReadonlySet<string> {
  const seen = new Set<string>()
  for (const name of ['cpu', 'memory']) {
    const amount = list?.[name] === undefined ? 0n : (parseQuantity(list[name]) ?? 0n)
    if (amount <= 0n) continue
    seen.add(name)
    sums.set(name, (sums.get(name) ?? 0n) + amount)
  }
  return seen
}
