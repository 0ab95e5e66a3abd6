/**
 * InterPodAffinity — Pods that want to be near certain other Pods, or far from them; near and far
 * are measured in domains of a node label.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/interpodaffinity` (filtering.go, scoring.go)
 */
import { isEmptySelector, matchesSelector } from '../../api/labels.ts'
import { selectorProblem } from '../../api/node-selectors.ts'
import type { NodeInfo } from '../cache/node-info.ts'
import { type AffinityTerm, matchesTerm, type PodInfo } from '../cache/pod-info.ts'
import type { ClusterView } from '../cache/scheduler-cache.ts'
import {
  failed,
  maxNodeScore,
  type NodeFilter,
  type NodeScorer,
  type Plugin,
  type Rejection,
  unresolvable,
  unschedulable,
} from '../framework.ts'
import { topologyChanged } from './topology.ts'

/** What a required rule of a Pod that is already there counts for, when it likes the new Pod. */
const hardAffinityWeight = 1

export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  weight: 2,
  preFilter(pod, cluster) {
    const { required, requiredAnti } = pod.affinity
    const problem = problemOf([...required, ...requiredAnti])
    if (problem) return unresolvable(`parsing pod: ${problem}`)
    return affinityFilter(pod, cluster)
  },
  preScore(pod, cluster) {
    const { preferred, preferredAnti } = pod.affinity
    const problem = problemOf([...preferred, ...preferredAnti])
    return problem ? failed(`parsing pod: ${problem}`) : affinityScorer(pod, cluster)
  },
  wakes(pod, event) {
    const { required, requiredAnti } = pod.affinity
    const wanted = (other: PodInfo) => required.some((term) => mayMean(term, other))
    switch (event.type) {
      case 'pod-added':
        return wanted(event.pod)
      case 'pod-updated':
        return wanted(event.pod) || requiredAnti.some((term) => mayMean(term, event.old))
      case 'pod-deleted':
        return (
          requiredAnti.some((term) => mayMean(term, event.pod)) ||
          event.pod.affinity.requiredAnti.some((term) => mayMean(term, pod))
        )
      default:
        return [...required, ...requiredAnti].some(({ topologyKey }) =>
          topologyChanged([topologyKey], event),
        )
    }
  },
}

/** Pods, or weights, by topology key and value. */
class Domains {
  readonly values = new Map<string, Map<string, number>>()

  get empty(): boolean {
    return this.values.size === 0
  }

  add({ labels }: NodeInfo, topologyKey: string, amount: number): void {
    const value = labels[topologyKey]
    if (value === undefined) return
    const domain = this.values.get(topologyKey) ?? new Map<string, number>()
    this.values.set(topologyKey, domain)
    domain.set(value, (domain.get(value) ?? 0) + amount)
  }

  of({ labels }: NodeInfo, topologyKey: string): number {
    return this.values.get(topologyKey)?.get(labels[topologyKey] ?? '') ?? 0
  }
}

function affinityFilter(pod: PodInfo, cluster: ClusterView): NodeFilter | undefined {
  const { required, requiredAnti } = pod.affinity
  const repelling = domainsThatRepel(pod, cluster)
  if (repelling.empty && required.length === 0 && requiredAnti.length === 0) return undefined

  // A Pod draws this one near only if it is meant by all of the required terms.
  const wanted = new Domains()
  if (required.length > 0)
    countMatching(required, cluster, (node, count) => {
      for (const { topologyKey } of required) wanted.add(node, topologyKey, count)
    })
  const unwanted = new Domains()
  for (const term of requiredAnti)
    countMatching([term], cluster, (node, count) => unwanted.add(node, term.topologyKey, count))

  const own = cluster.namespaceLabels(pod.namespace)
  const firstOfItsKind = wanted.empty && required.every((term) => matchesTerm(term, pod, own))
  const isDrawn = (node: NodeInfo) =>
    required.every(({ topologyKey }) => node.labels[topologyKey] !== undefined) &&
    (firstOfItsKind || required.every(({ topologyKey }) => wanted.of(node, topologyKey) > 0))

  return {
    filter(node) {
      if (!isDrawn(node)) return unresolvable("node(s) didn't match pod affinity rules")
      if (requiredAnti.some(({ topologyKey }) => unwanted.of(node, topologyKey) > 0))
        return unschedulable("node(s) didn't match pod anti-affinity rules")
      if ([...repelling.values.keys()].some((key) => repelling.of(node, key) > 0))
        return unschedulable("node(s) didn't satisfy existing pods anti-affinity rules")
      return undefined
    },
  }
}

/** Where Pods are that do not want this one near. */
function domainsThatRepel(pod: PodInfo, cluster: ClusterView): Domains {
  const domains = new Domains()
  const own = cluster.namespaceLabels(pod.namespace)
  for (const { term, counts } of cluster.terms.of('requiredAnti'))
    if (matchesTerm(term, pod, own)) addCounts(domains, cluster, counts, term.topologyKey, 1)
  return domains
}

function affinityScorer(pod: PodInfo, cluster: ClusterView): NodeScorer | undefined {
  const { preferred, preferredAnti } = pod.affinity
  const weights = new Domains()
  for (const [terms, sign] of [
    [preferred, 1],
    [preferredAnti, -1],
  ] as const)
    for (const term of terms)
      countMatching([term], cluster, (node, count) =>
        weights.add(node, term.topologyKey, sign * term.weight * count),
      )

  const own = cluster.namespaceLabels(pod.namespace)
  const likings = {
    required: () => hardAffinityWeight,
    preferred: ({ weight }: AffinityTerm) => weight,
    preferredAnti: ({ weight }: AffinityTerm) => -weight,
  } as const
  for (const kind of ['required', 'preferred', 'preferredAnti'] as const)
    for (const { term, counts } of cluster.terms.of(kind))
      if (matchesTerm(term, pod, own))
        addCounts(weights, cluster, counts, term.topologyKey, likings[kind](term))
  if (weights.empty) return undefined
  return {
    score: (node) =>
      [...weights.values.keys()].reduce((sum, key) => sum + weights.of(node, key), 0),
    normalise(scores) {
      const lowest = Math.min(...scores)
      const range = Math.max(...scores) - lowest
      return scores.map((score) =>
        range === 0 ? 0 : Math.trunc(maxNodeScore * ((score - lowest) / range)),
      )
    },
  }
}

function addCounts(
  domains: Domains,
  cluster: ClusterView,
  counts: ReadonlyMap<string, number>,
  topologyKey: string,
  weight: number,
): void {
  for (const [name, count] of counts) {
    const node = cluster.node(name)
    if (node) domains.add(node, topologyKey, weight * count)
  }
}

/** Visits each node that has Pods which all of the terms mean. */
function countMatching(
  terms: readonly AffinityTerm[],
  cluster: ClusterView,
  visit: (node: NodeInfo, count: number) => void,
): void {
  const selectors = terms.map(({ selector }) => selector)
  for (const namespace of cluster.pods.namespaces()) {
    const labels = () => cluster.namespaceLabels(namespace)
    if (!terms.every((term) => looksAt(term, namespace, labels))) continue
    const counts = cluster.pods.byNode({ namespace, selectors, terminating: 'counted' })
    for (const [name, count] of counts) {
      const node = cluster.node(name)
      if (node) visit(node, count)
    }
  }
}

function looksAt(
  { namespaces, namespaceSelector }: AffinityTerm,
  namespace: string,
  labels: () => Readonly<Record<string, string>>,
): boolean {
  if (namespaces.has(namespace)) return true
  if (!namespaceSelector) return false
  return isEmptySelector(namespaceSelector) || matchesSelector(namespaceSelector, labels())
}

/** For waking, where a needless try costs little: namespaces chosen by label all count. */
function mayMean(term: AffinityTerm, { namespace, labels }: PodInfo): boolean {
  const here = term.namespaces.has(namespace) || term.namespaceSelector !== undefined
  return here && matchesSelector(term.selector, labels)
}

function problemOf(terms: readonly AffinityTerm[]): Rejection['reasons'][number] | undefined {
  for (const term of terms) {
    const problem = selectorProblem(term.selector) ?? selectorProblem(term.namespaceSelector)
    if (problem) return problem
  }
  return undefined
}
