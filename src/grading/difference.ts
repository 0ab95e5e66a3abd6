/**
 * Where the cluster differs from the goal: which object, which field, what stands there and what
 * should. In words, and for a field that the learner wrote with its place in the file.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import { locate } from '../manifests/locate.ts'
import { parseManifest } from '../manifests/parse.ts'
import type { Condition, ExerciseFile, Expected } from './check.ts'
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

/** Finds the fields of the learner's own files; what only the cluster knows has no place there. */
export function placed(
  differences: readonly Difference[],
  files: readonly ExerciseFile[],
): readonly Difference[] {
  return differences.map((difference) => {
    if (!/^(?:spec|metadata)\b/.test(difference.path)) return difference
    for (const { name, text } of files) {
      const { documents } = parseManifest(text, name)
      const own = documents.find(({ object }) => {
        const { metadata } = object as { metadata?: { name?: unknown } }
        return difference.object === `${object.kind} ${metadata?.name}`
      })
      if (!own) continue
      const { range } = locate(own, difference.path)
      return { ...difference, at: { file: name, line: range.startLine } }
    }
    return difference
  })
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
