/**
 * Object → YAML text, for showing live objects as `kubectl get -o yaml` shows them.
 *
 * Keys in alphabetical order, which puts `apiVersion`, `kind`, `metadata`, `spec`, `status` in the
 * order everybody knows; lists as deep as their key; quotes only where a word would otherwise be read
 * as something else.
 * *Upstream:* sigs.k8s.io/yaml `Marshal` (goyaml.v2/emitterc.go, encode.go).
 * *Leaves out:* folding of lines longer than 80 characters.
 */
import { resolvePlain } from './scalar.ts'

export function toYaml(object: unknown): string {
  const text = emit(object, 0).replace(/^[ \n]/, '')
  return text.endsWith('\n') ? text : `${text}\n`
}

/** What stands behind a key or a dash: ` value`, or a line break and a block. */
function emit(value: unknown, indent: number): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []' : `\n${emitList(value, indent)}`
  if (typeof value === 'object' && value !== null) {
    const block = emitMapping(value, indent)
    return block === '' ? ' {}' : `\n${block}`
  }
  return typeof value === 'string' ? ` ${emitText(value, indent)}` : ` ${String(value ?? null)}`
}

function emitMapping(object: object, indent: number): string {
  const margin = ' '.repeat(indent)
  const entries = Object.entries(object).filter(([, value]) => value !== undefined)
  return entries
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => {
      const deeper = Array.isArray(value) ? indent : indent + 2
      const name = key.includes('\n') ? JSON.stringify(key) : emitText(key, indent)
      return `${margin}${name}:${emit(value, deeper)}`
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
