/** Where the cluster differs from the goal: which object, which field, what is and what should be. */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { Condition, Expected } from './check.ts'
import { fits, valueAt } from './value.ts'

export interface Difference {
  /** `Deployment nginx-deployment`, `Pods with app=nginx`. */
  readonly object: string
  /** `spec.replicas`; empty where the object is missing, `count` where there are too many or few. */
  readonly path: string
  readonly actual: string
  readonly goal: string
  /** Where the learner wrote it; there is none for what the cluster reports. */
  readonly at?: { readonly file: string; readonly line: number }
}

/** Of one object by its name, each field that is not as it should be; of several, their number. */
export function differencesOf(
  condition: Condition,
  candidates: readonly KubernetesObject[],
  counted: number,
): readonly Difference[] {
  const { kind, name, labels = {}, has = {}, count = { atLeast: 1 } } = condition
  if (name !== undefined) {
    const [only] = candidates
    const object = `${kind} ${name}`
    if (!only) return [{ object, path: '', actual: '', goal: '' }]
    return Object.entries(has)
      .filter(([path, expected]) => !fits(valueAt(only, path), expected))
      .map(([path, expected]) => ({
        object,
        path,
        actual: wordFor(valueAt(only, path), expected),
        goal: goalOf(expected),
      }))
  }
  const chosen = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const object = [kind, ...chosen].join(' ')
  return [{ object, path: 'count', actual: String(counted), goal: goalOf(count) }]
}

/** Kubernetes leaves out numbers that are 0. */
function wordFor(value: unknown, expected: Expected): string {
  if (value === undefined) return typeof expected === 'number' ? '0' : '—'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function goalOf(expected: Expected): string {
  if (typeof expected !== 'object') return String(expected)
  if ('absent' in expected) return '—'
  if ('not' in expected) return `≠ ${expected.not}`
  const { atLeast, atMost } = expected
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast}–${atMost}`
  return atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`
}
