/**
 * Making room: which Pods of lower priority would have to go, and on which node it hurts least.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go`,
 * `pkg/scheduler/framework/preemption/preemption.go`
 * *Leaves out:* looking at a tenth of the nodes only (all candidates are tried, up to a hundred),
 * extenders.
 */
import { isConditionTrue } from '../api/conditions.ts'
import type { Pod } from '../api/core.ts'
import { matchesSelector } from '../api/labels.ts'
import type { PodDisruptionBudget } from '../api/policy.ts'
import { msOf } from '../api/time.ts'
import type { NodeInfo } from './cache/node-info.ts'
import type { PodInfo } from './cache/pod-info.ts'
import type { SchedulerCache } from './cache/scheduler-cache.ts'
import type { Plugin } from './framework.ts'
import { type Diagnosis, fitsOn } from './schedule-pod.ts'

export interface Candidate {
  readonly nodeName: string
  /** The most important first. */
  readonly victims: readonly Pod[]
  readonly budgetViolations: number
}

const mostCandidates = 100

/** Whether the Pod may make others go; if not, what the scheduler says of it. */
export function refusalToPreempt(
  pod: Pod,
  cache: SchedulerCache,
  { rejections }: Pick<Diagnosis, 'rejections'>,
): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.'
  const nominated = pod.status?.nominatedNodeName
  const node = nominated ? cache.node(nominated) : undefined
  if (!node || rejections.get(node.name)?.code === 'UnschedulableAndUnresolvable') return undefined
  const priority = pod.spec.priority ?? 0
  const isLeaving = [...node.pods.values()].some(
    (other) => other.priority < priority && isVictimOfPreemption(other.pod),
  )
  return isLeaving ? 'not eligible due to a terminating pod on the nominated node.' : undefined
}

function isVictimOfPreemption({ metadata, status }: Pod): boolean {
  const target = status?.conditions?.find(({ type }) => type === 'DisruptionTarget')
  return (
    metadata.deletionTimestamp !== undefined &&
    isConditionTrue(status?.conditions, 'DisruptionTarget') &&
    target?.reason === 'PreemptionByScheduler'
  )
}

/** The node on which making room costs least; nothing where it helps nowhere. */
export function bestCandidate(
  pod: PodInfo,
  cache: SchedulerCache,
  { rejections }: Pick<Diagnosis, 'rejections'>,
  {
    plugins,
    budgets = [],
  }: { readonly plugins: readonly Plugin[]; readonly budgets?: readonly PodDisruptionBudget[] },
): Candidate | undefined {
  const candidates: Candidate[] = []
  for (const node of cache.nodes) {
    if (rejections.get(node.name)?.code !== 'Unschedulable') continue
    const candidate = victimsOn(node, pod, cache, { plugins, budgets })
    if (candidate) candidates.push(candidate)
    if (candidates.length >= mostCandidates) break
  }
  return leastHarm(candidates)
}

/** Takes all lower Pods off the node, and puts back as many as the newcomer leaves room for. */
function victimsOn(
  node: NodeInfo,
  pod: PodInfo,
  cache: SchedulerCache,
  {
    plugins,
    budgets,
  }: { readonly plugins: readonly Plugin[]; readonly budgets: readonly PodDisruptionBudget[] },
): Candidate | undefined {
  const lower = [...node.pods.values()]
    .filter(({ priority }) => priority < pod.priority)
    .map((info) => info.pod)
    .sort(moreImportantFirst)
  if (lower.length === 0) return undefined
  const victims = new Set(lower)
  const takeOff = (one: Pod) => cache.remove(one.metadata.uid)
  const putBack = (one: Pod) => cache.place(one, node.name)
  const fits = () => fitsOn(node, pod, cache, plugins)
  for (const one of lower) takeOff(one)
  const isCandidate = fits()
  let budgetViolations = 0
  if (isCandidate) {
    const violating = violatingPods(lower, budgets)
    const reprieve = (one: Pod) => {
      putBack(one)
      if (fits()) {
        victims.delete(one)
        return true
      }
      takeOff(one)
      return false
    }
    for (const one of lower) if (violating.has(one) && !reprieve(one)) budgetViolations++
    for (const one of lower) if (!violating.has(one)) reprieve(one)
  }
  for (const one of isCandidate ? victims : lower) putBack(one)
  if (!isCandidate || victims.size === 0) return undefined
  return { nodeName: node.name, victims: lower.filter((one) => victims.has(one)), budgetViolations }
}

/** Pods that some budget would miss, once those before them are gone. */
function violatingPods(
  pods: readonly Pod[],
  budgets: readonly PodDisruptionBudget[],
): ReadonlySet<Pod> {
  const left = budgets.map(({ status }) => status?.disruptionsAllowed ?? 0)
  const violating = new Set<Pod>()
  for (const pod of pods)
    for (const [index, { metadata, spec, status }] of budgets.entries()) {
      if (metadata.namespace !== pod.metadata.namespace || !pod.metadata.labels) continue
      if (!matchesSelector(spec.selector, pod.metadata.labels)) continue
      if (status?.disruptedPods?.[pod.metadata.name]) continue
      const remaining = (left[index] ?? 0) - 1
      left[index] = remaining
      if (remaining < 0) violating.add(pod)
    }
  return violating
}

/** Higher priority first; of equals, the one that has run longer. */
function moreImportantFirst(a: Pod, b: Pod): number {
  const [first, second] = [a.spec.priority ?? 0, b.spec.priority ?? 0]
  if (first !== second) return second - first
  const [startedA, startedB] = [startedMs(a), startedMs(b)]
  return startedA === startedB ? 0 : startedA - startedB
}

/** A Pod that has not started is the newest of all. */
function startedMs({ status }: Pod): number {
  return status?.startTime ? msOf(status.startTime) : Number.MAX_SAFE_INTEGER
}

/** What it costs, in the order in which costs decide: the lower, the better. */
const costs: readonly ((candidate: Candidate) => number)[] = [
  ({ budgetViolations }) => budgetViolations,
  ({ victims }) => victims[0]?.spec.priority ?? 0,
  // Shifted, so that a few Pods of negative priority do not weigh less than none.
  ({ victims }) => victims.reduce((sum, { spec }) => sum + (spec.priority ?? 0) + 2 ** 31, 0),
  ({ victims }) => victims.length,
  // Of the most important victims, the one that has run longest should have run shortest.
  ({ victims }) => {
    const highest = victims[0]?.spec.priority ?? 0
    const top = victims.filter(({ spec }) => (spec.priority ?? 0) === highest)
    return -Math.min(...top.map(startedMs))
  },
]

function leastHarm(candidates: readonly Candidate[]): Candidate | undefined {
  let left = candidates
  for (const cost of costs) {
    if (left.length < 2) break
    const lowest = Math.min(...left.map(cost))
    left = left.filter((candidate) => cost(candidate) === lowest)
  }
  return left[0]
}
