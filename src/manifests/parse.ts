/**
 * Reads a manifest: YAML text → objects that know where each field stood, or diagnostics.
 *
 * A text with a syntax error gives no documents. A document without `apiVersion` or `kind` is left
 * out and reported; the others are still given, as kubectl would still apply them.
 * *Upstream:* kubectl's resource builder (documents split at `---`, empty ones skipped, lists
 * unfolded) and sigs.k8s.io/yaml.
 * *Leaves out:* every rule of Kubernetes about the objects themselves: the API server has them.
 */
import { type Event, parseEvents, YAMLException } from 'js-yaml'
import { type Composed, compose, type JsonObject, type Place } from './compose.ts'
import type { Diagnostic, Range } from './diagnostic.ts'
import { limits } from './limits.ts'
import { type FieldPath, locate } from './locate.ts'
import { diagnostic } from './messages.ts'
import { findSlips } from './slips.ts'
import { lineOf, rangeOf, rangeOfLine, type SourceText, sourceText } from './source-text.ts'
import { explainSyntax } from './syntax.ts'

export type { JsonObject, JsonValue } from './compose.ts'

export interface ManifestObject extends JsonObject {
  apiVersion: string
  kind: string
}

/** One object of a manifest. */
export interface ManifestDocument {
  readonly object: ManifestObject
  readonly file?: string
  readonly source: SourceText
  readonly place: Place
  /** Where to underline for this field path; the nearest parent if the field is not there. */
  locate(path: FieldPath | string): Range
}

export interface ParsedManifest {
  readonly documents: readonly ManifestDocument[]
  /** In the order of the text. With an error among them, do not apply. */
  readonly diagnostics: readonly Diagnostic[]
}

export function parseManifest(text: string, file?: string): ParsedManifest {
  if (text.length > limits.characters) return failed(tooLarge(text))
  const source = sourceText(text)
  const control = controlCharacter(source)
  if (control) return failed(control)
  let events: Event[]
  try {
    events = parseEvents(text, { maxDepth: limits.depth })
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    return failed(explainSyntax(source, error))
  }
  const slips = findSlips(source, events)
  if (slips.length > 0) return failed(...slips)
  const composed = compose(source, events)

  const documents: ManifestDocument[] = []
  const diagnostics = [...composed.diagnostics]
  for (const document of composed.documents) readDocument(document)
  if (documents.length === 0 && diagnostics.length === 0) {
    diagnostics.push(diagnostic('empty', rangeOfLine(source, 1)))
  }
  return { documents, diagnostics: diagnostics.sort(byPosition).slice(0, limits.diagnostics) }

  function readDocument(document: Composed): void {
    const { value, place } = document
    if (value === null || diagnostics.length >= limits.diagnostics) return
    const line = lineOf(source, place.start)
    if (typeof value !== 'object' || Array.isArray(value)) {
      diagnostics.push(diagnostic('not-an-object', rangeOfLine(source, line), line))
      return
    }
    const items = itemsOf(document)
    if (items) {
      items.forEach(readDocument)
      return
    }
    const missing = identityProblems(source, value, place)
    diagnostics.push(...missing)
    if (missing.length > 0) return
    documents.push(manifestDocument(value as ManifestObject, place, source, file))
  }
}

function manifestDocument(
  object: ManifestObject,
  place: Place,
  source: SourceText,
  file: string | undefined,
): ManifestDocument {
  const document: ManifestDocument = {
    object,
    source,
    place,
    ...(file === undefined ? {} : { file }),
    locate: (path) => locate(document, path).range,
  }
  return document
}

/** The objects inside a `List` (`v1 List`, `PodList`, …), as kubectl unfolds them. */
function itemsOf({ value, place }: Composed): Composed[] | undefined {
  const { kind, items } = value as JsonObject
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return undefined
  const places = place.children?.get('items')?.children
  return items.map((item, index) => ({ value: item, place: places?.get(index) ?? place }))
}

/** Kinds a learner meets, for the example in "apiVersion is missing". */
const apiVersions = new Map(
  ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map((kind) => [kind, 'apps/v1']),
)
  .set('Job', 'batch/v1')
  .set('CronJob', 'batch/v1')
  .set('Ingress', 'networking.k8s.io/v1')
  .set('NetworkPolicy', 'networking.k8s.io/v1')

function identityProblems(source: SourceText, object: JsonObject, place: Place): Diagnostic[] {
  const problems: Diagnostic[] = []
  const { kind } = object
  const line = lineOf(source, place.start)
  for (const key of ['apiVersion', 'kind'] as const) {
    const value = object[key]
    if (typeof value === 'string' && value !== '') continue
    const here = place.children?.get(key)
    if (here && value !== null && value !== '') {
      const range = rangeOf(source, here.key?.start ?? here.start, here.end)
      problems.push(diagnostic('not-text', range, range.startLine, key))
    } else if (key === 'kind') {
      problems.push(diagnostic('missing-kind', rangeOfLine(source, line), line))
    } else {
      const fallback = typeof kind === 'string' && kind !== '' ? 'v1' : 'apps/v1'
      const example = apiVersions.get(String(kind)) ?? fallback
      problems.push(diagnostic('missing-api-version', rangeOfLine(source, line), line, example))
    }
  }
  return problems
}

/** Counts nothing but characters, so that a 10 MB paste is answered at once. */
function tooLarge(text: string): Diagnostic {
  const firstLine = text.slice(0, 1000).split(/\r\n|\n|\r/, 1)[0] ?? ''
  const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: firstLine.length + 1 }
  return diagnostic('too-large', range, text.length, limits.characters)
}

/** NUL and its like, and halves of surrogate pairs: neither YAML nor JSON can carry them. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

function controlCharacter(source: SourceText): Diagnostic | undefined {
  const match = forbidden.exec(source.text)
  if (!match) return undefined
  const range = rangeOf(source, match.index, match.index + 1)
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return diagnostic('control-character', range, range.startLine, `U+${code}`)
}

function failed(...diagnostics: Diagnostic[]): ParsedManifest {
  return { documents: [], diagnostics }
}

function byPosition(a: Diagnostic, b: Diagnostic): number {
  return a.range.startLine - b.range.startLine || a.range.startColumn - b.range.startColumn
}
