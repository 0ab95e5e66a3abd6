/** What became of an exercise: one result for each check, and what was seen where it failed. */
import type { Bilingual } from '../language.ts'
import type { Diagnostic } from '../manifests/diagnostic.ts'
import type { Difference } from './difference.ts'

export interface CheckResult {
  readonly id: string
  readonly passed: boolean
  /** What the cluster showed: 「`status.readyReplicas` は 3 でした」. */
  readonly saw: Bilingual
  /** Where the cluster differed from the goal: object and field. */
  readonly differences?: readonly Difference[]
  /** When it came true, or when it was broken; virtual milliseconds after the files were applied. */
  readonly at?: number
}

export interface Verdict {
  readonly passed: boolean
  /** In the order of the exercise. After the first failure the others are still judged. */
  readonly results: readonly CheckResult[]
  /** The wrong idea that the files show, by its id; only where something failed. */
  readonly misconception?: string
  /** The seed under which this was seen; the first failing one, or the last of all. */
  readonly seed: number
  /** Problems of the files themselves. */
  readonly diagnostics: readonly (Diagnostic & { readonly file: string })[]
}

export function firstFailure(verdict: Verdict): CheckResult | undefined {
  return verdict.results.find(({ passed }) => !passed)
}
