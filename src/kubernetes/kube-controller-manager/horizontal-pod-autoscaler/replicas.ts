/**
 * The arithmetic of autoscaling: pure.
 *
 * *Upstream:* `pkg/controller/podautoscaler` (replica_calculator.go, horizontal.go)
 */
import type { ScalingPolicy, ScalingRules } from '../../api/autoscaling.ts'

export const defaultTolerance = 0.1

export interface PodMetric {
  readonly request: number
  /** Absent where nobody has measured the Pod. */
  readonly usage?: number
  readonly ready: boolean
}

/**
 * Replicas that would bring the mean share of the requests to the target, in percent. Pods that are
 * not measured count as idle on the way up and as busy on the way down, unready ones as idle.
 */
export function replicasForUtilization(
  pods: readonly PodMetric[],
  targetPercent: number,
  current: number,
  tolerance = defaultTolerance,
): { readonly replicas: number; readonly utilization: number } | undefined {
  const measured = pods.filter((pod) => pod.ready && pod.usage !== undefined)
  const requests = sum(measured, ({ request }) => request)
  if (measured.length === 0 || requests === 0) return undefined
  const utilization = Math.trunc((sum(measured, ({ usage = 0 }) => usage) * 100) / requests)
  const ratio = utilization / targetPercent
  const unready = pods.filter((pod) => !pod.ready)
  const missing = pods.filter((pod) => pod.ready && pod.usage === undefined)
  if (missing.length === 0 && (unready.length === 0 || ratio <= 1)) {
    if (Math.abs(1 - ratio) <= tolerance) return { replicas: current, utilization }
    return { replicas: Math.ceil(ratio * measured.length), utilization }
  }
  const assumed =
    ratio < 1 ? (pod: PodMetric) => (pod.request * Math.max(100, targetPercent)) / 100 : () => 0
  const counted = [
    ...measured,
    ...missing.map((pod) => ({ ...pod, usage: assumed(pod) })),
    ...(ratio > 1 ? unready.map((pod) => ({ ...pod, usage: 0 })) : []),
  ]
  const all = sum(counted, ({ request }) => request)
  const next = Math.trunc((sum(counted, ({ usage = 0 }) => usage) * 100) / all) / targetPercent
  const turned = (ratio < 1 && next > 1) || (ratio > 1 && next < 1)
  if (Math.abs(1 - next) <= tolerance || turned) return { replicas: current, utilization }
  const replicas = Math.ceil(next * counted.length)
  const overshoots = (next < 1 && replicas > current) || (next > 1 && replicas < current)
  return { replicas: overshoots ? current : replicas, utilization }
}

function sum(pods: readonly PodMetric[], of: (pod: PodMetric) => number): number {
  return pods.reduce((total, pod) => total + of(pod), 0)
}

/** What was recommended, or done, and when. */
export interface Moment {
  readonly atMs: number
  readonly replicas: number
}

/** Against flutter: down only as far as any recommendation of the window, up likewise. */
export function stabilised(
  desired: number,
  current: number,
  recommendations: readonly Moment[],
  {
    upMs,
    downMs,
    nowMs,
  }: { readonly upMs: number; readonly downMs: number; readonly nowMs: number },
): number {
  const within = (ms: number) =>
    recommendations.filter(({ atMs }) => atMs > nowMs - ms).map(({ replicas }) => replicas)
  const least = Math.min(desired, ...within(upMs))
  const most = Math.max(desired, ...within(downMs))
  if (current < least) return least
  return current > most ? most : current
}

/** How far a rule lets the number move, given what has been added or taken lately. */
export function limitOf(
  direction: 'up' | 'down',
  rules: ScalingRules,
  current: number,
  changes: readonly Moment[],
  nowMs: number,
): number {
  if (rules.selectPolicy === 'Disabled') return current
  const limits = (rules.policies ?? []).map((policy) => {
    const moved = sumOf(changes, nowMs - policy.periodSeconds * 1000)
    return direction === 'up' ? upTo(policy, current - moved) : downTo(policy, current + moved)
  })
  if (limits.length === 0) return current
  const furthest = (rules.selectPolicy ?? 'Max') === 'Max'
  return furthest === (direction === 'up') ? Math.max(...limits) : Math.min(...limits)
}

function upTo({ type, value }: ScalingPolicy, start: number): number {
  return type === 'Pods' ? start + value : Math.ceil(start * (1 + value / 100))
}

function downTo({ type, value }: ScalingPolicy, start: number): number {
  return type === 'Pods' ? start - value : Math.trunc(start * (1 - value / 100))
}

function sumOf(changes: readonly Moment[], sinceMs: number): number {
  return changes
    .filter(({ atMs }) => atMs > sinceMs)
    .reduce((total, { replicas }) => total + replicas, 0)
}
