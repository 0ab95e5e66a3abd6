/**
 * NodeAffinity — `nodeSelector` and node affinity: which labels a node must have, and which ones
 * the Pod would rather see.
 *
 * *Upstream:* `pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go`
 */
import type { NodeSelectorTerm, PodSpec } from '../../api/core.ts'
import {
  isEmptyTerm,
  matchesNodeTerm,
  matchesRequiredNodeAffinity,
  nodeTermProblem,
} from '../../api/node-selectors.ts'
import { failed, normaliseScores, type Plugin, unresolvable } from '../framework.ts'

export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  isLocal: true,
  weight: 2,
  preFilter({ pod: { spec } }) {
    const required = requiredTerms(spec)
    if (!required && !spec.nodeSelector) return undefined
    const nodeNames = nodeNamesOf(required ?? [])
    if (nodeNames?.size === 0) return unresolvable('pod affinity terms conflict')
    return {
      ...(nodeNames ? { nodeNames } : {}),
      filter: ({ node }) =>
        matchesRequiredNodeAffinity(spec, node)
          ? undefined
          : unresolvable("node(s) didn't match Pod's node affinity/selector"),
    }
  },
  preScore({ pod: { spec } }) {
    const preferred =
      spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    if (preferred.length === 0) return undefined
    const terms = preferred.filter((term) => term.weight > 0 && !isEmptyTerm(term.preference))
    for (const { preference } of terms) {
      const problem = nodeTermProblem(preference)
      if (problem) return failed(problem)
    }
    return {
      score: ({ node }) =>
        terms.reduce(
          (sum, { weight, preference }) => sum + (matchesNodeTerm(preference, node) ? weight : 0),
          0,
        ),
      normalise: (scores) => normaliseScores(scores),
    }
  },
  wakes({ pod: { spec } }, event) {
    if (event.type === 'node-added') return matchesRequiredNodeAffinity(spec, event.node)
    if (event.type !== 'node-updated') return false
    return (
      matchesRequiredNodeAffinity(spec, event.node) && !matchesRequiredNodeAffinity(spec, event.old)
    )
  },
}

function requiredTerms({ affinity }: PodSpec): readonly NodeSelectorTerm[] | undefined {
  return affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
}

/** The only nodes that can match, where every term names nodes; empty where the names conflict. */
function nodeNamesOf(terms: readonly NodeSelectorTerm[]): ReadonlySet<string> | undefined {
  let names: Set<string> | undefined
  for (const { matchFields = [] } of terms) {
    const named = matchFields.filter(
      ({ key, operator }) => key === 'metadata.name' && operator === 'In',
    )
    if (named.length === 0) return undefined
    const [first = [], ...others] = named.map(({ values = [] }) => values)
    const common = first.filter((name) => others.every((values) => values.includes(name)))
    names = new Set([...(names ?? []), ...common])
  }
  return names
}
