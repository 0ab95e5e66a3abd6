/**
 * What is wrong with a manifest, where, and what to do about it: a value, never an exception.
 */
import type { Bilingual } from '../language.ts'

/** A stretch of text as editors count it: from 1, in UTF-16 code units; the end is exclusive. */
export interface Range {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

export interface Diagnostic {
  /** An error means: this text cannot be applied. A warning: it can, but read this first. */
  readonly severity: 'error' | 'warning'
  /** Stable and language-free, `tab-indentation`; for tests, hints and statistics. */
  readonly code: string
  /** What happened, where, what to do. Inline code stands between backticks. */
  readonly message: Bilingual
  readonly range: Range
  /** What upstream says in such a case, in its own (English) words, where there is such a text. */
  readonly detail?: string
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error')
}
