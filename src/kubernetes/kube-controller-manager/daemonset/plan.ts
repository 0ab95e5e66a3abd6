/**
 * What is missing and what is too much: pure decisions of the DaemonSet controller.
 *
 * *Upstream:* `pkg/controller/daemon/daemon_controller.go` podsShouldBeOnNode,
 * `pkg/controller/daemon/update.go` rollingUpdate
 */
import type { DaemonSet } from '../../api/apps.ts'
import type { Node, Pod } from '../../api/core.ts'
import { scaledValue } from '../../api/int-or-string.ts'
import { isAvailable } from '../../api/pod-availability.ts'
import { msOf } from '../../api/time.ts'
import { revisionLabel } from '../../client/revisions.ts'
import { verdictOn } from './nodes.ts'

export interface View {
  readonly set: DaemonSet
  readonly nodes: readonly Node[]
  readonly podsByNode: ReadonlyMap<string, readonly Pod[]>
  /** Of the template as it now is. */
  readonly hash: string
  readonly nowMs: number
}

export interface Plan {
  /** Nodes that get a Pod. */
  readonly create: readonly string[]
  readonly remove: readonly Pod[]
}

/** A Pod where one is missing; away with those where none may be, and with all but the oldest. */
export function planPods({ set, nodes, podsByNode, hash }: View): Plan {
  const create: string[] = []
  const remove: Pod[] = []
  const surges = scaled(set.spec.updateStrategy?.rollingUpdate?.maxSurge, nodes.length) > 0
  const known = new Set(nodes.map(({ metadata }) => metadata.name))
  for (const { metadata, ...node } of nodes) {
    const pods = podsByNode.get(metadata.name) ?? []
    const { shouldRun, shouldContinue } = verdictOn(set.spec.template.spec, { metadata, ...node })
    if (!shouldContinue) {
      remove.push(...pods.filter(isStaying))
      continue
    }
    const ended = pods.filter((pod) => isStaying(pod) && hasEnded(pod))
    remove.push(...ended)
    const running = pods.filter((pod) => isStaying(pod) && !hasEnded(pod)).sort(oldestFirst)
    const kept = surges ? newestOfEach(running, hash) : running.slice(0, 1)
    remove.push(...running.filter((pod) => !kept.includes(pod)))
    if (shouldRun && pods.length === 0) create.push(metadata.name)
  }
  for (const [name, pods] of podsByNode)
    if (!known.has(name)) remove.push(...pods.filter((pod) => isStaying(pod) && !pod.spec.nodeName))
  return { create, remove }
}

/** Replaces Pods of an older template, so many at a time. */
export function planUpdate(view: View): Plan {
  const { set, hash } = view
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {}
  if (type === 'OnDelete') return { create: [], remove: [] }
  const desired = nodesMeant(view)
  const maxSurge = scaled(rollingUpdate?.maxSurge, desired.length)
  const unavailable = Math.max(
    scaled(rollingUpdate?.maxUnavailable ?? 1, desired.length),
    maxSurge === 0 ? 1 : 0,
  )
  return maxSurge > 0
    ? planSurge(view, desired, maxSurge)
    : planReplacement(view, desired, { unavailable, hash })
}

function planReplacement(
  { podsByNode, set, nowMs }: View,
  desired: readonly string[],
  { unavailable, hash }: { readonly unavailable: number; readonly hash: string },
): Plan {
  const seconds = set.spec.minReadySeconds ?? 0
  const unfit: Pod[] = []
  const candidates: Pod[] = []
  let missing = 0
  for (const name of desired) {
    const pods = podsByNode.get(name) ?? []
    const [only] = pods
    if (!only || pods.length > 1) missing++
    else if (isOf(only, hash)) {
      if (!isStaying(only) || !isAvailable(only, seconds, nowMs)) missing++
    } else if (!isStaying(only) || !isAvailable(only, seconds, nowMs)) {
      missing++
      // It serves nobody: replacing it takes nothing away.
      if (isStaying(only)) unfit.push(only)
    } else candidates.push(only)
  }
  const room = Math.max(0, unavailable - missing)
  return { create: [], remove: [...unfit, ...candidates.slice(0, room)] }
}

function planSurge(
  { podsByNode, set, hash, nowMs }: View,
  desired: readonly string[],
  max: number,
) {
  const seconds = set.spec.minReadySeconds ?? 0
  const remove: Pod[] = []
  const urgent: string[] = []
  const candidates: string[] = []
  let surging = 0
  for (const name of desired) {
    const pods = (podsByNode.get(name) ?? []).filter(isStaying)
    const old = pods.find((pod) => !isOf(pod, hash))
    const next = pods.find((pod) => isOf(pod, hash))
    if (old && next) {
      if (isAvailable(next, seconds, nowMs)) remove.push(old)
      else surging++
    } else if (old) (isAvailable(old, seconds, nowMs) ? candidates : urgent).push(name)
  }
  const room = Math.max(0, max - surging)
  return { create: [...urgent, ...candidates.slice(0, room)], remove }
}

export function nodesMeant({ set, nodes }: Pick<View, 'set' | 'nodes'>): readonly string[] {
  return nodes
    .filter((node) => verdictOn(set.spec.template.spec, node).shouldRun)
    .map(({ metadata }) => metadata.name)
}

function scaled(value: number | string | undefined, total: number): number {
  return value === undefined ? 0 : (scaledValue(value, total, true) ?? 0)
}

export function isOf({ metadata }: Pod, hash: string): boolean {
  return metadata.labels?.[revisionLabel] === hash
}

function isStaying({ metadata }: Pod): boolean {
  return !metadata.deletionTimestamp
}

function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded'
}

export function oldestFirst(a: Pod, b: Pod): number {
  const [made, other] = [msOf(a.metadata.creationTimestamp), msOf(b.metadata.creationTimestamp)]
  return made - other || (a.metadata.name < b.metadata.name ? -1 : 1)
}

/** While surging, the old and the new may stand side by side. */
function newestOfEach(pods: readonly Pod[], hash: string): readonly Pod[] {
  const next = pods.find((pod) => isOf(pod, hash))
  const old = pods.find((pod) => !isOf(pod, hash))
  return [...(next ? [next] : []), ...(old ? [old] : [])]
}
