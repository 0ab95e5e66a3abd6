/**
 * What an object counts for in a ResourceQuota.
 *
 * *Upstream:* `pkg/quota/v1/evaluator/core`
 * *Leaves out:* scopes but for BestEffort and Terminating, storage by class, extended resources.
 */
import type { Container, Pod, Service } from './core.ts'
import type { KubernetesObject, Quantity } from './meta.ts'
import { podQosClass } from './pod-qos.ts'
import { canonicalQuantity, parseQuantity } from './quantity.ts'

/** By the name in the quota, in billionths. */
export type Usage = ReadonlyMap<string, bigint>

const one = 1_000_000_000n

interface Counted {
  readonly resource: string
  readonly group: string
}

interface QuotaSpec {
  readonly hard?: Readonly<Record<string, Quantity>>
  readonly scopes?: readonly string[]
}

/** Kinds that are counted by their bare names; all are by `count/…`. */
const byName = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]

export function usageOf({ resource, group }: Counted, object: KubernetesObject): Usage {
  const usage = new Map<string, bigint>([
    [`count/${group ? `${resource}.${group}` : resource}`, one],
  ])
  if (resource === 'pods') return isOver(object as Pod) ? usage : podUsage(object as Pod, usage)
  if (byName.includes(resource) && group === '') usage.set(resource, one)
  if (resource === 'services') serviceUsage(object as Service, usage)
  if (resource === 'persistentvolumeclaims') {
    const { requests } = (object.spec as { resources?: Container['resources'] }).resources ?? {}
    usage.set('requests.storage', parseQuantity(requests?.['storage'] ?? '0') ?? 0n)
  }
  return usage
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
}

function podUsage({ spec }: Pod, usage: Map<string, bigint>): Usage {
  usage.set('pods', one)
  const sum = (which: 'requests' | 'limits', name: string) => {
    const amount = ({ resources }: Container) =>
      parseQuantity(resources?.[which]?.[name] ?? '0') ?? 0n
    const together = spec.containers.reduce((total, each) => total + amount(each), 0n)
    const before = (spec.initContainers ?? []).map(amount)
    return before.reduce((most, each) => (each > most ? each : most), together)
  }
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const requests = sum('requests', name)
    usage.set(name, requests)
    usage.set(`requests.${name}`, requests)
    usage.set(`limits.${name}`, sum('limits', name))
  }
  return usage
}

function serviceUsage({ spec }: Service, usage: Map<string, bigint>): void {
  const ports = BigInt(spec.ports?.length ?? 0)
  const hasNodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer'
  usage.set('services.nodeports', hasNodePorts ? ports * one : 0n)
  usage.set('services.loadbalancers', spec.type === 'LoadBalancer' ? one : 0n)
}

/** Whether a quota looks at an object at all. */
export function isInScope(
  { scopes = [] }: QuotaSpec,
  { resource }: Counted,
  object: KubernetesObject,
): boolean {
  if (scopes.length === 0) return true
  if (resource !== 'pods') return false
  const pod = object as Pod
  const isBestEffort = podQosClass(pod.spec) === 'BestEffort'
  const isTerminating = pod.spec.activeDeadlineSeconds !== undefined
  const holds: Readonly<Record<string, boolean>> = {
    BestEffort: isBestEffort,
    NotBestEffort: !isBestEffort,
    Terminating: isTerminating,
    NotTerminating: !isTerminating,
  }
  return scopes.every((scope) => holds[scope] ?? true)
}

/** All together, of those names that a quota has. */
export function totalOf(names: readonly string[], usages: Iterable<Usage>): Map<string, bigint> {
  const total = new Map(names.map((name) => [name, 0n]))
  for (const usage of usages)
    for (const name of names) total.set(name, (total.get(name) ?? 0n) + (usage.get(name) ?? 0n))
  return total
}

/** As a quantity is written, in the manner of the limit it is compared with. */
export function amountText(amount: bigint, like: Quantity): string {
  if (amount % one !== 0n) return canonicalQuantity(`${amount / 1_000_000n}m`)
  const whole = amount / one
  if (!/i$/.test(String(like))) return canonicalQuantity(`${whole}`)
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'] as const
  let [power, rest] = [0, whole]
  while (rest !== 0n && rest % 1024n === 0n && power < units.length - 1) {
    rest /= 1024n
    power++
  }
  return `${rest}${units[power]}`
}
