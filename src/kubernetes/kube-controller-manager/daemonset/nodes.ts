/**
 * Which nodes a DaemonSet wants a Pod on, and how its Pod says so.
 *
 * *Upstream:* `pkg/controller/daemon/daemon_controller.go` NodeShouldRunDaemonPod,
 * `pkg/controller/daemon/util/daemonset_util.go`
 */
import type { Node, NodeSelectorTerm, PodSpec, Toleration } from '../../api/core.ts'
import { matchesRequiredNodeAffinity } from '../../api/node-selectors.ts'
import { tolerates } from '../../api/taints.ts'

const forEver = (key: string, effect: Toleration['effect']): Toleration => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  ...(effect ? { effect } : {}),
})

/** What no daemon is driven away by. */
export function daemonTolerations(spec: PodSpec): readonly Toleration[] {
  const added = [
    forEver('not-ready', 'NoExecute'),
    forEver('unreachable', 'NoExecute'),
    forEver('disk-pressure', 'NoSchedule'),
    forEver('memory-pressure', 'NoSchedule'),
    forEver('pid-pressure', 'NoSchedule'),
    forEver('unschedulable', 'NoSchedule'),
    ...(spec.hostNetwork ? [forEver('network-unavailable', 'NoSchedule')] : []),
  ]
  const own = spec.tolerations ?? []
  const isNew = ({ key, effect }: Toleration) =>
    !own.some((one) => one.key === key && one.effect === effect && one.operator === 'Exists')
  return [...own, ...added.filter(isNew)]
}

export interface Verdict {
  /** A Pod should be made there. */
  readonly shouldRun: boolean
  /** A Pod that is there may stay. */
  readonly shouldContinue: boolean
}

export function verdictOn(spec: PodSpec, node: Node): Verdict {
  const { nodeName } = spec
  const isMeant = !nodeName || nodeName === node.metadata.name
  if (!isMeant || !matchesRequiredNodeAffinity(spec, node))
    return { shouldRun: false, shouldContinue: false }
  const tolerations = daemonTolerations(spec)
  const repelling = (node.spec.taints ?? []).filter(
    (taint) =>
      taint.effect !== 'PreferNoSchedule' && !tolerations.some((one) => tolerates(one, taint)),
  )
  return {
    shouldRun: repelling.length === 0,
    shouldContinue: !repelling.some(({ effect }) => effect === 'NoExecute'),
  }
}

/** The default scheduler binds it, and has no choice. */
export function podSpecFor(spec: PodSpec, nodeName: string): PodSpec {
  const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [nodeName] }]
  const given =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const nodeSelectorTerms: readonly NodeSelectorTerm[] = given?.length
    ? given.map((term) => ({ ...term, matchFields }))
    : [{ matchFields }]
  return {
    ...spec,
    affinity: {
      ...spec.affinity,
      nodeAffinity: {
        ...spec.affinity?.nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
      },
    },
    tolerations: daemonTolerations(spec),
  }
}

/** The node a daemon Pod is for, before it has been bound to it. */
export function targetNodeOf(spec: PodSpec): string {
  if (spec.nodeName) return spec.nodeName
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
  const field = terms?.[0]?.matchFields?.find(({ key }) => key === 'metadata.name')
  return field?.values?.[0] ?? ''
}
