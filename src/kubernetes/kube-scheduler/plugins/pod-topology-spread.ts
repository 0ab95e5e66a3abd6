/**
 * PodTopologySpread — keeps the numbers of matching Pods per zone, node or other domain close to
 * each other. Pods of a Service or ReplicaSet without constraints of their own get two soft ones,
 * which is why the three Pods of a Deployment land on three nodes.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/podtopologyspread` (filtering.go, scoring.go,
 * common.go), `pkg/scheduler/framework/plugins/helper/spread.go`
 */
import type { Node, TopologySpreadConstraint } from '../../api/core.ts'
import { isEmptySelector, matchesLabels, matchesSelector } from '../../api/labels.ts'
import type { LabelSelector } from '../../api/meta.ts'
import { matchesRequiredNodeAffinity } from '../../api/node-selectors.ts'
import { controllerOf } from '../../api/owner-references.ts'
import type { NodeInfo } from '../cache/node-info.ts'
import type { CountByNode } from '../cache/pod-counts.ts'
import type { PodInfo } from '../cache/pod-info.ts'
import type { ClusterView } from '../cache/scheduler-cache.ts'
import {
  maxNodeScore,
  type NodeFilter,
  type NodeScorer,
  type Plugin,
  unresolvable,
  unschedulable,
} from '../framework.ts'
import { repellingEffects, untoleratedTaint } from '../taints.ts'
import { topologyChanged } from './topology.ts'

const hostname = 'kubernetes.io/hostname'

/** What upstream spreads by when nobody says otherwise. */
const systemDefaults: readonly Pick<TopologySpreadConstraint, 'topologyKey' | 'maxSkew'>[] = [
  { topologyKey: hostname, maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
]

/** A constraint, ready to count by. */
interface Constraint {
  readonly topologyKey: string
  readonly maxSkew: number
  readonly minDomains: number
  /** A Pod counts if all of them match it. */
  readonly selectors: readonly (LabelSelector | undefined)[]
  readonly counts: CountByNode
  /** Whether the node's Pods count at all. */
  readonly includes: (node: Node) => boolean
}

export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  weight: 2,
  preFilter(pod, cluster) {
    const constraints = ownConstraints(pod, cluster, 'DoNotSchedule')
    return constraints.length === 0 ? undefined : spreadFilter(pod, cluster, constraints)
  },
  preScore(pod, cluster, feasible) {
    const own = (pod.pod.spec.topologySpreadConstraints ?? []).length > 0
    const constraints = own
      ? ownConstraints(pod, cluster, 'ScheduleAnyway')
      : defaultConstraints(pod, cluster)
    if (constraints.length === 0) return undefined
    return spreadScorer(cluster, constraints, feasible, own)
  },
  wakes(pod, event) {
    const constraints = pod.pod.spec.topologySpreadConstraints ?? []
    const counts = (other: PodInfo) =>
      other.namespace === pod.namespace &&
      constraints.some(({ labelSelector }) => matchesSelector(labelSelector, other.labels))
    switch (event.type) {
      case 'pod-added':
      case 'pod-deleted':
        return counts(event.pod)
      case 'pod-updated':
        return counts(event.pod) !== counts(event.old) || event.pod.terminating
      default:
        return topologyChanged(
          constraints.map(({ topologyKey }) => topologyKey),
          event,
        )
    }
  },
}

function spreadFilter(
  pod: PodInfo,
  cluster: ClusterView,
  constraints: readonly Constraint[],
): NodeFilter {
  const domains = constraints.map(() => new Map<string, number>())
  for (const { name, node, labels } of cluster.nodes) {
    if (!hasAllKeys(labels, constraints)) continue
    for (const [index, constraint] of constraints.entries())
      if (constraint.includes(node)) tally(domains[index], labels, constraint, name)
  }
  const checks = constraints.map((constraint, index) => {
    const counts = domains[index] ?? new Map<string, number>()
    const least = counts.size < constraint.minDomains ? 0 : Math.min(...counts.values())
    const self = constraint.selectors.every((one) => matchesSelector(one, pod.labels)) ? 1 : 0
    return { ...constraint, domains: counts, least, self }
  })
  return {
    filter({ labels }) {
      for (const { topologyKey, maxSkew, domains, least, self } of checks) {
        const value = labels[topologyKey]
        if (value === undefined) return unresolvable(`${mismatch} (missing required label)`)
        if ((domains.get(value) ?? 0) + self - least > maxSkew) return unschedulable(mismatch)
      }
      return undefined
    },
  }
}

const mismatch = "node(s) didn't match pod topology spread constraints"

function spreadScorer(
  cluster: ClusterView,
  constraints: readonly Constraint[],
  feasible: readonly NodeInfo[],
  requireAllKeys: boolean,
): NodeScorer {
  const candidates = requireAllKeys
    ? feasible.filter(({ labels }) => hasAllKeys(labels, constraints))
    : feasible
  const left = requireAllKeys ? new Set(candidates.map(({ name }) => name)) : undefined
  const isScored = (name: string | undefined) => !left || left.has(name ?? '')
  // Domains of candidates only; those of a node's own name are counted when the node is scored.
  const domains = constraints.map(({ topologyKey }) => {
    const domain = new Map<string, number>()
    if (topologyKey !== hostname)
      for (const { labels } of candidates) domain.set(labels[topologyKey] ?? '', 0)
    return domain
  })
  for (const [index, constraint] of constraints.entries()) {
    const domain = domains[index]
    // Nodes that are in no domain are never scored by one.
    if (!domain || domain.size === 0 || (domain.size === 1 && domain.has(''))) continue
    // Nodes without such Pods would add nothing.
    for (const name of constraint.counts.keys()) {
      const { node, labels } = cluster.node(name) ?? {}
      if (!node || !labels || (requireAllKeys && !hasAllKeys(labels, constraints))) continue
      if (domain.has(labels[constraint.topologyKey] ?? '') && constraint.includes(node))
        tally(domain, labels, constraint, name)
    }
  }
  const weights = constraints.map(({ topologyKey }, index) =>
    Math.log((topologyKey === hostname ? candidates.length : (domains[index]?.size ?? 0)) + 2),
  )
  const parts = constraints.map(({ topologyKey, maxSkew, counts }, index) => {
    // A node is a domain of its own, and counted under its name.
    const byNode = topologyKey === hostname
    const numbers = byNode ? counts : (domains[index] ?? counts)
    return { topologyKey, byNode, numbers, weight: weights[index] ?? 0, skew: maxSkew - 1 }
  })
  return {
    score({ name, labels }) {
      if (!isScored(name)) return 0
      let score = 0
      for (const { topologyKey, byNode, numbers, weight, skew } of parts) {
        const value = labels[topologyKey]
        if (value === undefined) continue
        score += (numbers.get(byNode ? name : value) ?? 0) * weight + skew
      }
      return Math.round(score)
    },
    normalise(scores, nodes) {
      let highest = 0
      let lowest = Number.POSITIVE_INFINITY
      for (let index = 0; index < scores.length; index++) {
        if (!isScored(nodes[index]?.name)) continue
        const score = scores[index] as number
        if (score > highest) highest = score
        if (score < lowest) lowest = score
      }
      return scores.map((score, index) => {
        if (!isScored(nodes[index]?.name)) return 0
        if (highest === 0) return maxNodeScore
        return Math.trunc((maxNodeScore * (highest + lowest - score)) / highest)
      })
    },
  }
}

function ownConstraints(
  pod: PodInfo,
  cluster: ClusterView,
  action: TopologySpreadConstraint['whenUnsatisfiable'],
): readonly Constraint[] {
  return (pod.pod.spec.topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action)
    .map((constraint) => constraintOf(pod, cluster, constraint, ownSelectors(pod, constraint)))
}

/** `matchLabelKeys`: only Pods that have the same values as this one. */
function ownSelectors(
  pod: PodInfo,
  { labelSelector, matchLabelKeys = [] }: TopologySpreadConstraint,
): readonly (LabelSelector | undefined)[] {
  const same = matchLabelKeys.flatMap((key): [string, string][] => {
    const value = pod.labels[key]
    return value === undefined ? [] : [[key, value]]
  })
  return same.length === 0
    ? [labelSelector]
    : [labelSelector, { matchLabels: Object.fromEntries(same) }]
}

function defaultConstraints(pod: PodInfo, cluster: ClusterView): readonly Constraint[] {
  const selectors = defaultSelectors(pod, cluster)
  if (selectors.every(isEmptySelector)) return []
  // Where no node is in any zone, none is liked better for its zone.
  return systemDefaults
    .filter(({ topologyKey }) => topologyKey === hostname || cluster.hasLabel(topologyKey))
    .map((constraint) => constraintOf(pod, cluster, constraint, selectors))
}

/** What makes Pods alike: the Services they stand behind and the ReplicaSet they are of. */
function defaultSelectors(pod: PodInfo, cluster: ClusterView): readonly LabelSelector[] {
  const services: Record<string, string> = {}
  for (const { spec } of cluster.servicesIn(pod.namespace)) {
    const selector = spec.selector ?? {}
    if (Object.keys(selector).length > 0 && matchesLabels(selector, pod.labels))
      Object.assign(services, selector)
  }
  const owner = controllerOf(pod.pod)
  const replicaSet =
    owner?.kind === 'ReplicaSet' ? cluster.replicaSet(pod.namespace, owner.name) : undefined
  return [{ matchLabels: services }, ...(replicaSet ? [replicaSet.spec.selector] : [])]
}

function constraintOf(
  { pod, namespace }: PodInfo,
  cluster: ClusterView,
  constraint: Partial<TopologySpreadConstraint> & { topologyKey: string; maxSkew: number },
  selectors: readonly (LabelSelector | undefined)[],
): Constraint {
  const { topologyKey, maxSkew, minDomains = 1 } = constraint
  const { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy = 'Ignore' } = constraint
  const everything = selectors.every((one) => one && isEmptySelector(one))
  return {
    topologyKey,
    maxSkew,
    minDomains,
    selectors,
    // A selector that says nothing counts nothing, though it matches the Pod itself.
    counts: everything
      ? new Map()
      : cluster.pods.byNode({ namespace, selectors, terminating: 'left out' }),
    includes: (node) =>
      (nodeAffinityPolicy === 'Ignore' || matchesRequiredNodeAffinity(pod.spec, node)) &&
      (nodeTaintsPolicy === 'Ignore' ||
        !untoleratedTaint(node.spec?.taints, pod.spec.tolerations, repellingEffects)),
  }
}

function hasAllKeys(
  labels: Readonly<Record<string, string>>,
  constraints: readonly Constraint[],
): boolean {
  return constraints.every(({ topologyKey }) => labels[topologyKey] !== undefined)
}

function tally(
  domain: Map<string, number> | undefined,
  labels: Readonly<Record<string, string>>,
  { topologyKey, counts }: Constraint,
  nodeName: string,
): void {
  const value = labels[topologyKey] ?? ''
  domain?.set(value, (domain.get(value) ?? 0) + (counts.get(nodeName) ?? 0))
}
