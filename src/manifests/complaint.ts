/** One complaint of the API server about one field, placed in the learner's text. */
import type { Bilingual } from '../language.ts'
import type { JsonValue, Place } from './compose.ts'
import type { Diagnostic, Range } from './diagnostic.ts'
import { formatFieldPath, type Located, locate, parseFieldPath } from './locate.ts'
import type { ManifestDocument } from './parse.ts'

/** What is known about a kind's fields, for "did you mean"; `fields.ts` offers one. */
export interface KnownFields {
  /** Field names allowed under a path such as `spec.template`; empty when unknown. */
  namesAt(kind: string, path: string): readonly string[]
  /** The paths under which a field of this name may stand. */
  parentsOf(kind: string, name: string): readonly string[]
}

/** All an explanation may need. */
export interface Complaint {
  readonly document: ManifestDocument
  readonly field: string
  /** The cause's reason, such as `FieldValueRequired`; empty for decoding errors. */
  readonly reason: string
  /** The server's sentence, without the field. */
  readonly upstream: string
  readonly located: Located
  /** The value in the document, if the field is there. */
  readonly value: JsonValue | undefined
  /** The value as the learner wrote it, on one line; empty if the field is not there. */
  readonly written: string
  readonly line: number
  readonly known: KnownFields | undefined
}

export interface Explanation {
  readonly code: string
  readonly message: Bilingual
  /** Where to underline, when not at the field itself. */
  readonly range?: Range
}

export function complaintAbout(
  document: ManifestDocument,
  field: string,
  about: { reason?: string; upstream: string; known: KnownFields | undefined },
): Complaint {
  const located = locate(document, parseFieldPath(field))
  const { place } = located
  const { text } = document.source
  return {
    document,
    field: located.exact ? formatFieldPath(located.found) : field,
    reason: about.reason ?? '',
    upstream: about.upstream,
    located,
    value: located.exact ? valueAt(document.object, located.found) : undefined,
    written: located.exact ? writtenAt(text, place) : '',
    line: located.range.startLine,
    known: about.known,
  }
}

export function toDiagnostic(complaint: Complaint, explanation: Explanation): Diagnostic {
  const { field, upstream, located } = complaint
  const { code, message, range = located.range } = explanation
  const detail = field === '' ? upstream : `${field}: ${upstream}`
  return { severity: 'error', code, message, range, detail }
}

export function valueAt(
  value: JsonValue,
  path: readonly (string | number)[],
): JsonValue | undefined {
  let here: JsonValue | undefined = value
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Array.isArray(here)
      ? here[Number(part)]
      : Object.hasOwn(here, part)
        ? here[part]
        : undefined
  }
  return here
}

function writtenAt(text: string, place: Place): string {
  return text.slice(place.start, Math.min(place.end, place.start + 200))
}
