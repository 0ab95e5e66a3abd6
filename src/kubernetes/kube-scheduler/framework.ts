/**
 * What a plugin is, and how the plugins together find a node for a Pod.
 *
 * A plugin looks at Pod and cluster once (PreFilter, PreScore) and answers with a function for each
 * node (Filter, Score), or with nothing when it has nothing to say about this Pod.
 *
 * *Upstream:* `staging/src/k8s.io/kube-scheduler/framework/interface.go`,
 * `pkg/scheduler/framework/runtime/framework.go`
 * *Leaves out:* Reserve, Permit, PostBind, which no plugin here needs; PreBind, which only volumes
 * need, is `volume-binder.ts`.
 */
import type { Node, Pod } from '../api/core.ts'
import type { NodeInfo } from './cache/node-info.ts'
import type { PodInfo } from './cache/pod-info.ts'
import type { ClusterView } from './cache/scheduler-cache.ts'

export type Code = 'Success' | 'Skip' | 'Error' | 'Unschedulable' | 'UnschedulableAndUnresolvable'

/** Why not. */
export interface Rejection {
  /** `Unschedulable`: fewer Pods on the node would help; `…AndUnresolvable`: they would not. */
  readonly code: Exclude<Code, 'Success' | 'Skip'>
  readonly reasons: readonly string[]
}

export interface NodeFilter {
  /** Only these nodes are worth a look; absent means all. */
  readonly nodeNames?: ReadonlySet<string>
  filter(node: NodeInfo): Rejection | undefined
}

export interface NodeScorer {
  score(node: NodeInfo): number
  /** Turns the raw scores of all nodes, in their order, into 0 … 100. */
  normalise?(scores: readonly number[], nodes: readonly NodeInfo[]): readonly number[]
}

/** A change that may let a Pod fit that did not. */
export type ClusterEvent =
  | { readonly type: 'node-added'; readonly node: Node }
  | { readonly type: 'node-updated'; readonly node: Node; readonly old: Node }
  | { readonly type: 'node-deleted'; readonly node: Node }
  /** Of a Pod that has a node. */
  | { readonly type: 'pod-added'; readonly pod: PodInfo }
  | { readonly type: 'pod-updated'; readonly pod: PodInfo; readonly old: PodInfo }
  | { readonly type: 'pod-deleted'; readonly pod: PodInfo }
  /** A claim, a volume or a class of storage. */
  | { readonly type: 'storage-changed' }

export interface Plugin {
  /** As upstream registers it: `NodeResourcesFit`. */
  readonly name: string
  /** What its score counts for in the sum. */
  readonly weight?: number
  /** Its answers hang on the Pod's spec and the node alone, so that they can be remembered. */
  readonly isLocal?: true
  /** PreEnqueue: why the Pod may not even be tried. */
  preEnqueue?(pod: Pod): string | undefined
  preFilter?(pod: PodInfo, cluster: ClusterView): NodeFilter | Rejection | undefined
  preScore?(
    pod: PodInfo,
    cluster: ClusterView,
    feasible: readonly NodeInfo[],
  ): NodeScorer | Rejection | undefined
  /** Whether the event may make a Pod fit that this plugin had rejected (the QueueingHint). */
  wakes?(pod: PodInfo, event: ClusterEvent): boolean
}

export const maxNodeScore = 100

export function unschedulable(...reasons: string[]): Rejection {
  return { code: 'Unschedulable', reasons }
}

export function unresolvable(...reasons: string[]): Rejection {
  return { code: 'UnschedulableAndUnresolvable', reasons }
}

export function failed(reason: string): Rejection {
  return { code: 'Error', reasons: [reason] }
}

export function isRejection(
  answer: NodeFilter | NodeScorer | Rejection | undefined,
): answer is Rejection {
  return answer !== undefined && 'code' in answer
}

/** Scores in proportion to the highest, which becomes 100; reversed, the highest becomes 0. */
export function normaliseScores(
  scores: readonly number[],
  { reverse = false, max = maxNodeScore } = {},
): readonly number[] {
  let highest = 0
  for (const score of scores) if (score > highest) highest = score
  if (highest === 0) return reverse ? scores.map(() => max) : scores
  return scores.map((score) => {
    const scaled = Math.trunc((max * score) / highest)
    return reverse ? max - scaled : scaled
  })
}
