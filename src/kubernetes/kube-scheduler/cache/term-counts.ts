/**
 * The affinity rules of Pods that already have a node: each different rule once, with the nodes
 * whose Pods have it. A thousand replicas of one Deployment are one rule.
 *
 * *Upstream:* `pkg/scheduler/framework/types.go` (PodsWithAffinity, PodsWithRequiredAntiAffinity),
 * which keeps lists of Pods instead.
 */
import type { AffinityTerm, AffinityTerms, PodInfo } from './pod-info.ts'

export interface TermOnNodes {
  readonly term: AffinityTerm
  readonly counts: ReadonlyMap<string, number>
}

export class TermCounts {
  readonly #rules: Readonly<Record<keyof AffinityTerms, Map<string, MutableTerm>>> = {
    required: new Map(),
    requiredAnti: new Map(),
    preferred: new Map(),
    preferredAnti: new Map(),
  }

  add(pod: PodInfo, nodeName: string): void {
    this.#change(pod, nodeName, 1)
  }

  remove(pod: PodInfo, nodeName: string): void {
    this.#change(pod, nodeName, -1)
  }

  of(kind: keyof AffinityTerms): Iterable<TermOnNodes> {
    return this.#rules[kind].values()
  }

  #change(pod: PodInfo, nodeName: string, difference: number): void {
    for (const kind of kinds) {
      const rules = this.#rules[kind]
      for (const term of pod.affinity[kind]) {
        const key = keyOfTerm(term)
        const rule: MutableTerm = rules.get(key) ?? { term, counts: new Map() }
        rules.set(key, rule)
        const count = (rule.counts.get(nodeName) ?? 0) + difference
        if (count > 0) rule.counts.set(nodeName, count)
        else rule.counts.delete(nodeName)
        if (rule.counts.size === 0) rules.delete(key)
      }
    }
  }
}

interface MutableTerm {
  readonly term: AffinityTerm
  readonly counts: Map<string, number>
}

const kinds: readonly (keyof AffinityTerms)[] = [
  'required',
  'requiredAnti',
  'preferred',
  'preferredAnti',
]

function keyOfTerm(term: AffinityTerm): string {
  return JSON.stringify({ ...term, namespaces: [...term.namespaces] })
}
