/** Upstream's own test rows for the scheduler, where they lie beside the project. */
import { describe, expect, it } from 'vitest'
import type { Node, Pod, Service } from '../api/core.ts'
import { milliValueOf, wholeValueOf } from '../api/quantity.ts'
import { tolerates } from '../api/taints.ts'
import { type Case, loadCases } from '../cases-for-tests.ts'
import type { NodeInfo } from './cache/node-info.ts'
import { type PodInfo, podInfoOf } from './cache/pod-info.ts'
import { podRequests } from './cache/resources.ts'
import type { SchedulerCache } from './cache/scheduler-cache.ts'
import { cacheOf, type Surroundings } from './explain.ts'
import { fitErrorMessage, unschedulableMessage } from './fit-error.ts'
import {
  type Code,
  isRejection,
  normaliseScores,
  type Plugin,
  type Rejection,
} from './framework.ts'
import { imageLocality } from './plugins/image-locality.ts'
import { interPodAffinity } from './plugins/inter-pod-affinity.ts'
import { nodeAffinity } from './plugins/node-affinity.ts'
import { nodeName } from './plugins/node-name.ts'
import { nodePorts } from './plugins/node-ports.ts'
import { nodeResourcesBalancedAllocation } from './plugins/node-resources-balanced-allocation.ts'
import { insufficiencies, nodeResourcesFit } from './plugins/node-resources-fit.ts'
import { nodeUnschedulable } from './plugins/node-unschedulable.ts'
import { podTopologySpread } from './plugins/pod-topology-spread.ts'
import { taintToleration } from './plugins/taint-toleration.ts'
import { defaultPlugins } from './plugins.ts'
import { backOffMs } from './queue/scheduling-queue.ts'
import { findFeasibleNodes, numFeasibleNodesToFind } from './schedule-pod.ts'
import { leastAllocated, mostAllocated, requestedToCapacityRatio } from './scoring-strategies.ts'
import { matchesNodeSelector, matchesNodeTerm, matchesRequiredNodeAffinity } from './selectors.ts'
import { repellingEffects, untoleratedTaint } from './taints.ts'

function rows(area: string, check: (row: Case) => void, skip: readonly string[] = []): void {
  describe(area, () => {
    it('has rows, or none lie beside the project', () => expect(loadCases(area)).not.toEqual([]))
    for (const row of loadCases(area) ?? [])
      if (!skip.includes(row.id)) it(`${row.id} ${row.name}`, () => check(row))
  })
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined }

let uids = 0

/** The tables leave out what is empty and what the API server would have filled in. */
function pod(row: Loose<Pod> = {}): Pod {
  const uid = `uid-${uids++}`
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    ...row,
    metadata: { name: uid, ...row.metadata, uid },
    spec: { containers: [], ...row.spec },
  } as unknown as Pod
}

function node(row: Loose<Node> = {}): Node {
  return { spec: {}, ...row, metadata: { name: '', ...row.metadata } } as unknown as Node
}

interface Row {
  readonly nodes?: readonly Node[]
  readonly existingPods?: readonly Pod[]
  readonly namespaces?: Surroundings['namespaces']
}

function clusterOf({ nodes = [], existingPods = [], namespaces = [] }: Row, more: object = {}) {
  return cacheOf(nodes.map(node), { pods: existingPods.map(pod), namespaces, ...more })
}

function answerOf(rejection: Rejection | undefined): { code: Code; reasons: readonly string[] } {
  return rejection ? { code: rejection.code, reasons: rejection.reasons } : success
}

const success = { code: 'Success' as const, reasons: [] }

/** PreFilter, then Filter on one node or all, as one plugin answers. */
function filterBy(plugin: Plugin, info: PodInfo, cluster: SchedulerCache) {
  const prepared = plugin.preFilter?.(info, cluster)
  if (!prepared) return { preFilter: { code: 'Skip' as Code, reasons: [] as readonly string[] } }
  if (isRejection(prepared)) return { preFilter: answerOf(prepared) }
  return {
    preFilter: success,
    nodeNames: prepared.nodeNames,
    on: (one: NodeInfo) => answerOf(prepared.filter(one)),
  }
}

/** PreScore, Score and normalising, as one plugin answers. */
function scoresBy(
  plugin: Plugin,
  info: PodInfo,
  cluster: SchedulerCache,
  among: readonly NodeInfo[] = cluster.nodes,
): { preScore: Code; scores: Record<string, number> | null } {
  const scorer = plugin.preScore?.(info, cluster, among)
  if (!scorer) return { preScore: 'Skip', scores: null }
  if (isRejection(scorer)) return { preScore: scorer.code, scores: null }
  const raw = among.map((one) => scorer.score(one))
  const scores = scorer.normalise?.(raw, among) ?? raw
  return {
    preScore: 'Success',
    scores: Object.fromEntries(among.map(({ name }, index) => [name, scores[index] ?? -1])),
  }
}

function only(cluster: SchedulerCache): NodeInfo {
  return cluster.nodes[0] ?? expect.fail('the row has a node')
}

rows('pod_requests', ({ input, expected }) => {
  const missing = input.defaultsForMissing
  expect(missing).toBeUndefined()
  const requests = podRequests(input, { excludeOverhead: input.excludeOverhead ?? false })
  expect(Object.fromEntries(requests)).toEqual(
    Object.fromEntries(
      Object.entries(expected as Record<string, string>).map(([name, quantity]) => [
        name,
        name === 'cpu' ? milliValueOf(quantity) : wholeValueOf(quantity),
      ]),
    ),
  )
})

rows('sched_fit_filter', ({ input, expected }) => {
  const nodes = [{ metadata: { name: 'n' }, status: { allocatable: input.nodeAllocatable } }]
  const existingPods = input.existingPods?.map((one: Pod) => ({
    ...one,
    spec: { ...one.spec, nodeName: 'n' },
  }))
  const cluster = clusterOf({ nodes: nodes as unknown as Node[], existingPods })
  const info = podInfoOf(pod(input.pod))
  const answer = filterBy(nodeResourcesFit(input), info, cluster)
  expect(answer.on?.(only(cluster))).toEqual({ code: expected.code, reasons: expected.reasons })
  if (expected.insufficient)
    expect(insufficiencies(info.request, only(cluster), input)).toEqual(expected.insufficient)
})

rows('sched_resource_scores', ({ input, expected }) => {
  const cluster = clusterOf(input)
  const strategies = {
    LeastAllocated: leastAllocated,
    MostAllocated: mostAllocated,
    RequestedToCapacityRatio: requestedToCapacityRatio(input.shape ?? []),
  } as const
  const { resources } = input
  const plugin =
    input.strategy === 'BalancedAllocation'
      ? nodeResourcesBalancedAllocation(resources)
      : nodeResourcesFit({
          resources,
          strategy: strategies[input.strategy as keyof typeof strategies],
        })
  const { preScore, scores } = scoresBy(plugin, podInfoOf(pod(input.pod)), cluster)
  expect(preScore).toBe(expected.preScore)
  // Where scoring breaks off, upstream's table holds the zeros its scores began with.
  if (preScore !== 'Error') expect(scores).toEqual(expected.scores)
})

rows('sched_taint_toleration', ({ input, expected }) => {
  const info = podInfoOf(pod(input.pod))
  switch (input.op) {
    case 'filter': {
      const cluster = clusterOf({ nodes: [input.node] })
      return expect(filterBy(taintToleration, info, cluster).on?.(only(cluster))).toEqual(expected)
    }
    case 'score':
      return expect(scoresBy(taintToleration, info, clusterOf(input)).scores).toEqual(expected)
    case 'tolerates':
      return expect(tolerates(input.toleration, input.taint)).toBe(expected)
    default: {
      const all = [...repellingEffects, 'PreferNoSchedule'] as const
      const considered = { all, none: [], NoExecute: ['NoExecute'] } as const
      const effects = considered[input.consideredEffects as keyof typeof considered]
      const bad = untoleratedTaint(input.taints, input.tolerations, effects)
      return expect(bad === undefined).toBe(expected)
    }
  }
})

rows('sched_node_affinity', ({ input, expected }) => {
  const info = podInfoOf(pod(input.pod))
  const one = node(
    input.node ?? { metadata: { name: input.nodeName ?? '', labels: input.nodeLabels } },
  )
  switch (input.op) {
    case 'filter': {
      const cluster = clusterOf({ nodes: [one] })
      const { preFilter, nodeNames, on } = filterBy(nodeAffinity, info, cluster)
      expect(preFilter).toEqual(expected.preFilter)
      expect(nodeNames ? [...nodeNames] : null).toEqual(expected.preFilterNodes)
      if (on) return expect(on(only(cluster))).toEqual(expected.filter)
      // Turned down before any node was looked at: upstream's test looks all the same.
      return expect(matchesRequiredNodeAffinity(info.pod.spec, one)).toBe(false)
    }
    case 'score':
      return expect(scoresBy(nodeAffinity, info, clusterOf(input))).toEqual(expected)
    case 'required-match':
      return expect(matchesRequiredNodeAffinity(info.pod.spec, one)).toBe(expected)
    case 'node-selector-match':
      return expect(matchesNodeSelector(input.nodeSelector?.nodeSelectorTerms, one)).toBe(expected)
    default: {
      type Preferred = { weight: number; preference: Parameters<typeof matchesNodeTerm>[0] }
      const sum = (input.preferredTerms as Preferred[])
        .filter(({ preference }) => matchesNodeTerm(preference, one))
        .reduce((total, { weight }) => total + weight, 0)
      return expect(sum).toBe(expected)
    }
  }
})

rows('sched_simple_filters', ({ input, expected }) => {
  const plugin = { NodeName: nodeName, NodeUnschedulable: nodeUnschedulable, NodePorts: nodePorts }[
    input.plugin as string
  ]
  const ports = input.plugin === 'NodePorts'
  const one = input.node ?? { metadata: { name: 'm1' } }
  const cluster = clusterOf({ nodes: [one], existingPods: input.existingPods })
  const info = podInfoOf(pod(input.pod))
  const { preFilter, on } = filterBy(plugin ?? expect.fail('unknown plugin'), info, cluster)
  const filter = on?.(only(cluster)) ?? null
  expect(ports ? { preFilter, filter } : filter).toEqual(expected)
})

rows('sched_image_locality', ({ input, expected }) => {
  const { scores } = scoresBy(imageLocality, podInfoOf(pod(input.pod)), clusterOf(input))
  expect(scores).toEqual(expected)
})

rows('sched_topology_spread', ({ input, expected }) => {
  const info = podInfoOf(pod(input.pod))
  if (input.op === 'filter') {
    const cluster = clusterOf(input)
    const { on } = filterBy(podTopologySpread, info, cluster)
    const codes = cluster.nodes.map((one) => [one.name, on?.(one).code])
    return expect(Object.fromEntries(codes)).toEqual(expected)
  }
  const { nodes, filteredOutNodes = [], existingPods } = input
  const services = (input.objects ?? []).map((one: Service) => ({ ...one, metadata: {} }))
  const cluster = clusterOf({ nodes: [...nodes, ...filteredOutNodes], existingPods }, { services })
  const among = cluster.nodes.slice(0, nodes.length)
  return expect(scoresBy(podTopologySpread, info, cluster, among).scores).toEqual(expected)
})

rows('sched_pod_affinity', ({ input, expected }) => {
  const info = podInfoOf(pod(input.pod))
  const cluster = clusterOf(input)
  if (input.op === 'score')
    return expect(scoresBy(interPodAffinity, info, cluster)).toEqual(expected)
  const { preFilter, on } = filterBy(interPodAffinity, info, cluster)
  const nodes = on ? cluster.nodes.map(on) : null
  return expect({ preFilter: preFilter.code, nodes }).toEqual(expected)
})

rows('sched_fit_error_message', ({ input, expected }) => {
  const message = fitErrorMessage({
    totalNodes: input.totalNodes,
    rejections: new Map(Object.entries(input.nodes as Record<string, Rejection>)),
    ...(input.preFilterMsg ? { preFilterMessage: input.preFilterMsg } : {}),
    ...(input.postFilterMsg ? { postFilterMessage: input.postFilterMsg } : {}),
  })
  expect(message).toBe(expected)
})

rows(
  'sched_unschedulable_message',
  ({ input, expected }) => {
    const cluster = clusterOf(input)
    const diagnosis = findFeasibleNodes(podInfoOf(pod(input.pod)), cluster, defaultPlugins)
    expect(unschedulableMessage(cluster.nodes.length, diagnosis)).toBe(expected.message)
  },
  // "Preemption succeeds": there is no preemption here yet.
  ['sched_unschedulable_message-010'],
)

rows('sched_misc', ({ input, expected }) => {
  const nanoseconds = (text: string) => Number(/^(\d+)ns$/.exec(text)?.[1])
  switch (input.op) {
    case 'backoff': {
      const wait = backOffMs(input.attempts, nanoseconds(input.initial), nanoseconds(input.max))
      return expect(`${wait}ns`).toBe(expected)
    }
    case 'num-feasible-nodes': {
      const percentage = input.profilePercentage ?? input.globalPercentage
      return expect(numFeasibleNodesToFind(input.nodes, percentage)).toBe(expected)
    }
    default: {
      const { scores, reverse, maxPriority: max } = input
      return expect(normaliseScores(scores, { reverse, max })).toEqual(expected)
    }
  }
})
