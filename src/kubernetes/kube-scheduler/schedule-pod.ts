/**
 * One decision: which node a Pod gets. Filters leave the nodes that can take it, scores put them in
 * order, chance decides between equals.
 *
 * *Upstream:* `pkg/scheduler/schedule_one.go` (schedulePod, findNodesThatFitPod, prioritizeNodes)
 * *Leaves out:* the sixteen threads, extenders, nominated Pods (see `scheduler.ts` on preemption).
 */
import type { Random } from '../../simulation/random.ts'
import type { NodeInfo } from './cache/node-info.ts'
import type { PodInfo } from './cache/pod-info.ts'
import type { ClusterView } from './cache/scheduler-cache.ts'
import { verdictKeyOf, verdictOn } from './cache/verdict.ts'
import {
  isRejection,
  type NodeFilter,
  type NodeScorer,
  type Plugin,
  type Rejection,
} from './framework.ts'

/** Which plugin turned a node down, and why. */
export interface NodeRejection extends Rejection {
  readonly plugin: string
}

/** What became of the search for nodes. */
export interface Diagnosis {
  readonly feasible: readonly NodeInfo[]
  readonly rejections: ReadonlyMap<string, NodeRejection>
  /** For nodes nobody looked at, because a plugin had narrowed the search or given up. */
  readonly absent?: NodeRejection
  /** A plugin turned the Pod down without looking at nodes. */
  readonly preFilterMessage?: string
  /** How many nodes were looked at, feasible or not. */
  readonly visited: number
}

export type Decision =
  | { readonly node: NodeInfo; readonly visited: number }
  | { readonly diagnosis: Diagnosis }
  /** A plugin could not do its work: nobody's fault but the Pod's, or ours. */
  | { readonly error: string }

export interface DecisionOptions {
  readonly plugins: readonly Plugin[]
  readonly random: Pick<Random, 'pick'>
  /** Where in the list of nodes to begin, so that in large clusters all get their turn. */
  readonly startIndex: number
}

export function schedulePod(
  pod: PodInfo,
  cluster: ClusterView,
  { plugins, random, startIndex }: DecisionOptions,
): Decision {
  const enough = numFeasibleNodesToFind(cluster.nodes.length)
  const diagnosis = findFeasibleNodes(pod, cluster, plugins, { startIndex, enough })
  const { feasible, visited } = diagnosis
  if (feasible.length === 0) return { diagnosis }
  const only = feasible.length === 1 ? feasible[0] : undefined
  if (only) return { node: only, visited }
  const totals = totalScores(pod, cluster, plugins, feasible)
  if ('error' in totals) return totals
  return { node: random.pick(bestOf(feasible, totals)), visited }
}

function bestOf(nodes: readonly NodeInfo[], totals: readonly number[]): readonly NodeInfo[] {
  let highest = Number.NEGATIVE_INFINITY
  for (const total of totals) if (total > highest) highest = total
  return nodes.filter((_, index) => totals[index] === highest)
}

/** In clusters of a hundred nodes and more, some are enough. */
export function numFeasibleNodesToFind(nodes: number, percentage?: number): number {
  if (nodes < leastFeasible || (percentage ?? 0) >= 100) return nodes
  const share = percentage || Math.max(5, 50 - Math.trunc(nodes / 125))
  return Math.max(leastFeasible, Math.trunc((nodes * share) / 100))
}

const leastFeasible = 100

export function findFeasibleNodes(
  pod: PodInfo,
  cluster: ClusterView,
  plugins: readonly Plugin[],
  { startIndex = 0, enough = Number.POSITIVE_INFINITY } = {},
): Diagnosis {
  const prepared = prepareFilters(pod, cluster, plugins)
  if ('rejection' in prepared) {
    const { rejection } = prepared
    const preFilterMessage = rejection.reasons.join(', ')
    return { feasible: [], rejections: new Map(), absent: rejection, preFilterMessage, visited: 0 }
  }
  const { filters, nodeNames, narrowedBy } = prepared
  const nodes = nodeNames
    ? [...nodeNames].flatMap((name) => cluster.node(name) ?? [])
    : cluster.nodes
  const feasible: NodeInfo[] = []
  const rejections = new Map<string, NodeRejection>()
  const key = verdictKeyOf(pod)
  const [local, others] = leadingLocal(filters)
  let visited = 0
  for (; visited < nodes.length && feasible.length < enough; visited++) {
    const node = nodes[(startIndex + visited) % nodes.length]
    if (!node) continue
    const verdict = verdictOn<NodeRejection>(node, key, plugins)
    if (verdict.rejection === undefined) verdict.rejection = firstRejection(local, node) ?? null
    const rejection = verdict.rejection ?? firstRejection(others, node)
    if (rejection) rejections.set(node.name, rejection)
    else feasible.push(node)
  }
  const absent = absentReason(narrowedBy)
  return { feasible, rejections, visited, ...(nodeNames ? { absent } : {}) }
}

/** Whether one node, as it now is, would take the Pod. */
export function fitsOn(
  node: NodeInfo,
  pod: PodInfo,
  cluster: ClusterView,
  plugins: readonly Plugin[],
): boolean {
  const prepared = prepareFilters(pod, cluster, plugins)
  if ('rejection' in prepared) return false
  if (prepared.nodeNames && !prepared.nodeNames.has(node.name)) return false
  return firstRejection(prepared.filters, node) === undefined
}

interface NamedFilter {
  readonly plugin: string
  readonly isLocal: boolean
  readonly filter: NodeFilter
}

/** Those at the beginning whose answers can be remembered, and the rest: their order is kept. */
function leadingLocal(filters: readonly NamedFilter[]) {
  const first = filters.findIndex(({ isLocal }) => !isLocal)
  const end = first < 0 ? filters.length : first
  return [filters.slice(0, end), filters.slice(end)] as const
}

interface Prepared {
  readonly filters: readonly NamedFilter[]
  readonly nodeNames?: ReadonlySet<string>
  readonly narrowedBy: readonly string[]
}

function prepareFilters(
  pod: PodInfo,
  cluster: ClusterView,
  plugins: readonly Plugin[],
): Prepared | { readonly rejection: NodeRejection } {
  const filters: NamedFilter[] = []
  const narrowedBy: string[] = []
  let nodeNames: ReadonlySet<string> | undefined
  for (const { name, preFilter, isLocal = false } of plugins) {
    const filter = preFilter?.(pod, cluster)
    if (!filter) continue
    if (isRejection(filter)) return { rejection: { ...filter, plugin: name } }
    filters.push({ plugin: name, isLocal, filter })
    if (!filter.nodeNames) continue
    narrowedBy.push(name)
    const narrower = filter.nodeNames
    nodeNames = nodeNames ? new Set([...nodeNames].filter((node) => narrower.has(node))) : narrower
  }
  return { filters, narrowedBy, ...(nodeNames ? { nodeNames } : {}) }
}

function absentReason(narrowedBy: readonly string[]): NodeRejection {
  const plugins = [...narrowedBy].sort()
  return {
    plugin: plugins[0] ?? '',
    code: 'UnschedulableAndUnresolvable',
    reasons: [`node(s) didn't satisfy plugin(s) [${plugins.join(' ')}]`],
  }
}

function firstRejection(
  filters: readonly NamedFilter[],
  node: NodeInfo,
): NodeRejection | undefined {
  for (const { plugin, filter } of filters) {
    const rejection = filter.filter(node)
    if (rejection) return { ...rejection, plugin }
  }
  return undefined
}

/** The weighted sum of all plugins' scores, in the order of the nodes. */
export function totalScores(
  pod: PodInfo,
  cluster: ClusterView,
  plugins: readonly Plugin[],
  feasible: readonly NodeInfo[],
): readonly number[] | { readonly error: string } {
  /** What a node keeps as it is: it hangs on no other node. */
  const kept: Weighted[] = []
  const compared: Weighted[] = []
  for (const [place, { name, weight = 0, preScore, isLocal = false }] of plugins.entries()) {
    const scorer = preScore?.(pod, cluster, feasible)
    if (!scorer) continue
    if (isRejection(scorer))
      return { error: `running PreScore plugin "${name}": ${scorer.reasons.join(', ')}` }
    const isKept = isLocal && !scorer.normalise
    ;(isKept ? kept : compared).push({ scorer, weight, isLocal, place })
  }
  const key = verdictKeyOf(pod)
  const verdicts = feasible.map((node) => verdictOn(node, key, plugins))
  const totals = verdicts.map((verdict, index) => {
    verdict.sum ??= sumOf(kept, feasible[index] as NodeInfo)
    return verdict.sum
  })
  for (const { scorer, weight, isLocal, place } of compared) {
    const raw = isLocal
      ? verdicts.map(({ scores }, index) => {
          const known = scores[place] ?? scorer.score(feasible[index] as NodeInfo)
          scores[place] = known
          return known
        })
      : feasible.map((node) => scorer.score(node))
    const scores = scorer.normalise?.(raw, feasible) ?? raw
    // Plain loops: there are hundreds of nodes, and this is asked for every Pod.
    for (let index = 0; index < scores.length; index++)
      totals[index] = (totals[index] as number) + (scores[index] as number) * weight
  }
  return totals
}

interface Weighted {
  readonly scorer: NodeScorer
  readonly weight: number
  readonly isLocal: boolean
  readonly place: number
}

function sumOf(scorers: readonly Weighted[], node: NodeInfo): number {
  let sum = 0
  for (const { scorer, weight } of scorers) sum += scorer.score(node) * weight
  return sum
}
