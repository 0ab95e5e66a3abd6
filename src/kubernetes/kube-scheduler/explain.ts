/** Why a Pod fits on a node or does not: the scheduler's own filters and scores, asked aside. */
import type { ReplicaSet } from '../api/apps.ts'
import type { Namespace, Node, Pod, Service } from '../api/core.ts'
import { podInfoOf } from './cache/pod-info.ts'
import { SchedulerCache } from './cache/scheduler-cache.ts'
import { defaultPlugins } from './plugins.ts'
import { findFeasibleNodes, totalScores } from './schedule-pod.ts'

export interface NodeExplanation {
  readonly node: string
  readonly fits: boolean
  /** The plugin that turned it down. */
  readonly plugin?: string
  readonly reasons: readonly string[]
  /** The weighted sum of all scores, of a node that fits. */
  readonly score?: number
}

/** What else there is in the cluster that a decision may look at. */
export interface Surroundings {
  readonly pods?: readonly Pod[]
  readonly namespaces?: readonly Namespace[]
  readonly services?: readonly Service[]
  readonly replicaSets?: readonly ReplicaSet[]
}

/** For each node, in the given order. */
export function explain(
  pod: Pod,
  nodes: readonly Node[],
  surroundings: Surroundings = {},
): readonly NodeExplanation[] {
  const cluster = cacheOf(nodes, surroundings)
  const info = podInfoOf(pod)
  const { feasible, rejections, absent } = findFeasibleNodes(info, cluster, defaultPlugins)
  const totals = totalScores(info, cluster, defaultPlugins, feasible)
  return nodes.map(({ metadata: { name: node } }) => {
    const place = feasible.findIndex(({ name }) => name === node)
    if (place >= 0) {
      const score = 'error' in totals ? undefined : totals[place]
      return { node, fits: true, reasons: [], ...(score === undefined ? {} : { score }) }
    }
    const rejection = rejections.get(node) ?? absent
    return {
      node,
      fits: false,
      reasons: rejection?.reasons ?? [],
      ...(rejection ? { plugin: rejection.plugin } : {}),
    }
  })
}

export function cacheOf(nodes: readonly Node[], surroundings: Surroundings = {}): SchedulerCache {
  const { pods = [], namespaces = [], services = [], replicaSets = [] } = surroundings
  const cache = new SchedulerCache({
    namespaces: () => namespaces,
    servicesIn: (namespace) =>
      services.filter(({ metadata }) => (metadata.namespace ?? '') === namespace),
    replicaSet: (namespace, name) =>
      replicaSets.find(
        ({ metadata }) => (metadata.namespace ?? '') === namespace && metadata.name === name,
      ),
  })
  for (const node of nodes) cache.setNode(node)
  for (const pod of pods) {
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
    if (pod.spec.nodeName && !finished) cache.place(pod, pod.spec.nodeName)
  }
  return cache
}
