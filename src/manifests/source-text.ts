/** A text that knows its lines: offsets ⇄ lines and columns, as editors count them. */
import type { Range } from './diagnostic.ts'

export interface SourceText {
  readonly text: string
  /** Offset of each line's first character. CRLF, LF and CR all end a line. */
  readonly lineStarts: readonly number[]
}

export function sourceText(text: string): SourceText {
  const lineStarts = [0]
  for (const ending of text.matchAll(/\r\n|\n|\r/g))
    lineStarts.push(ending.index + ending[0].length)
  return { text, lineStarts }
}

/** Line number (from 1) of an offset. Binary search: a text may have a hundred thousand lines. */
export function lineOf(source: SourceText, offset: number): number {
  let low = 0
  let high = source.lineStarts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (source.lineStarts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low + 1
}

export function rangeOf(source: SourceText, start: number, end: number): Range {
  const from = clamp(start, 0, source.text.length)
  const to = clamp(end, from, source.text.length)
  const startLine = lineOf(source, from)
  const endLine = lineOf(source, to)
  return {
    startLine,
    startColumn: from - source.lineStarts[startLine - 1]! + 1,
    endLine,
    endColumn: to - source.lineStarts[endLine - 1]! + 1,
  }
}

/** The text of a line (from 1) without its ending. */
export function lineText(source: SourceText, line: number): string {
  const start = source.lineStarts[line - 1]
  if (start === undefined) return ''
  return source.text.slice(start, source.lineStarts[line]).replace(/[\r\n]+$/, '')
}

/** The visible part of a line: without indentation and trailing blanks; never empty. */
export function rangeOfLine(source: SourceText, line: number): Range {
  const text = lineText(source, line)
  const start = (source.lineStarts[line - 1] ?? 0) + text.length - text.trimStart().length
  return rangeOf(source, start, start + Math.max(1, text.trim().length))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
