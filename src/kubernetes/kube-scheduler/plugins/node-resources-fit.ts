/**
 * NodeResourcesFit — the requests of all Pods on a node may not exceed what the node has to give.
 * Only requests count, never limits or what is really used. Scores emptier nodes higher.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/noderesources/fit.go`
 */
import type { Node } from '../../api/core.ts'
import type { NodeInfo } from '../cache/node-info.ts'
import { type Amounts, amountsOf, isExtendedResource } from '../cache/resources.ts'
import { failed, type Plugin, type Rejection, unresolvable, unschedulable } from '../framework.ts'
import {
  cpuAndMemory,
  leastAllocated,
  type ScoringStrategy,
  usagesOf,
  type WeightedResource,
} from '../scoring-strategies.ts'

export interface FitOptions {
  readonly strategy?: ScoringStrategy
  readonly resources?: readonly WeightedResource[]
  /** Extended resources somebody else looks after. */
  readonly ignoredResources?: readonly string[]
  readonly ignoredResourceGroups?: readonly string[]
}

export interface Insufficiency {
  readonly resourceName: string
  readonly reason: string
  readonly requested: number
  readonly used: number
  readonly capacity: number
  /** Not even an empty node would do. */
  readonly unresolvable: boolean
}

export function nodeResourcesFit(options: FitOptions = {}): Plugin {
  const { strategy = leastAllocated, resources = cpuAndMemory } = options
  return {
    name: 'NodeResourcesFit',
    isLocal: true,
    weight: 1,
    preFilter: ({ request }) => ({
      filter: (node) => rejectionFor(insufficiencies(request, node, options)),
    }),
    preScore({ assumedRequest }) {
      if (resources.length === 0) return failed('resources not found')
      return {
        score: (node) => strategy(usagesOf(resources, node, node.assumedRequested, assumedRequest)),
      }
    },
    wakes(pod, event) {
      switch (event.type) {
        case 'node-added':
          return fitsEmpty(pod.request, event.node)
        case 'node-updated':
          return fitsEmpty(pod.request, event.node) && hasGrown(pod.request, event.node, event.old)
        case 'pod-deleted':
          return true
        case 'pod-updated':
          return [...event.old.request].some(
            ([name, amount]) => (event.pod.request.get(name) ?? 0) < amount,
          )
        default:
          return false
      }
    },
  }
}

/** Every resource that does not suffice. */
export function insufficiencies(
  request: Amounts,
  node: NodeInfo,
  options: FitOptions = {},
): readonly Insufficiency[] {
  return fits(request, node) ? nothing : shortagesOf(request, node, options)
}

const nothing: readonly Insufficiency[] = []

/** Most nodes have room, and every Pod asks many of them. */
function fits(request: Amounts, { pods, allocatable, requested }: NodeInfo): boolean {
  if (pods.size + 1 > (allocatable.get('pods') ?? 0)) return false
  for (const [name, amount] of request)
    if (amount > (allocatable.get(name) ?? 0) - (requested.get(name) ?? 0)) return false
  return true
}

function shortagesOf(
  request: Amounts,
  node: NodeInfo,
  { ignoredResources = [], ignoredResourceGroups = [] }: FitOptions,
): readonly Insufficiency[] {
  const missing: Insufficiency[] = []
  const allowedPods = node.allocatable.get('pods') ?? 0
  if (node.pods.size + 1 > allowedPods)
    missing.push({
      resourceName: 'pods',
      reason: 'Too many pods',
      requested: 1,
      used: node.pods.size,
      capacity: allowedPods,
      unresolvable: false,
    })
  for (const [resourceName, requested] of [...request].sort(byRank)) {
    if (requested === 0) continue
    const group = resourceName.slice(0, Math.max(0, resourceName.indexOf('/')))
    if (
      isExtendedResource(resourceName) &&
      (ignoredResources.includes(resourceName) || ignoredResourceGroups.includes(group))
    )
      continue
    const capacity = node.allocatable.get(resourceName) ?? 0
    const used = node.requested.get(resourceName) ?? 0
    if (requested <= capacity - used) continue
    missing.push({
      resourceName,
      reason: `Insufficient ${resourceName}`,
      requested,
      used,
      capacity,
      unresolvable: requested > capacity,
    })
  }
  return missing
}

const ranked = ['cpu', 'memory', 'ephemeral-storage']

/** Named in upstream's order, whatever the manifest's is. */
function byRank([a]: readonly [string, number], [b]: readonly [string, number]): number {
  const rank = (name: string) => (ranked.includes(name) ? ranked.indexOf(name) : ranked.length)
  return rank(a) - rank(b)
}

export function rejectionFor(missing: readonly Insufficiency[]): Rejection | undefined {
  if (missing.length === 0) return undefined
  const reasons = missing.map(({ reason }) => reason)
  return missing.some((one) => one.unresolvable)
    ? unresolvable(...reasons)
    : unschedulable(...reasons)
}

function fitsEmpty(request: Amounts, node: Node): boolean {
  const allocatable = amountsOf(node.status?.allocatable)
  return [...request].every(([name, amount]) => amount <= (allocatable.get(name) ?? 0))
}

/** More of something the Pod asks for, or room for more Pods. */
function hasGrown(request: Amounts, node: Node, old: Node): boolean {
  const now = amountsOf(node.status?.allocatable)
  const before = amountsOf(old.status?.allocatable)
  return ['pods', ...request.keys()].some((name) => (now.get(name) ?? 0) > (before.get(name) ?? 0))
}
