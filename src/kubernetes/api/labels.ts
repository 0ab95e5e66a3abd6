/**
 * Matching labels against selectors.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go` LabelSelectorAsSelector
 * *Leaves out:* the text form of selectors (`app in (a,b)`), which comes with `kubectl get -l`.
 */
import type { LabelSelector, LabelSelectorRequirement, Labels } from './meta.ts'

/** An absent selector matches nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false
  return (
    matchesLabels(selector.matchLabels, labels) &&
    (selector.matchExpressions ?? []).every((requirement) => matches(requirement, labels))
  )
}

/**
 * The same question about many objects, one after the other. Those made from one template share
 * their labels, and so the answer.
 */
export function selectorMatcher(selector: LabelSelector | undefined): (labels?: Labels) => boolean {
  let last: Labels | undefined
  let answer = false
  return (labels) => {
    if (!labels) return matchesSelector(selector)
    if (labels !== last) answer = matchesSelector(selector, labels)
    last = labels
    return answer
  }
}

/** Every wanted label is there with its value. */
export function matchesLabels(wanted: Labels = {}, labels: Labels = {}): boolean {
  if (wanted === labels) return true
  for (const key in wanted) if (labels[key] !== wanted[key]) return false
  return true
}

export function isEmptySelector(selector: LabelSelector): boolean {
  return (
    Object.keys(selector.matchLabels ?? {}).length === 0 &&
    (selector.matchExpressions ?? []).length === 0
  )
}

function matches(requirement: LabelSelectorRequirement, labels: Labels): boolean {
  const value = labels[requirement.key]
  const values = requirement.values ?? []
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
  }
}
