/**
 * JSONPath as kubectl speaks it: text with paths in braces, `{.items[*].metadata.name}`.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/util/jsonpath` (parser.go, jsonpath.go)
 * *Leaves out:* filters joined by `&&`, which upstream refuses too.
 */
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { Failure } from '../failure.ts'
import { inOrder } from './in-order.ts'

type Node =
  /** Read, and found wrong only when it is run. */
  | { readonly is: 'wrong'; readonly why: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'path'; readonly steps: readonly Step[] }
  | { readonly is: 'range'; readonly steps: readonly Step[]; readonly body: readonly Node[] }

type Step =
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'every' | 'deep' | 'root' }
  | { readonly is: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly is: 'union'; readonly indexes: readonly number[] }
  | { readonly is: 'paths'; readonly paths: readonly (readonly Step[])[] }
  | {
      readonly is: 'filter'
      readonly left: Operand
      readonly operator: string
      readonly right?: Operand
    }

type Operand = { readonly steps: readonly Step[] } | { readonly value: unknown }

/** @throws {Failure} for a template that cannot be read */
export function jsonPath(template: string, data: unknown): string {
  const nodes = parseTemplate(template)
  try {
    return evaluate(nodes, data, data)
  } catch (error) {
    if (!(error instanceof NotRun)) throw error
    const shownData = goMap(data)
    const why = `Error executing template: ${error.message}. Printing more information for debugging the template:`
    throw new Failure(
      `error: error executing jsonpath ${JSON.stringify(template)}: ${why}\n` +
        `\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${shownData}\n\n`,
    )
  }
}

/** What could be read and cannot be run: an index that the list does not reach. */
class NotRun extends Error {
  override readonly name = 'NotRun'
}

/** As Go shows a value with its types: `map[string]interface {}{"a":"b"}`. */
function goMap(value: unknown): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goMap).join(', ')}}`
  if (!isJson(value))
    return value === null || value === undefined
      ? 'interface {}(nil)'
      : typeof value === 'number'
        ? goNumber(value)
        : JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `map[string]interface {}{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${goMap(inner)}`).join(', ')}}`
}

const goNumber = (value: number) => String(value)

/** The values at a path such as `.metadata.name` or `{.metadata.name}`. @throws {Failure} */
export function valuesAt(path: string, data: unknown): readonly unknown[] {
  try {
    return follow(stepsOf(relaxed(path)), [data], data)
  } catch (error) {
    if (error instanceof Invalid) throw bad(path, error.message)
    if (error instanceof NotRun) return []
    throw error
  }
}

/** Braces and the dot before the first field may be left out. */
function relaxed(path: string): string {
  const inner = path.replace(/^\{([\s\S]*)\}$/, '$1')
  return inner.startsWith('.') || inner.startsWith('$') || inner.startsWith('[')
    ? inner
    : `.${inner}`
}

/** What cannot be read; the template is named by whoever reads it. */
class Invalid extends Error {
  override readonly name = 'Invalid'
}

function parseTemplate(template: string): readonly Node[] {
  try {
    return nodesOf(template)
  } catch (error) {
    if (error instanceof Invalid) throw bad(template, error.message)
    throw error
  }
}

function nodesOf(template: string): readonly Node[] {
  const stack: { readonly steps: readonly Step[]; readonly nodes: Node[] }[] = [
    { steps: [], nodes: [] },
  ]
  let position = 0
  const add = (node: Node) => stack.at(-1)?.nodes.push(node)
  while (position < template.length) {
    const open = template.indexOf('{', position)
    if (open !== position) {
      add({ is: 'text', text: template.slice(position, open < 0 ? undefined : open) })
      if (open < 0) break
    }
    const close = closingBrace(template, open)
    if (close < 0) throw bad(template, 'unclosed action')
    const action = template.slice(open + 1, close).trim()
    position = close + 1
    if (/^range\b/.test(action)) stack.push({ steps: stepsOf(action.slice(5).trim()), nodes: [] })
    else if (action === 'end') {
      const range = stack.pop()
      if (!range || stack.length === 0)
        return [{ is: 'wrong', why: 'not in range, nothing to end' }]
      add({ is: 'range', steps: range.steps, body: range.nodes })
    } else if (/^["']/.test(action)) add({ is: 'text', text: unquoted(action) })
    else if (/^[a-zA-Z_]\w*$/.test(action))
      add({ is: 'wrong', why: `unrecognized identifier ${action}` })
    else add({ is: 'path', steps: stepsOf(action) })
  }
  const [root] = stack
  // A range that is never ended runs to the end of the text.
  while (stack.length > 1) {
    const range = stack.pop()
    if (range) add({ is: 'range', steps: range.steps, body: range.nodes })
  }
  return root?.nodes ?? []
}

function closingBrace(text: string, open: number): number {
  let quote = ''
  for (let index = open + 1; index < text.length; index++) {
    const character = text[index] ?? ''
    if (quote) {
      if (character === '\\') index++
      else if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '}') return index
  }
  return -1
}

function unquoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter)
}

function stepsOf(path: string): readonly Step[] {
  const steps: Step[] = []
  const pattern =
    /\.\.|\.?\*|\[((?:[^[\]"']|"[^"]*"|'[^']*'|\[[^\]]*\])*)\]|\.?((?:\\.|[^.[\]*\s\\])+)|\.|[$@]/gy
  let match = pattern.exec(path)
  let end = 0
  for (; match; match = pattern.exec(path)) {
    end = pattern.lastIndex
    const [text, bracket, name] = match
    if (bracket !== undefined) steps.push(bracketStep(bracket))
    else if (text === '..') steps.push({ is: 'deep' })
    else if (text === '*' || text === '.*') steps.push({ is: 'every' })
    else if (name === '$') steps.push({ is: 'root' })
    else if (name !== undefined && name !== '@')
      steps.push({ is: 'field', name: name.replace(/\\(.)/g, '$1') })
  }
  if (end < path.length)
    throw new Invalid(
      `unrecognized character in action: U+${path.charCodeAt(end).toString(16).toUpperCase().padStart(4, '0')} '${path[end]}'`,
    )
  return steps
}

function bracketStep(text: string): Step {
  const inner = text.trim()
  if (inner === '*') return { is: 'every' }
  const quoted = /^'([^']*)'$/.exec(inner)
  if (quoted) return { is: 'field', name: quoted[1] ?? '' }
  if (/^'[^']*'(?:\s*,\s*'[^']*')+$/.test(inner)) {
    const paths = inner.split(',').map((name) => stepsOf(`.${name.trim().slice(1, -1)}`))
    return { is: 'paths', paths }
  }
  if (inner.startsWith('?')) return filterStep(inner)
  if (/^-?\d+(?:\s*,\s*-?\d+)*$/.test(inner))
    return { is: 'union', indexes: inner.split(',').map(Number) }
  const [, from, to, by] = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(inner) ?? []
  if (from === undefined) throw new Invalid(`invalid array index ${text}`)
  return {
    is: 'slice',
    ...(from ? { from: Number(from) } : {}),
    ...(to ? { to: Number(to) } : {}),
    by: Number(by ?? 1),
  }
}

function filterStep(text: string): Step {
  const inner = /^\?\(([\s\S]*)\)$/.exec(text)?.[1]
  if (inner === undefined) throw new Invalid('unterminated filter')
  const [, left = '', operator = 'exists', right] =
    /^\s*(.+?)\s*(?:(==|!=|<=|>=|<|>)\s*(.+?)\s*)?$/.exec(inner) ?? []
  return {
    is: 'filter',
    left: operandOf(left),
    operator,
    ...(right === undefined ? {} : { right: operandOf(right) }),
  }
}

function operandOf(text: string): Operand {
  if (/^["']/.test(text)) return { value: unquoted(text) }
  if (/^-?\d/.test(text)) return { value: Number(text) }
  if (text === 'true' || text === 'false') return { value: text === 'true' }
  return { steps: stepsOf(text.replace(/^@/, '')) }
}

function follow(
  steps: readonly Step[],
  start: readonly unknown[],
  root: unknown,
): readonly unknown[] {
  let values = start
  for (const step of steps)
    values =
      step.is === 'paths'
        ? step.paths.flatMap((path) => follow(path, values, root))
        : values.flatMap((value) => take(step, value, root))
  return values
}

function take(
  step: Exclude<Step, { is: 'paths' }>,
  value: unknown,
  root: unknown,
): readonly unknown[] {
  switch (step.is) {
    case 'root':
      return [root]
    case 'field':
      return isJson(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : []
    case 'every':
      return Array.isArray(value) ? value : isJson(value) ? Object.values(value) : []
    case 'deep':
      return descendants(value)
    case 'union':
      return Array.isArray(value) ? step.indexes.map((index) => itemAt(value, index)) : []
    case 'slice':
      return Array.isArray(value) ? sliceOf(value, step) : []
    case 'filter':
      return Array.isArray(value) ? value.filter((item) => isChosen(step, item, root)) : []
  }
}

function sliceOf(list: readonly unknown[], { from = 0, to, by }: Step & { is: 'slice' }) {
  if (to !== undefined && to > list.length)
    throw new NotRun(`array index out of bounds: index ${to - 1}, length ${list.length}`)
  return list.slice(from, to ?? list.length).filter((_, at) => at % by === 0)
}

function itemAt(list: readonly unknown[], index: number): unknown {
  if (index < list.length && index >= -list.length) return list.at(index)
  throw new NotRun(`array index out of bounds: index ${index}, length ${list.length}`)
}

function descendants(value: unknown): readonly unknown[] {
  const inner = Array.isArray(value) ? value : isJson(value) ? Object.values(value) : []
  return [value, ...inner.flatMap(descendants)]
}

function isChosen(step: Step & { is: 'filter' }, item: unknown, root: unknown): boolean {
  const valuesOf = (operand: Operand) =>
    'value' in operand ? [operand.value] : follow(operand.steps, [item], root)
  const left = valuesOf(step.left)
  if (!step.right) return left.length > 0
  const [a] = left
  const [b] = valuesOf(step.right)
  if (left.length === 0) return false
  switch (step.operator) {
    case '==':
      return String(a) === String(b)
    case '!=':
      return String(a) !== String(b)
    case '<':
      return (a as number) < (b as number)
    case '>':
      return (a as number) > (b as number)
    case '<=':
      return (a as number) <= (b as number)
    default:
      return (a as number) >= (b as number)
  }
}

function evaluate(nodes: readonly Node[], data: unknown, root: unknown): string {
  return nodes
    .map((node) => {
      if (node.is === 'wrong') throw new NotRun(node.why)
      if (node.is === 'text') return node.text
      const values = follow(node.steps, [data], root)
      if (node.is === 'path') return values.map(shown).join(' ')
      return values.map((value) => evaluate(node.body, value, root)).join('')
    })
    .join('')
}

export function shown(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? JSON.stringify(inOrder(value))
    : String(value ?? '')
}

function bad(template: string, why: string): Failure {
  return new Failure(`error: error parsing jsonpath ${template}, ${why}`)
}
