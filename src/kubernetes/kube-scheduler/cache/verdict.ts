/**
 * What plugins that look at nothing but Pod and node have said of a node. Pods that ask for the
 * same get the same answer until something changes on the node, so that the thousandth replica asks
 * only the nodes that changed since the one before.
 *
 * *Upstream:* nothing since the equivalence cache was taken out; batches of equal Pods (KEP-5598)
 * bring it back.
 */
import type { PodInfo } from './pod-info.ts'

export interface Verdict<Rejection> {
  /** The Pods it is about, and those who were asked. */
  readonly key: string
  readonly judges: unknown
  /** Null where nobody turned the node down. */
  rejection?: Rejection | null
  /** Scores that are set against those of other nodes, by the place of the plugin in the list. */
  readonly scores: number[]
  /** The weighted sum of all others. */
  sum: number | undefined
}

let last = ''
let lastInfo: PodInfo | undefined

/** The same text for Pods that a plugin cannot tell apart by anything but the node. */
export function verdictKeyOf(info: PodInfo): string {
  if (info === lastInfo) return last
  lastInfo = info
  const { pod, request, assumedRequest, hostPorts } = info
  const { nodeName, nodeSelector, tolerations, affinity } = pod.spec
  const asked = [nodeName, nodeSelector, tolerations, affinity?.nodeAffinity, hostPorts]
  const key = JSON.stringify([...asked, [...request], [...assumedRequest]])
  // One text for all of them: equal texts that are the same are compared at once.
  if (key !== last) last = key
  return last
}

/** What is known of the node, or an empty record that is kept from now on. */
export function verdictOn<Rejection>(
  node: { verdict: unknown },
  key: string,
  judges: unknown,
): Verdict<Rejection> {
  const known = node.verdict as Verdict<Rejection> | undefined
  if (known?.key === key && known.judges === judges) return known
  const fresh: Verdict<Rejection> = { key, judges, scores: [], sum: undefined }
  node.verdict = fresh
  return fresh
}
