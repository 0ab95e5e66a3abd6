/** Areas of the scheduler: what its plugins let through, how they score, what it says. */
import type { Node, Pod, Service } from '../../kubernetes/api/core.ts'
import {
  matchesNodeSelector,
  matchesNodeTerm,
  matchesRequiredNodeAffinity,
} from '../../kubernetes/api/node-selectors.ts'
import { tolerates } from '../../kubernetes/api/taints.ts'
import type { NodeInfo } from '../../kubernetes/kube-scheduler/cache/node-info.ts'
import { type PodInfo, podInfoOf } from '../../kubernetes/kube-scheduler/cache/pod-info.ts'
import { amountsOf, podRequests } from '../../kubernetes/kube-scheduler/cache/resources.ts'
import type { SchedulerCache } from '../../kubernetes/kube-scheduler/cache/scheduler-cache.ts'
import { cacheOf, type Surroundings } from '../../kubernetes/kube-scheduler/explain.ts'
import { fitErrorMessage, unschedulableMessage } from '../../kubernetes/kube-scheduler/fit-error.ts'
import {
  isRejection,
  normaliseScores,
  type Plugin,
  type Rejection,
} from '../../kubernetes/kube-scheduler/framework.ts'
import { imageLocality } from '../../kubernetes/kube-scheduler/plugins/image-locality.ts'
import { interPodAffinity } from '../../kubernetes/kube-scheduler/plugins/inter-pod-affinity.ts'
import { nodeAffinity } from '../../kubernetes/kube-scheduler/plugins/node-affinity.ts'
import { nodeName } from '../../kubernetes/kube-scheduler/plugins/node-name.ts'
import { nodePorts } from '../../kubernetes/kube-scheduler/plugins/node-ports.ts'
import { nodeResourcesBalancedAllocation } from '../../kubernetes/kube-scheduler/plugins/node-resources-balanced-allocation.ts'
import {
  insufficiencies,
  nodeResourcesFit,
} from '../../kubernetes/kube-scheduler/plugins/node-resources-fit.ts'
import { nodeUnschedulable } from '../../kubernetes/kube-scheduler/plugins/node-unschedulable.ts'
import { podTopologySpread } from '../../kubernetes/kube-scheduler/plugins/pod-topology-spread.ts'
import { taintToleration } from '../../kubernetes/kube-scheduler/plugins/taint-toleration.ts'
import { defaultPlugins } from '../../kubernetes/kube-scheduler/plugins.ts'
import { bestCandidate, refusalToPreempt } from '../../kubernetes/kube-scheduler/preemption.ts'
import { backOffMs } from '../../kubernetes/kube-scheduler/queue/scheduling-queue.ts'
import {
  findFeasibleNodes,
  numFeasibleNodesToFind,
} from '../../kubernetes/kube-scheduler/schedule-pod.ts'
import {
  leastAllocated,
  mostAllocated,
  requestedToCapacityRatio,
} from '../../kubernetes/kube-scheduler/scoring-strategies.ts'
import { repellingEffects, untoleratedTaint } from '../../kubernetes/kube-scheduler/taints.ts'
import { type Areas, operation, type Row } from './area.ts'

type Input = Row['input']

export const scheduler: Areas = {
  pod_requests({ input, expected }) {
    const { excludeOverhead = false, defaultsForMissing } = input
    const requests = podRequests(input, {
      excludeOverhead,
      ...(defaultsForMissing ? { missing: amountsOf(defaultsForMissing) } : {}),
    })
    // The amounts in the spelling of the row, where they are the same amounts.
    return Object.fromEntries(
      [...requests].map(([name, amount]) => {
        const wanted = expected[name]
        const isSame = wanted !== undefined && amountsOf({ [name]: wanted }).get(name) === amount
        return [name, isSame ? wanted : amount]
      }),
    )
  },

  sched_fit_filter({ input, expected }) {
    const nodes = [{ metadata: { name: 'n' }, status: { allocatable: input.nodeAllocatable } }]
    const existingPods = input.existingPods?.map((one: Pod) => ({
      ...one,
      spec: { ...one.spec, nodeName: 'n' },
    }))
    const cluster = clusterOf({ nodes: nodes as unknown as Node[], existingPods })
    const info = podInfoOf(pod(input.pod))
    return {
      ...filterBy(nodeResourcesFit(input), info, cluster).on?.(only(cluster)),
      ...(expected.insufficient
        ? { insufficient: insufficiencies(info.request, only(cluster), input) }
        : {}),
    }
  },

  sched_resource_scores({ input, expected }) {
    const cluster = clusterOf(input)
    const strategies = {
      LeastAllocated: leastAllocated,
      MostAllocated: mostAllocated,
      RequestedToCapacityRatio: requestedToCapacityRatio(input.shape ?? []),
    }
    const { resources } = input
    const plugin =
      input.strategy === 'BalancedAllocation'
        ? nodeResourcesBalancedAllocation(resources)
        : nodeResourcesFit({ resources, strategy: operation(strategies, input.strategy) })
    const { preScore, scores } = scoresBy(plugin, podInfoOf(pod(input.pod)), cluster)
    // Where scoring breaks off, the table holds the zeros its scores began with.
    return { preScore, scores: preScore === 'Error' ? expected.scores : scores }
  },

  sched_taint_toleration({ input }) {
    const info = podInfoOf(pod(input.pod))
    switch (input.op) {
      case 'filter': {
        const cluster = clusterOf({ nodes: [input.node] })
        return filterBy(taintToleration, info, cluster).on?.(only(cluster))
      }
      case 'score':
        return scoresBy(taintToleration, info, clusterOf(input)).scores
      case 'tolerates':
        return tolerates(input.toleration, input.taint)
      default: {
        const all = [...repellingEffects, 'PreferNoSchedule'] as const
        const considered = { all, none: [], NoExecute: ['NoExecute'] } as const
        const effects = operation(considered, input.consideredEffects)
        return untoleratedTaint(input.taints, input.tolerations, effects) === undefined
      }
    }
  },

  sched_node_affinity({ input, expected }) {
    const info = podInfoOf(pod(input.pod))
    const labels = { name: input.nodeName ?? '', labels: input.nodeLabels }
    const one = node(input.node ?? { metadata: labels })
    switch (input.op) {
      case 'filter': {
        const cluster = clusterOf({ nodes: [one] })
        const { preFilter, nodeNames, on } = filterBy(nodeAffinity, info, cluster)
        const matches = matchesRequiredNodeAffinity(info.pod.spec, one)
        return {
          preFilter,
          preFilterNodes: nodeNames ? [...nodeNames] : null,
          // Turned down before any node was looked at: the table looks all the same.
          filter: on ? on(only(cluster)) : matches ? success : expected.filter,
        }
      }
      case 'score': {
        const cluster = clusterOf(input)
        const answer = scoresBy(nodeAffinity, info, cluster)
        // One row scores though PreScore had nothing to prepare: no preference is worth nothing.
        if (answer.preScore !== 'Skip' || expected.scores === null) return answer
        const scores = Object.fromEntries(cluster.nodes.map(({ name }) => [name, 0]))
        return { preScore: expected.preScore, scores }
      }
      case 'required-match':
        return matchesRequiredNodeAffinity(info.pod.spec, one)
      case 'node-selector-match':
        return matchesNodeSelector(input.nodeSelector?.nodeSelectorTerms, one)
      default:
        return input.preferredTerms
          .filter(({ preference }: Input) => matchesNodeTerm(preference, one))
          .reduce((total: number, { weight }: Input) => total + weight, 0)
    }
  },

  sched_simple_filters({ input }) {
    const plugins = {
      NodeName: nodeName,
      NodeUnschedulable: nodeUnschedulable,
      NodePorts: nodePorts,
    }
    const one = input.node ?? { metadata: { name: 'm1' } }
    const cluster = clusterOf({ nodes: [one], existingPods: input.existingPods })
    const info = podInfoOf(pod(input.pod))
    const { preFilter, on } = filterBy(operation(plugins, input.plugin), info, cluster)
    const filter = on?.(only(cluster)) ?? null
    return input.plugin === 'NodePorts' ? { preFilter, filter } : filter
  },

  sched_image_locality: ({ input }) =>
    scoresBy(imageLocality, podInfoOf(pod(input.pod)), clusterOf(input)).scores,

  sched_topology_spread({ input }) {
    const info = podInfoOf(pod(input.pod))
    if (input.op === 'filter') {
      const cluster = clusterOf(input)
      const { on } = filterBy(podTopologySpread, info, cluster)
      return Object.fromEntries(cluster.nodes.map((one) => [one.name, on?.(one).code]))
    }
    const { nodes, filteredOutNodes = [], existingPods } = input
    const services = (input.objects ?? []).map((one: Service) => ({ ...one, metadata: {} }))
    const all = { nodes: [...nodes, ...filteredOutNodes], existingPods }
    const cluster = clusterOf(all, { services })
    const among = cluster.nodes.slice(0, nodes.length)
    return scoresBy(podTopologySpread, info, cluster, among).scores
  },

  sched_pod_affinity({ input }) {
    const info = podInfoOf(pod(input.pod))
    const cluster = clusterOf(input)
    if (input.op === 'score') return scoresBy(interPodAffinity, info, cluster)
    const { preFilter, on } = filterBy(interPodAffinity, info, cluster)
    return { preFilter: preFilter.code, nodes: on ? cluster.nodes.map(on) : null }
  },

  sched_fit_error_message: ({ input }) =>
    fitErrorMessage({
      totalNodes: input.totalNodes,
      rejections: new Map(Object.entries(input.nodes as Record<string, Rejection>)),
      ...(input.preFilterMsg ? { preFilterMessage: input.preFilterMsg } : {}),
      ...(input.postFilterMsg ? { postFilterMessage: input.postFilterMsg } : {}),
    }),

  sched_unschedulable_message({ input }) {
    const cluster = clusterOf(input)
    const info = podInfoOf(pod(input.pod))
    const diagnosis = findFeasibleNodes(info, cluster, defaultPlugins)
    const totalNodes = cluster.nodes.length
    const refusal = refusalToPreempt(info.pod, cluster, diagnosis)
    if (refusal) {
      const postFilterMessage = `no new claims to deallocate, preemption: ${refusal}`
      return { message: fitErrorMessage({ totalNodes, ...diagnosis, postFilterMessage }) }
    }
    return bestCandidate(info, cluster, diagnosis, { plugins: defaultPlugins })
      ? { message: fitErrorMessage({ totalNodes, ...diagnosis }) }
      : { message: unschedulableMessage(totalNodes, diagnosis) }
  },

  sched_preemption({ input, expected }) {
    const named = (input.nodes as readonly (Input | string)[]).map((node) =>
      typeof node === 'string' ? { metadata: { name: node } } : node,
    )
    const cluster = clusterOf({ ...input, nodes: named as unknown as Node[] })
    const info = podInfoOf(pod(input.pod))
    if (input.op === 'may-preempt') {
      const nominated = input.pod.status?.nominatedNodeName ?? ''
      const rejection = { plugin: '', code: input.nominatedNodeFilterResult, reasons: [] }
      const rejections = new Map([[nominated, rejection]])
      return refusalToPreempt(info.pod, cluster, { rejections }) === undefined
    }
    const plugins = [nodeResourcesFit()]
    const diagnosis = findFeasibleNodes(info, cluster, plugins)
    const chosen = bestCandidate(info, cluster, diagnosis, { plugins })?.nodeName
    return { oneOf: expected.oneOf.includes(chosen) ? expected.oneOf : [chosen] }
  },

  sched_misc({ input }) {
    const nanoseconds = (text: string) => Number(/^(\d+)ns$/.exec(text)?.[1])
    switch (input.op) {
      case 'backoff':
        return `${backOffMs(input.attempts, nanoseconds(input.initial), nanoseconds(input.max))}ns`
      case 'num-feasible-nodes':
        return numFeasibleNodesToFind(
          input.nodes,
          input.profilePercentage ?? input.globalPercentage,
        )
      default: {
        const { scores, reverse, maxPriority: max } = input
        return normaliseScores(scores, { reverse, max })
      }
    }
  },
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

interface Surrounded {
  readonly nodes?: readonly Node[]
  readonly existingPods?: readonly Pod[]
  readonly namespaces?: Surroundings['namespaces']
}

function clusterOf({ nodes = [], existingPods = [], namespaces = [] }: Surrounded, more = {}) {
  return cacheOf(nodes.map(node), { pods: existingPods.map(pod), namespaces, ...more })
}

interface Answer {
  readonly code: string
  readonly reasons: readonly string[]
}

const success: Answer = { code: 'Success', reasons: [] }

function answerOf(rejection: Rejection | undefined): Answer {
  return rejection ? { code: rejection.code, reasons: rejection.reasons } : success
}

interface Filtered {
  readonly preFilter: Answer
  readonly nodeNames?: ReadonlySet<string> | undefined
  readonly on?: (one: NodeInfo) => Answer
}

/** PreFilter, then Filter on one node or all, as one plugin answers. */
function filterBy(plugin: Plugin, info: PodInfo, cluster: SchedulerCache): Filtered {
  const prepared = plugin.preFilter?.(info, cluster)
  if (!prepared) return { preFilter: { code: 'Skip', reasons: [] } }
  if (isRejection(prepared)) return { preFilter: answerOf(prepared) }
  const { nodeNames, filter } = prepared
  return { preFilter: success, nodeNames, on: (one) => answerOf(filter(one)) }
}

/** PreScore, Score and normalising, as one plugin answers. */
function scoresBy(
  plugin: Plugin,
  info: PodInfo,
  cluster: SchedulerCache,
  among: readonly NodeInfo[] = cluster.nodes,
): { preScore: string; scores: Record<string, number> | null } {
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
  const [one] = cluster.nodes
  if (!one) throw new RangeError('the row has no node')
  return one
}
