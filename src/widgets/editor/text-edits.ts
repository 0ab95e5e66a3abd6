/** What an editor must know about text, without a browser: positions, indentation, marks. */
import type { Diagnostic, Range } from '../../manifests/diagnostic.ts'
import { rangeOf, type SourceText, sourceText } from '../../manifests/source-text.ts'

/** What is marked in a text: what is wrong with it, and where the cluster differs from the goal. */
export type EditorMark = Omit<Diagnostic, 'severity'> & {
  readonly severity: Diagnostic['severity'] | 'goal'
}

/**
 * Characters that may be pasted: some eight thousand lines. Browsers lay out much longer texts so
 * slowly that every keystroke would be felt.
 */
export const largestText = 200_000

/** Editors keep LF; what comes in may not. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

export function offsetOf(source: SourceText, line: number, column: number): number {
  const start = source.lineStarts[line - 1]
  if (start === undefined) return source.text.length
  const next = source.lineStarts[line]
  const end = next === undefined ? source.text.length : next - 1
  return Math.min(start + column - 1, end)
}

/** A range as offsets; an empty one is widened to one character, so that it can be seen. */
export function offsetsOf(source: SourceText, range: Range): { start: number; end: number } {
  const start = offsetOf(source, range.startLine, range.startColumn)
  return { start, end: Math.max(start, offsetOf(source, range.endLine, range.endColumn)) }
}

/** The stretch in which two texts differ: from `start`, `removed` characters became `added`. */
export interface Change {
  readonly start: number
  readonly removed: number
  readonly added: number
}

export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (
    tail < shorter - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++
  }
  return { start, removed: before.length - start - tail, added: after.length - start - tail }
}

/**
 * Diagnostics of an older text, moved to where their places are now. One whose place has been
 * edited is dropped: the reader is already on it.
 */
export function carryOver(
  diagnostics: readonly EditorMark[],
  before: string,
  after: string,
): readonly EditorMark[] {
  if (before === after || diagnostics.length === 0) return diagnostics
  const change = changeBetween(before, after)
  const shift = change.added - change.removed
  const [old, now] = [sourceText(before), sourceText(after)]
  return diagnostics.flatMap((diagnostic) => {
    const { start, end } = offsetsOf(old, diagnostic.range)
    if (end < change.start) return [diagnostic]
    if (start < change.start + change.removed || start <= change.start) return []
    return [{ ...diagnostic, range: rangeOf(now, start + shift, end + shift) }]
  })
}

/**
 * What Enter should write in front of the new line: the indentation of the line, deeper below
 * `key:`, and behind the dash of `- name: x`.
 */
export function indentationAfter(text: string, caret: number): string {
  const lineStart = text.lastIndexOf('\n', caret - 1) + 1
  const line = text.slice(lineStart, caret)
  const [lead = ''] = /^ *(?:- +)*/.exec(line) ?? []
  const indent = /^ */.exec(line)?.[0].length ?? 0
  const content = line
    .slice(lead.length)
    .replace(/\s+#.*$/, '')
    .trimEnd()
  if (content === '') return ' '.repeat(Math.min(indent, line.length))
  if (/:$|: *[|>][-+\d]*$/.test(content)) return ' '.repeat(lead.length + 2)
  // A pair behind a dash continues its item; a lone word behind a dash begins the next one.
  return ' '.repeat(/^[^\s"'][^:]*:\s/.test(content) ? lead.length : indent)
}

export interface Segment {
  readonly text: string
  readonly severity?: EditorMark['severity']
}

/** The text cut at the edges of the diagnostics. Where two overlap, the first one keeps the place. */
export function segmentsOf(text: string, diagnostics: readonly EditorMark[]): Segment[] {
  const source = sourceText(text)
  const marks = diagnostics
    .map(({ range, severity }) => ({ ...offsetsOf(source, range), severity }))
    .sort((a, b) => a.start - b.start)
  const segments: Segment[] = []
  let at = 0
  for (const { start, end, severity } of marks) {
    if (start < at || start >= text.length) continue
    const stop = Math.max(end, start + 1)
    if (start > at) segments.push({ text: text.slice(at, start) })
    segments.push({ text: text.slice(start, stop), severity })
    at = stop
  }
  if (at < text.length) segments.push({ text: text.slice(at) })
  return segments
}

/** The worst severity of each line that has one, for the marks beside the line numbers. */
export function severityByLine(
  diagnostics: readonly EditorMark[],
): ReadonlyMap<number, EditorMark['severity']> {
  const lines = new Map<number, EditorMark['severity']>()
  for (const { range, severity } of diagnostics) {
    if (severity === 'goal' && lines.has(range.startLine)) continue
    if (lines.get(range.startLine) !== 'error') lines.set(range.startLine, severity)
  }
  return lines
}

export function lineCount(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}
