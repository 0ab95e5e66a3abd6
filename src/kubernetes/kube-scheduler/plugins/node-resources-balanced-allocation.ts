/**
 * NodeResourcesBalancedAllocation — likes nodes where CPU and memory would be used up evenly, so
 * that neither is left over without the other.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go`
 */
import { maxNodeScore, type Plugin } from '../framework.ts'
import { cpuAndMemory, type Usage, usagesOf, type WeightedResource } from '../scoring-strategies.ts'

export function nodeResourcesBalancedAllocation(
  resources: readonly WeightedResource[] = cpuAndMemory,
): Plugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    isLocal: true,
    weight: 1,
    preScore({ request }) {
      // A Pod that requests nothing has no say in the balance.
      if (resources.every(({ name }) => (request.get(name) ?? 0) === 0)) return undefined
      return {
        score: (node) => balance(usagesOf(resources, node, node.requested, request)),
      }
    },
  }
}

function balance(usages: readonly Usage[]): number {
  const fractions = usages.map(({ requested, allocatable }) => Math.min(1, requested / allocatable))
  return Math.trunc((1 - standardDeviation(fractions)) * maxNodeScore)
}

function standardDeviation(values: readonly number[]): number {
  const [first = 0, second = 0] = values
  if (values.length < 2) return 0
  if (values.length === 2) return Math.abs((first - second) / 2)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / values.length)
}
