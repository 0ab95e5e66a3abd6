/**
 * Go's templates as `-o go-template` takes them: fields, variables, pipelines, `range`, `if`, `with`.
 *
 * *Upstream:* Go's `text/template`; `staging/src/k8s.io/cli-runtime/pkg/printers/template.go`
 * *Leaves out:* `define`, `template`, `block`, `break`, `continue`, methods.
 */
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { Failure } from '../failure.ts'
import { callFunction, isTrue, shownValue } from './go-template-functions.ts'

type Node =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'action'; readonly pipeline: string }
  | {
      readonly is: 'range' | 'if' | 'with'
      readonly pipeline: string
      readonly body: readonly Node[]
      readonly otherwise: readonly Node[]
    }

type Variables = ReadonlyMap<string, unknown>

/** @throws {Failure} */
export function goTemplate(template: string, data: unknown): string {
  const reader = { pieces: piecesOf(template), at: 0 }
  const { nodes, end } = nodesUntil(reader, template)
  if (end !== undefined) throw unreadable(template, `unexpected {{${end}}}`)
  const variables = new Map([['$', data]])
  try {
    return nodes.map((node) => render(node, data, variables)).join('')
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure(
      `error: error executing template ${JSON.stringify(template)}: template: output:1: ${error.message}`,
    )
  }
}

type Piece = { readonly text: string } | { readonly action: string }

function piecesOf(template: string): readonly Piece[] {
  const pieces: Piece[] = []
  let position = 0
  let trimsNext = false
  for (;;) {
    const open = template.indexOf('{{', position)
    let text = template.slice(position, open < 0 ? undefined : open)
    if (trimsNext) text = text.trimStart()
    if (open >= 0 && /^\{\{- /.test(template.slice(open))) text = text.trimEnd()
    if (text !== '') pieces.push({ text })
    if (open < 0) return pieces
    const close = closing(template, open)
    if (close < 0) throw unreadable(template, 'unclosed action')
    const inner = template.slice(open + 2, close)
    trimsNext = / -$/.test(inner)
    const action = inner.replace(/^- /, ' ').replace(/ -$/, ' ').trim()
    if (!action.startsWith('/*')) pieces.push({ action })
    position = close + 2
  }
}

function closing(template: string, open: number): number {
  let quote = ''
  for (let index = open + 2; index < template.length; index++) {
    const character = template[index] ?? ''
    if (quote !== '') {
      if (character === '\\' && quote === '"') index++
      else if (character === quote) quote = ''
    } else if (character === '"' || character === '`') quote = character
    else if (template.startsWith('}}', index)) return index
  }
  return -1
}

interface Reader {
  readonly pieces: readonly Piece[]
  at: number
}

/** The nodes up to `{{end}}` or `{{else}}` of what surrounds them. */
function nodesUntil(reader: Reader, template: string) {
  const nodes: Node[] = []
  while (reader.at < reader.pieces.length) {
    const piece = reader.pieces[reader.at++]
    if (!piece) break
    if ('text' in piece) {
      nodes.push({ is: 'text', text: piece.text })
      continue
    }
    const [, word = '', pipeline = ''] = /^(\w*)\s*([\s\S]*)$/.exec(piece.action) ?? []
    if (word === 'end' || word === 'else') return { nodes, end: piece.action }
    if (word === 'range' || word === 'if' || word === 'with')
      nodes.push(blockOf(reader, template, word, pipeline))
    else nodes.push({ is: 'action', pipeline: piece.action })
  }
  return { nodes, end: undefined }
}

function blockOf(
  reader: Reader,
  template: string,
  is: 'range' | 'if' | 'with',
  pipeline: string,
): Node {
  const body = nodesUntil(reader, template)
  if (body.end === undefined) throw unreadable(template, 'unexpected EOF')
  if (body.end === 'end') return { is, pipeline, body: body.nodes, otherwise: [] }
  const more = /^else (if|with) ([\s\S]*)$/.exec(body.end)
  if (more) {
    const [, kind, condition = ''] = more
    const inner = blockOf(reader, template, kind as 'if' | 'with', condition)
    return { is, pipeline, body: body.nodes, otherwise: [inner] }
  }
  const otherwise = nodesUntil(reader, template)
  if (otherwise.end === undefined) throw unreadable(template, 'unexpected EOF')
  return { is, pipeline, body: body.nodes, otherwise: otherwise.nodes }
}

function render(node: Node, dot: unknown, variables: Map<string, unknown>): string {
  if (node.is === 'text') return node.text
  if (node.is === 'action') {
    const [, name, own] = /^(\$\w*)\s*:?=\s*([\s\S]*)$/.exec(node.pipeline) ?? []
    const value = evaluated(own ?? node.pipeline, dot, variables)
    if (name === undefined) return shownValue(value)
    variables.set(name, value)
    return ''
  }
  const inner = (nodes: readonly Node[], own: unknown, more: Variables = new Map()) => {
    const scope = new Map([...variables, ...more])
    return nodes.map((one) => render(one, own, scope)).join('')
  }
  const [, names = '', own] =
    /^((?:\$\w+\s*,\s*)?\$\w+)\s*:=\s*([\s\S]*)$/.exec(node.pipeline) ?? []
  const value = evaluated(own ?? node.pipeline, dot, variables)
  const named = names.split(',').map((name) => name.trim())
  const [first = ''] = named
  if (node.is === 'range') {
    const entries = entriesOf(value)
    if (entries.length === 0) return inner(node.otherwise, dot)
    return entries
      .map(([key, item]) => {
        const both = named.length > 1 ? [[first, key] as const] : []
        return inner(node.body, item, new Map([...both, [named.at(-1) ?? '', item]]))
      })
      .join('')
  }
  const more = new Map([[first, value]])
  if (!isTrue(value)) return inner(node.otherwise, dot, more)
  return inner(node.body, node.is === 'with' ? value : dot, more)
}

/** Maps in the order of their keys. */
function entriesOf(value: unknown): readonly (readonly [unknown, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()]
  if (isJson(value)) return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  if (value === undefined || value === null) return []
  throw new Failure(`range can't iterate over ${shownValue(value)}`)
}

/** `a | b c`: what comes before is the last argument of what follows. */
function evaluated(pipeline: string, dot: unknown, variables: Variables): unknown {
  let value: unknown
  let isFirst = true
  for (const part of outsideBrackets(pipeline, '|')) {
    const words = outsideBrackets(part, ' ').filter((word) => word !== '')
    value = commandValue(words, dot, variables, isFirst ? [] : [value])
    isFirst = false
  }
  return value
}

function commandValue(
  [head = '', ...rest]: readonly string[],
  dot: unknown,
  variables: Variables,
  piped: readonly unknown[],
): unknown {
  if (/^[a-zA-Z_]\w*$/.test(head) && !['true', 'false', 'nil'].includes(head)) {
    const values = rest.map((word) => operandValue(word, dot, variables))
    return callFunction(head, [...values, ...piped])
  }
  return operandValue(head, dot, variables)
}

function operandValue(word: string, dot: unknown, variables: Variables): unknown {
  if (word.startsWith('"')) return unquoted(word)
  if (word.startsWith('`')) return word.slice(1, -1)
  if (/^-?\d/.test(word)) return Number(word)
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === 'nil') return undefined
  const [, inner, after = ''] = /^\(([\s\S]*)\)((?:\.[\w-]+)*)$/.exec(word) ?? []
  if (inner !== undefined) return fieldOf(evaluated(inner, dot, variables), after)
  const [, name, path = ''] = /^(\$\w*)((?:\.[\w-]+)*)$/.exec(word) ?? []
  if (name !== undefined) {
    if (!variables.has(name)) throw new Failure(`undefined variable ${JSON.stringify(name)}`)
    return fieldOf(variables.get(name), path)
  }
  if (word.startsWith('.')) return fieldOf(dot, word)
  throw new Failure(`unexpected ${JSON.stringify(word)} in operand`)
}

function fieldOf(value: unknown, path: string): unknown {
  let own = value
  for (const name of path.split('.').filter(Boolean)) {
    if (own === undefined || own === null) return undefined
    if (!isJson(own))
      throw new Failure(
        `can't evaluate field ${name} in type ${Array.isArray(own) ? '[]interface {}' : typeof own}`,
      )
    own = own[name]
  }
  return own
}

function unquoted(word: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }
  return word.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
}

/** Parted at a sign that stands in no quotes and no brackets. */
function outsideBrackets(text: string, sign: string): readonly string[] {
  const parts = ['']
  let depth = 0
  for (const [piece] of text.matchAll(/"(?:\\.|[^"\\])*"|`[^`]*`|[\s\S]/g)) {
    if (piece === '(') depth++
    if (piece === ')') depth--
    if (depth === 0 && (piece === sign || (sign === ' ' && /^\s$/.test(piece)))) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${piece}`)
  }
  return parts.map((part) => part.trim())
}

function unreadable(template: string, why: string): Failure {
  return new Failure(`error: error parsing template ${template}, template: output:1: ${why}`)
}
