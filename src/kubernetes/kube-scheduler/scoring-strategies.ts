/**
 * How full a node would be with the Pod on it, as a score: spread Pods out, pack them, or follow a
 * curve of one's own.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/noderesources` (resource_allocation.go,
 * least_allocated.go, most_allocated.go, requested_to_capacity_ratio.go)
 */

import type { NodeInfo } from './cache/node-info.ts'
import { type Amounts, isScalarResource } from './cache/resources.ts'
import { maxNodeScore } from './framework.ts'

export interface WeightedResource {
  readonly name: string
  readonly weight: number
}

/** What the node has of a resource, and what its Pods and this one would ask of it. */
export interface Usage {
  readonly weight: number
  readonly allocatable: number
  readonly requested: number
}

export type ScoringStrategy = (usages: readonly Usage[]) => number

export const cpuAndMemory: readonly WeightedResource[] = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
]

/** Of the resources that the node has and that matter to this Pod. */
export function usagesOf(
  resources: readonly WeightedResource[],
  node: NodeInfo,
  onNode: Amounts,
  request: Amounts,
): readonly Usage[] {
  const usages: Usage[] = []
  for (const { name, weight } of resources) {
    const own = request.get(name) ?? 0
    const allocatable = node.allocatable.get(name) ?? 0
    if (allocatable === 0 || (own === 0 && isScalarResource(name))) continue
    usages.push({ weight, allocatable, requested: (onNode.get(name) ?? 0) + own })
  }
  return usages
}

/** The emptier the better: the default, which spreads Pods out. */
export const leastAllocated: ScoringStrategy = (usages) =>
  weightedMean(usages, ({ requested, allocatable }) =>
    requested > allocatable
      ? 0
      : Math.trunc(((allocatable - requested) * maxNodeScore) / allocatable),
  )

/** The fuller the better: packs Pods together, so that nodes fall empty. */
export const mostAllocated: ScoringStrategy = (usages) =>
  weightedMean(usages, ({ requested, allocatable }) =>
    Math.trunc((Math.min(requested, allocatable) * maxNodeScore) / allocatable),
  )

export interface ShapePoint {
  /** 0 … 100 */
  readonly utilization: number
  /** 0 … 10 */
  readonly score: number
}

/** A line through the given points. */
export function requestedToCapacityRatio(shape: readonly ShapePoint[]): ScoringStrategy {
  const points = shape.map(({ utilization, score }) => ({ x: utilization, y: score * 10 }))
  return (usages) => {
    let sum = 0
    let weights = 0
    for (const { requested, allocatable, weight } of usages) {
      const over = requested > allocatable
      const score = onLine(points, over ? 100 : Math.trunc((requested * 100) / allocatable))
      if (score <= 0) continue
      sum += score * weight
      weights += weight
    }
    return weights === 0 ? 0 : Math.round(sum / weights)
  }
}

function weightedMean(usages: readonly Usage[], score: (usage: Usage) => number): number {
  let sum = 0
  let weights = 0
  for (const usage of usages) {
    sum += score(usage) * usage.weight
    weights += usage.weight
  }
  return weights === 0 ? 0 : Math.trunc(sum / weights)
}

function onLine(points: readonly { readonly x: number; readonly y: number }[], x: number): number {
  let before = points[0]
  for (const point of points) {
    if (x <= point.x) {
      if (before === undefined || before === point) return point.y
      return before.y + Math.trunc(((point.y - before.y) * (x - before.x)) / (point.x - before.x))
    }
    before = point
  }
  return before?.y ?? 0
}
