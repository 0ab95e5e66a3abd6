/**
 * Object → YAML text, for showing live objects as `kubectl get -o yaml` shows them.
 *
 * Keys in alphabetical order, which puts `apiVersion`, `kind`, `metadata`, `spec`, `status` in the
 * order everybody knows; lists as deep as their key; quotes only where a word would otherwise be read
 * as something else; a line beyond 80 characters goes on below.
 * *Upstream:* sigs.k8s.io/yaml `Marshal` (goyaml.v2/emitterc.go, encode.go).
 */
import { resolvePlain } from './scalar.ts'

export function toYaml(object: unknown): string {
  const text = emit(object, 0).replace(/^[ \n]/, '')
  return text.endsWith('\n') ? text : `${text}\n`
}

/** A text goes on below at the first space beyond this column. */
const bestWidth = 80

/**
 * What stands behind a key or a dash: ` value`, or a line break and a block.
 * @param column where the value begins, for texts that are long
 */
function emit(value: unknown, indent: number, column = indent): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []' : `\n${emitList(value, indent)}`
  if (typeof value === 'object' && value !== null) {
    const block = emitMapping(value, indent)
    return block === '' ? ' {}' : `\n${block}`
  }
  return typeof value === 'string'
    ? ` ${folded(emitText(value, indent), indent, column)}`
    : ` ${String(value ?? null)}`
}

/** A text that is too long for its line, parted at single spaces. */
function folded(text: string, indent: number, start: number): string {
  if (text.startsWith('|') || start + text.length <= bestWidth) return text
  const isQuoted = /^["']/.test(text)
  const characters = [...text]
  const last = characters.length - (isQuoted ? 2 : 1)
  let [out, column, afterSpace] = ['', start, false]
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1]
    const mayBreak = character === ' ' && !afterSpace && column > bestWidth && index < last
    if (mayBreak && next !== ' ') {
      out += `\n${' '.repeat(indent)}`
      column = indent
    } else {
      out += character
      column++
    }
    afterSpace = character === ' '
  }
  return out
}

function emitMapping(object: object, indent: number): string {
  const margin = ' '.repeat(indent)
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  return entries
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => {
      const deeper = Array.isArray(value) ? indent : indent + 2
      const name = key.includes('\n') ? JSON.stringify(key) : emitText(key, indent)
      return `${margin}${name}:${emit(value, deeper, indent + name.length + 2)}`
    })
    .join('\n')
}

function emitList(list: readonly unknown[], indent: number): string {
  const margin = ' '.repeat(indent)
  // The first line of an item's block moves up behind the dash.
  const lines = list.map((item) => emit(item ?? null, indent + 2).replace(/^\n *|^ /, ''))
  return lines.map((line) => `${margin}- ${line}`).join('\n')
}

function emitText(text: string, indent: number): string {
  if (text === '' || typeof resolvePlain(text) !== 'string' || looksOtherwise(text)) {
    return JSON.stringify(text)
  }
  if (/[\p{Cc}\p{Cs}\ufeff\u2028\u2029]/u.test(text.replaceAll('\n', '')))
    return JSON.stringify(text)
  if (text.includes('\n')) return emitBlock(text, indent)
  return isPlain(text) ? text : `'${text.replaceAll("'", "''")}'`
}

/** A literal text, `|`, with the marks that keep its line breaks at the end as they are. */
function emitBlock(text: string, indent: number): string {
  if (text.trim() === '') return JSON.stringify(text)
  const ending = /\n*$/.exec(text)![0].length
  const keep = ending === 0 ? '-' : ending === 1 ? '' : '+'
  const depth = /^[ \n]/.test(text) ? '2' : ''
  const column = Math.max(indent, 2)
  const body = text.slice(0, ending === 0 ? undefined : -1)
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(column) + line))
  return `|${depth}${keep}\n${lines.join('\n')}`
}

/** Dates, base 60, a merge key and the like: texts for kubectl, but quoted for other readers. */
function looksOtherwise(text: string): boolean {
  return (
    text === '<<' ||
    /^\d{4}-\d\d?-\d\d?/.test(text) ||
    /^[-+]?\d[\d_]*(?::[0-5]?\d)+$/.test(text) ||
    /^[-+]?\.(?:inf|nan)$/i.test(text)
  )
}

function isPlain(text: string): boolean {
  if (/^\s|\s$|: |:$| #/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false
  return !/^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:\s|$))/.test(text)
}
