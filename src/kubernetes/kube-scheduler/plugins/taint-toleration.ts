/**
 * TaintToleration — NoSchedule and NoExecute taints keep Pods off that do not tolerate them;
 * PreferNoSchedule taints make a node less liked.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go`
 */
import type { Node } from '../../api/core.ts'
import { tolerates } from '../../api/taints.ts'
import type { PodInfo } from '../cache/pod-info.ts'
import { normaliseScores, type Plugin, unresolvable } from '../framework.ts'
import { repellingEffects, untoleratedTaint } from '../taints.ts'

export const taintToleration: Plugin = {
  name: 'TaintToleration',
  isLocal: true,
  weight: 3,
  preFilter: (pod) => ({
    filter: ({ node }) =>
      repels(node, pod) ? unresolvable('node(s) had untolerated taint(s)') : undefined,
  }),
  preScore({ pod }) {
    const tolerations = (pod.spec.tolerations ?? []).filter(
      ({ effect }) => !effect || effect === 'PreferNoSchedule',
    )
    return {
      score({ node }) {
        const taints = node.spec?.taints
        if (!taints) return 0
        return taints.filter(
          (taint) =>
            taint.effect === 'PreferNoSchedule' &&
            !tolerations.some((toleration) => tolerates(toleration, taint)),
        ).length
      },
      normalise: (scores) => normaliseScores(scores, { reverse: true }),
    }
  },
  wakes(pod, event) {
    if (event.type === 'node-added') return !repels(event.node, pod)
    if (event.type !== 'node-updated') return false
    return repels(event.old, pod) && !repels(event.node, pod)
  },
}

function repels(node: Node, { pod }: PodInfo): boolean {
  return untoleratedTaint(node.spec?.taints, pod.spec.tolerations, repellingEffects) !== undefined
}
