/**
 * Node selectors, and what makes a requirement of any selector invalid.
 *
 * *Upstream:* `staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity`,
 * `staging/src/k8s.io/apimachinery/pkg/labels/selector.go` (NewRequirement)
 */
import type { Node, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from './core.ts'
import { matchesLabels } from './labels.ts'
import type { LabelSelector, Labels } from './meta.ts'

/** `nodeSelector` and the required terms of node affinity, both. */
export function matchesRequiredNodeAffinity(spec: PodSpec, node: Node): boolean {
  if (!matchesLabels(spec.nodeSelector, node.metadata.labels)) return false
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || matchesNodeSelector(required.nodeSelectorTerms, node)
}

/** Any one term is enough; an invalid term matches no node. */
export function matchesNodeSelector(
  terms: readonly NodeSelectorTerm[] | undefined,
  node: Node,
): boolean {
  return (terms ?? []).some((term) => !nodeTermProblem(term) && matchesNodeTerm(term, node))
}

/** All of its expressions; a term without any matches no node. */
export function matchesNodeTerm(term: NodeSelectorTerm, node: Node): boolean {
  if (isEmptyTerm(term)) return false
  const fields = { 'metadata.name': node.metadata.name }
  return (
    (term.matchExpressions ?? []).every((one) => holds(one, node.metadata.labels ?? {})) &&
    (term.matchFields ?? []).every((one) => holds(one, fields))
  )
}

export function isEmptyTerm({
  matchExpressions = [],
  matchFields = [],
}: NodeSelectorTerm): boolean {
  return matchExpressions.length === 0 && matchFields.length === 0
}

/** What is wrong with the term, if anything. */
export function nodeTermProblem(term: NodeSelectorTerm): string | undefined {
  for (const { operator, values = [] } of term.matchFields ?? []) {
    if (operator !== 'In' && operator !== 'NotIn')
      return `matchFields: not a valid selector operator: "${operator}"`
    if (values.length !== 1) return 'matchFields: values must have one element'
  }
  return firstProblem(term.matchExpressions)
}

/** What is wrong with the selector, if anything. */
export function selectorProblem(selector: LabelSelector | undefined): string | undefined {
  for (const value of Object.values(selector?.matchLabels ?? {}))
    if (!labelValue.test(value)) return invalidValue(value)
  return firstProblem(selector?.matchExpressions)
}

interface Requirement {
  readonly key: string
  readonly operator: NodeSelectorRequirement['operator']
  readonly values?: readonly string[]
}

function firstProblem(requirements: readonly Requirement[] | undefined): string | undefined {
  for (const requirement of requirements ?? []) {
    const problem = requirementProblem(requirement)
    if (problem) return problem
  }
  return undefined
}

function requirementProblem({ key, operator, values = [] }: Requirement): string | undefined {
  if (!labelKey.test(key)) return `key: Invalid value: "${key}"`
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0)
        return "values: Invalid value: for 'in', 'notin' operators, values set can't be empty"
      break
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        return 'values: Invalid value: values set must be empty for exists and does not exist'
      break
    case 'Gt':
    case 'Lt':
      if (values.length !== 1 || !integer.test(values[0] ?? ''))
        return "values: Invalid value: for 'Gt', 'Lt' operators, exactly one integer is required"
      break
    default:
      return `operator: Unsupported value: "${operator}"`
  }
  const bad = values.find((value) => !labelValue.test(value))
  return bad === undefined ? undefined : invalidValue(bad)
}

const integer = /^[+-]?\d+$/
const labelValue = /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/
const labelKey = /^([a-z0-9.-]{1,253}\/)?(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/

function invalidValue(value: string): string {
  return `values: Invalid value: "${value}"`
}

function holds({ key, operator, values = [] }: Requirement, labels: Labels): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return value !== undefined && integer.test(value) && Number(value) > Number(values[0])
    case 'Lt':
      return value !== undefined && integer.test(value) && Number(value) < Number(values[0])
  }
}
