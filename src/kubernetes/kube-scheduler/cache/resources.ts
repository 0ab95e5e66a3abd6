/**
 * What a Pod asks for, and what a node has: amounts by resource name, CPU in thousandths of a
 * core, everything else in whole units.
 *
 * *Upstream:* `staging/src/k8s.io/component-helpers/resource/helpers.go` (PodRequests),
 * `staging/src/k8s.io/kube-scheduler/framework/types.go` (Resource)
 */
import type { Container, PodSpec, ResourceList } from '../../api/core.ts'
import { milliValueOf, wholeValueOf } from '../../api/quantity.ts'

export type Amounts = ReadonlyMap<string, number>

/** What scoring counts for a container that names no request of its own. */
export const assumedRequests: Amounts = new Map([
  ['cpu', 100],
  ['memory', 200 * 1024 * 1024],
])

export function amountsOf(list: ResourceList | undefined): Amounts {
  const amounts = new Map<string, number>()
  for (const [name, quantity] of Object.entries(list ?? {}))
    amounts.set(name, name === 'cpu' ? milliValueOf(quantity) : wholeValueOf(quantity))
  return amounts
}

export interface RequestOptions {
  readonly excludeOverhead?: boolean
  /** Amounts for containers that name none. */
  readonly missing?: Amounts
}

/**
 * The sum over containers and sidecars, or what the hungriest init container needs beside the
 * sidecars started before it, whichever is more; then the overhead of the sandbox.
 */
export function podRequests(
  spec: Pick<PodSpec, 'containers' | 'initContainers' | 'overhead' | 'resources'>,
  { excludeOverhead = false, missing }: RequestOptions = {},
): Amounts {
  const total = new Map<string, number>()
  for (const container of spec.containers ?? []) add(total, requestsOf(container, missing))

  const sidecars = new Map<string, number>()
  const initialising = new Map<string, number>()
  for (const container of spec.initContainers ?? []) {
    const requests = requestsOf(container, missing)
    if (isSidecar(container)) {
      add(total, requests)
      add(sidecars, requests)
      raise(initialising, sidecars)
    } else {
      const together = new Map(requests)
      add(together, sidecars)
      raise(initialising, together)
    }
  }
  raise(total, initialising)

  for (const [name, amount] of amountsOf(spec.resources?.requests)) total.set(name, amount)
  if (!excludeOverhead) add(total, amountsOf(spec.overhead))
  return total
}

/** An init container that goes on running beside the others. */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always'
}

/** Whether the scheduler keeps count of it, besides CPU, memory and ephemeral storage. */
export function isScalarResource(name: string): boolean {
  return (
    isExtendedResource(name) ||
    name.startsWith('hugepages-') ||
    name.startsWith('attachable-volumes-') ||
    name.includes('kubernetes.io/')
  )
}

/** A resource somebody outside Kubernetes named: `example.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.')
}

const counted = ['cpu', 'memory', 'ephemeral-storage']

/** Only what the scheduler keeps count of, the well-known ones first, the others by name. */
export function countedAmounts(amounts: Amounts): Amounts {
  const scalars = [...amounts.keys()].filter(isScalarResource).sort()
  return new Map(
    [...counted, ...scalars].flatMap((name): [string, number][] => {
      const amount = amounts.get(name)
      return amount === undefined ? [] : [[name, amount]]
    }),
  )
}

export function add(sum: Map<string, number>, amounts: Amounts): void {
  for (const [name, amount] of amounts) sum.set(name, (sum.get(name) ?? 0) + amount)
}

export function subtract(sum: Map<string, number>, amounts: Amounts): void {
  for (const [name, amount] of amounts) sum.set(name, (sum.get(name) ?? 0) - amount)
}

function raise(most: Map<string, number>, amounts: Amounts): void {
  for (const [name, amount] of amounts) most.set(name, Math.max(most.get(name) ?? 0, amount))
}

function requestsOf(container: Container, missing: Amounts | undefined): Amounts {
  const requests = amountsOf(container.resources?.requests)
  return missing ? new Map([...missing, ...requests]) : requests
}
