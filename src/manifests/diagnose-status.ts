/**
 * The API server's refusal (a `Status`) → diagnostics at the right places of the learner's text.
 *
 * The rules are the server's; here its short English sentences are explained, and its own words stay
 * available as `detail`. What is not recognised is passed on, never swallowed.
 * *Upstream:* k8s.io/apimachinery `api/errors`, `util/validation/field`.
 */
import { complaintAbout, type KnownFields, toDiagnostic } from './complaint.ts'
import type { Diagnostic } from './diagnostic.ts'
import { explainCause } from './explain-cause.ts'
import { explainMessage } from './explain-message.ts'
import type { ManifestDocument } from './parse.ts'

/** The part of `Status` that is read; the cluster's own type fits it. */
export interface StatusLike {
  readonly message?: string
  readonly reason?: string
  readonly details?: { readonly causes?: readonly CauseLike[] }
}

export interface CauseLike {
  readonly reason?: string
  readonly message?: string
  readonly field?: string
}

export function diagnosticsOf(
  status: StatusLike,
  document: ManifestDocument,
  known?: KnownFields,
): Diagnostic[] {
  const causes = withoutRepeats(status.details?.causes ?? [])
  const complaints = causes.map(({ field = '', message = '', reason = '' }) =>
    complaintAbout(document, field, { reason, upstream: message, known }),
  )
  if (complaints.length > 0) {
    return complaints.map((complaint) => toDiagnostic(complaint, explainCause(complaint)))
  }
  return explainMessage(status.message ?? '', status.reason ?? '', document, known)
}

/**
 * The same complaint twice helps nobody. And where the selector is missing, "the selector does not
 * match" only repeats it.
 */
function withoutRepeats(causes: readonly CauseLike[]): CauseLike[] {
  const seen = new Set<string>()
  const noSelector = causes.some(
    ({ field, reason }) => field === 'spec.selector' && reason === 'FieldValueRequired',
  )
  return causes.filter(({ field, message = '' }) => {
    const key = `${field} ${message}`
    if (seen.has(key) || (noSelector && message.includes('does not match template'))) return false
    seen.add(key)
    return true
  })
}
