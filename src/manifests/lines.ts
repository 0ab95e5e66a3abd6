/**
 * The shape of a YAML text line by line, for explaining texts that do not parse.
 *
 * A parser stops at the first thing it cannot read, which is often a line too late. This reads on
 * regardless: indentation, dashes, and which stretches are quoted, bracketed, comment or block text.
 * *Leaves out:* exactness; it is consulted only when the real parser has already said no.
 */
import { lineText, type SourceText } from './source-text.ts'

export interface Line {
  readonly number: number
  /** Offset of the line's first character in the whole text. */
  readonly start: number
  readonly indent: number
  /** Columns (from 0) of the dashes that open list items on this line. */
  readonly dashes: readonly number[]
  /** Column (from 0) where the content behind indentation and dashes begins. */
  readonly column: number
  /** The line behind indentation and dashes, without comment. */
  readonly content: string
}

/** A quoted or bracketed stretch; `end` is missing when it never closes. */
export interface Stretch {
  readonly mark: string
  readonly start: number
  end?: number
}

export interface Lines {
  /** Lines that carry structure: no blanks, comments, separators, insides of texts. */
  readonly lines: readonly Line[]
  readonly stretches: readonly Stretch[]
  /** Line number inside a `|` or `>` text → where that text opens and how deep it stands. */
  readonly texts: ReadonlyMap<number, { readonly opener: number; readonly indent: number }>
}

const longestLine = 1000

interface State {
  readonly stretches: Stretch[]
  readonly brackets: Stretch[]
  quote: Stretch | undefined
  /** Inside `|` or `>`: lines deeper than this column belong to the text. */
  block: number | undefined
}

export function readLines(source: SourceText, lastLine = source.lineStarts.length): Lines {
  const lines: Line[] = []
  const texts = new Map<number, { opener: number; indent: number }>()
  const state: State = { stretches: [], brackets: [], quote: undefined, block: undefined }
  for (let number = 1; number <= Math.min(lastLine, source.lineStarts.length); number++) {
    const text = lineText(source, number).replace(/^\uFEFF/, ' ')
    const start = source.lineStarts[number - 1]!
    const indent = /^ */.exec(text)![0].length
    const blank = text.trim() === ''
    if (state.block !== undefined) {
      if (blank || indent > state.block) {
        const first = texts.get(number - 1)
        if (!blank || first) texts.set(number, first ?? { opener: lines.at(-1)!.number, indent })
        continue
      }
      state.block = undefined
    }
    const inside = state.quote !== undefined || state.brackets.length > 0
    const end = scanLine(text, start, state)
    // What a line is shows at its beginning; the cut keeps the patterns fast on endless lines.
    const visible = text.slice(0, Math.min(end, longestLine)).replace(/[ \t]+$/, '')
    if (inside || visible.trim() === '' || /^(?:---|\.\.\.)(?:\s|$)/.test(text)) continue
    const dashes = dashColumns(visible)
    const column = behindDashes(visible)
    lines.push({ number, start, indent, dashes, column, content: visible.slice(column) })
    // `key: |` and `- |` open a text; it ends at the first line that is not deeper than them.
    const opensBlock = /(?:^|[\s:-])[|>][-+\d]*$/.test(visible) && state.quote === undefined
    if (opensBlock)
      state.block = /:\s/.test(visible.slice(column)) ? column : (dashes.at(-1) ?? indent)
  }
  return { lines, stretches: state.stretches, texts }
}

/** Follows quotes and brackets through a line; returns where its comment, if any, begins. */
function scanLine(text: string, start: number, state: State): number {
  let atToken = true
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (state.quote) {
      if (character === '\\' && state.quote.mark === '"') i++
      else if (character === state.quote.mark) {
        if (character === "'" && text.charAt(i + 1) === "'") i++
        else {
          state.quote.end = start + i + 1
          state.quote = undefined
        }
      }
      atToken = false
    } else if (character === '#' && (i === 0 || /\s/.test(text.charAt(i - 1)))) {
      return i
    } else if (atToken && /["']/.test(character)) {
      state.quote = { mark: character, start: start + i }
      state.stretches.push(state.quote)
    } else {
      atToken = bracket(character, start + i, atToken, state) || isSeparator(text, i, atToken)
    }
  }
  return text.length
}

/** Whether a new token may begin after this character because of a bracket or a comma. */
function bracket(character: string, offset: number, atToken: boolean, state: State): boolean {
  const inFlow = state.brackets.length > 0
  if (/[[{]/.test(character) && (atToken || inFlow)) {
    const stretch = { mark: character, start: offset }
    state.brackets.push(stretch)
    state.stretches.push(stretch)
    return true
  }
  if (/[\]}]/.test(character) && inFlow) state.brackets.pop()!.end = offset + 1
  return inFlow && character === ','
}

function isSeparator(text: string, i: number, atToken: boolean): boolean {
  const character = text.charAt(i)
  const beforeBlank = /^[ \t]?$/.test(text.charAt(i + 1))
  if (/[ \t]/.test(character)) return atToken
  if (character === ':') return beforeBlank
  return atToken && /[-?]/.test(character) && beforeBlank
}

function dashColumns(text: string): number[] {
  const columns: number[] = []
  for (let i = 0; i < text.length && /[ -]/.test(text.charAt(i)); i++) {
    if (text.charAt(i) !== '-') continue
    if (/[^ \t]/.test(text.charAt(i + 1))) break
    columns.push(i)
  }
  return columns
}

function behindDashes(text: string): number {
  return /^ *(?:-(?: +|$))*/.exec(text)![0].length
}
