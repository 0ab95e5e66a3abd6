/**
 * Why a text is not YAML, in the words of somebody who looks over the learner's shoulder.
 *
 * The parser's own message names a rule and a position that is often a line late; so each typical
 * mistake is looked for in the lines around that position, the surest first.
 */
import type { YAMLException } from 'js-yaml'
import type { Diagnostic } from './diagnostic.ts'
import { indentationMistake } from './indentation.ts'
import { limits } from './limits.ts'
import { type Line, type Lines, readLines } from './lines.ts'
import { diagnostic } from './messages.ts'
import { slipIn } from './slips.ts'
import { lineOf, lineText, rangeOf, rangeOfLine, type SourceText } from './source-text.ts'

/** How many lines above the parser's position are looked at, and below it for comparison. */
const reach = { above: 2000, below: 20 }

interface Case {
  readonly source: SourceText
  readonly reason: string
  /** Where the parser stopped. */
  readonly offset: number
  readonly line: number
  readonly lines: Lines
  /** The structural lines up to the parser's, the last one being the suspect. */
  readonly before: readonly Line[]
}

export function explainSyntax(source: SourceText, error: YAMLException): Diagnostic {
  const offset = Math.min(error.mark?.position ?? 0, source.text.length)
  const line = lineOf(source, offset)
  const lines = readLines(source, line + reach.below)
  const before = lines.lines.filter(({ number }) => number <= line).slice(-reach.above)
  const mistake: Case = { source, reason: error.reason, offset, line, lines, before }
  for (const look of looks) {
    const found = look(mistake)
    if (found) return found
  }
  return diagnostic('syntax', rangeOfLine(source, line), line, lineText(source, line))
}

const looks: readonly ((mistake: Case) => Diagnostic | undefined)[] = [
  tooDeep,
  copiedMarks,
  tabbed,
  slipped,
  badEscape,
  missingComma,
  unclosed,
  textAfterQuote,
  lineMistake,
  blockText,
  ({ source, lines, line }) => indentationMistake(source, lines.lines, line),
]

function tooDeep({ source, reason, line }: Case): Diagnostic | undefined {
  if (!reason.includes('maxDepth')) return undefined
  return diagnostic('too-deep', rangeOfLine(source, line), line, limits.depth)
}

/** Marks that came along with a copied text: a Markdown fence, a template's braces. */
function copiedMarks({ source, before }: Case): Diagnostic | undefined {
  for (const { number, start, column, content } of before) {
    const fence = /^```|^~~~/.exec(content)
    const template = /^(?:[^"'#]*?[:-] +)?\{\{/.exec(content)
    if (!fence && !template) continue
    const range = rangeOf(source, start + column, start + column + content.length)
    return diagnostic(fence ? 'code-fence' : 'not-a-key', range, number)
  }
  return undefined
}

/** A line of a `|` text that stands less deep than the text's first line. */
function blockText({ source, lines, line }: Case): Diagnostic | undefined {
  const text = lines.texts.get(line)
  if (!text) return undefined
  return diagnostic(
    'block-text-indentation',
    rangeOfLine(source, line),
    line,
    text.opener,
    text.indent,
  )
}

function tabbed({ source, before, line }: Case): Diagnostic | undefined {
  const numbers = [...before.slice(-3).map(({ number }) => number), line]
  for (const number of new Set(numbers)) {
    const tab = /^ *(?:- *)?\t+/.exec(lineText(source, number))
    if (!tab || lineText(source, number).trim() === '') continue
    const start = source.lineStarts[number - 1]! + tab[0].indexOf('\t')
    return diagnostic('tab-indentation', rangeOf(source, start, start + 1), number)
  }
  return undefined
}

/** Full-width characters and the like, on the lines up to where the parser stopped. */
function slipped({ source, before }: Case): Diagnostic | undefined {
  for (const { start, column, content } of before) {
    const pair = /^([^"'[{][^:]*?)[ \t]*:(?:[ \t]+|$)(.*)$/.exec(content)
    const [, key, value] = pair ?? []
    const at = start + column
    const found =
      key === undefined || value === undefined
        ? slipIn(source, at, content, 'own-line')
        : (slipIn(source, at, key, 'key') ??
          slipIn(source, at + content.length - value.length, value, 'value'))
    // `a:b` alone is judged with its neighbours in `lineMistake`.
    if (found && found.code !== 'missing-space-after-colon') return found
  }
  return undefined
}

function badEscape({ source, reason, line }: Case): Diagnostic | undefined {
  if (!/escape sequence|hexadecimal/.test(reason)) return undefined
  return diagnostic('bad-escape', rangeOfLine(source, line), line)
}

function missingComma({ source, reason, lines, offset, line }: Case): Diagnostic | undefined {
  if (!reason.includes('missed comma')) return undefined
  const closed = lines.stretches.every(({ start, end }) => start > offset || end !== undefined)
  return closed ? diagnostic('missing-comma', rangeOfLine(source, line), line) : undefined
}

/** A quote or bracket that was open where the parser stopped, or closed by a stranger there. */
function unclosed({ source, lines, offset }: Case): Diagnostic | undefined {
  for (const { mark, start, end } of lines.stretches) {
    if (start > offset) break
    const line = lineOf(source, start)
    const endLine = end === undefined ? Number.POSITIVE_INFINITY : lineOf(source, end - 1)
    if (endLine === line || endLine < lineOf(source, offset)) continue
    const stop = start + lineText(source, line).length - (start - source.lineStarts[line - 1]!)
    const range = rangeOf(source, start, stop)
    if (/["']/.test(mark)) return diagnostic('unclosed-quote', range, line, mark)
    if (end === undefined || endLine > lineOf(source, offset)) {
      return diagnostic('unclosed-bracket', range, line, mark, mark === '[' ? ']' : '}')
    }
  }
  return undefined
}

function textAfterQuote({ source, lines, offset }: Case): Diagnostic | undefined {
  const quoted = lines.stretches.find(
    ({ mark, end }) =>
      /["']/.test(mark) && end !== undefined && end <= offset && gap(source, end, offset),
  )
  if (!quoted) return undefined
  const line = lineOf(source, quoted.start)
  const end = source.lineStarts[line - 1]! + lineText(source, line).length
  return diagnostic('text-after-quote', rangeOf(source, quoted.end!, end), line)
}

/** Nothing but blanks on one line lies between, so what follows belongs to the same value. */
function gap(source: SourceText, from: number, to: number): boolean {
  return /^[^\S\r\n]*$/.test(source.text.slice(from, to)) && /[^\s:,]/.test(source.text.charAt(to))
}

/** Mistakes that one line shows by itself: the parser's line first, then the one above it. */
function lineMistake({ source, before, lines, line }: Case): Diagnostic | undefined {
  const index = before.length - 1
  const own = before[index]?.number === line ? index : index + 1
  for (const at of [own, own - 1]) {
    const found = before[at] && shapeMistake(source, before[at], before[at - 1])
    if (found) return firstOfRun(source, before, at, found)
  }
  const next = lines.lines.find(({ number }) => number > line)
  return own > index && next ? shapeMistake(source, next, before.at(-1)) : undefined
}

/** Several lines in a row with the same mistake: begin with the first. */
function firstOfRun(
  source: SourceText,
  before: readonly Line[],
  index: number,
  found: Diagnostic,
): Diagnostic {
  let first = found
  for (let at = index - 1; at >= 0; at--) {
    const above = shapeMistake(source, before[at]!, before[at - 1])
    if (above?.code !== found.code) break
    first = above
  }
  return first
}

function shapeMistake(
  source: SourceText,
  line: Line,
  above: Line | undefined,
): Diagnostic | undefined {
  const { number, content, start, column } = line
  const range = rangeOf(source, start + column, start + column + Math.max(1, content.length))
  const key = /^([^\s"'[{&*!|>%@`#][^:]*?):(?:[ \t]+|$)(.*)$/.exec(content)
  if (key) {
    const [, name = '', value = ''] = key
    if (/^-\s/.test(value)) return diagnostic('list-on-key-line', range, number, `${name}:`)
    if (/^[@`%\]},]/.test(value))
      return diagnostic('reserved-character', range, number, value.charAt(0))
    if (/^[^"'[{|>].*?:(?:\s|$)/.test(value)) return diagnostic('two-keys-in-line', range, number)
    return undefined
  }
  const tight = /^([A-Za-z_][\w./-]*):([^\s:/].*)$/.exec(content)
  if (tight) {
    return diagnostic('missing-space-after-colon', range, number, `${tight[1]}: ${tight[2]}`)
  }
  const dash = /^-([A-Za-z"'].*)$/.exec(content)
  if (dash) return diagnostic('missing-space-after-dash', range, number, `- ${dash[1]}`)
  if (/^[@`%\]},]/.test(content))
    return diagnostic('reserved-character', range, number, content.charAt(0))
  // A deeper line below `name: value` continues that value; it does not lack a colon.
  const continues =
    above !== undefined && line.indent > above.column && !above.content.endsWith(':')
  if (continues || line.dashes.length > 0) return undefined
  const bare = /^([A-Za-z][\w./-]*)(?:\s+(\S.*))?$/.exec(content)
  if (!bare) return undefined
  return diagnostic(
    'missing-colon',
    range,
    number,
    bare[2] ? `${bare[1]}: ${bare[2]}` : `${bare[1]}:`,
  )
}
