/**
 * JSONPath as kubectl speaks it: text with paths in braces, `{.items[*].metadata.name}`.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/util/jsonpath` (parser.go, jsonpath.go)
 * *Leaves out:* unions of quoted keys, filters joined by `&&`.
 */
import { isJson } from '../../kubernetes/kube-apiserver/strategic-merge.ts'
import { Failure } from '../failure.ts'

type Node =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'path'; readonly steps: readonly Step[] }
  | { readonly is: 'range'; readonly steps: readonly Step[]; readonly body: readonly Node[] }

type Step =
  | { readonly is: 'field'; readonly name: string }
  | { readonly is: 'every' | 'deep' | 'root' }
  | { readonly is: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly is: 'union'; readonly indexes: readonly number[] }
  | {
      readonly is: 'filter'
      readonly left: Operand
      readonly operator: string
      readonly right?: Operand
    }

type Operand = { readonly steps: readonly Step[] } | { readonly value: unknown }

/** @throws {Failure} for a template that cannot be read */
export function jsonPath(template: string, data: unknown): string {
  return evaluate(parseTemplate(template), data, data)
}

/** The values at a path such as `.metadata.name` or `{.metadata.name}`. @throws {Failure} */
export function valuesAt(path: string, data: unknown): readonly unknown[] {
  return follow(stepsOf(relaxed(path)), [data], data)
}

/** Braces and the dot before the first field may be left out. */
function relaxed(path: string): string {
  const inner = path.replace(/^\{([\s\S]*)\}$/, '$1')
  return inner.startsWith('.') || inner.startsWith('$') || inner.startsWith('[')
    ? inner
    : `.${inner}`
}

function parseTemplate(template: string): readonly Node[] {
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
      if (!range || stack.length === 0) throw bad(template, 'not in range, nothing to end')
      add({ is: 'range', steps: range.steps, body: range.nodes })
    } else if (/^["']/.test(action)) add({ is: 'text', text: unquoted(action) })
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
  if (end < path.length) throw bad(path, `unrecognized character in action: ${path[end]}`)
  return steps
}

function bracketStep(text: string): Step {
  const inner = text.trim()
  if (inner === '*') return { is: 'every' }
  const quoted = /^(?:'(.*)'|"(.*)")$/.exec(inner)
  if (quoted) return { is: 'field', name: quoted[1] ?? quoted[2] ?? '' }
  if (inner.startsWith('?')) return filterStep(inner)
  if (/^-?\d+(?:\s*,\s*-?\d+)*$/.test(inner))
    return { is: 'union', indexes: inner.split(',').map(Number) }
  const [, from, to, by] = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(inner) ?? []
  if (from === undefined) throw bad(text, 'invalid array index')
  return {
    is: 'slice',
    ...(from ? { from: Number(from) } : {}),
    ...(to ? { to: Number(to) } : {}),
    by: Number(by ?? 1),
  }
}

function filterStep(text: string): Step {
  const inner = /^\?\(([\s\S]*)\)$/.exec(text)?.[1]
  if (inner === undefined) throw bad(text, 'unterminated filter')
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
  for (const step of steps) values = values.flatMap((value) => take(step, value, root))
  return values
}

function take(step: Step, value: unknown, root: unknown): readonly unknown[] {
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
      return Array.isArray(value)
        ? step.indexes.flatMap((index) => (value.at(index) === undefined ? [] : [value.at(index)]))
        : []
    case 'slice':
      return Array.isArray(value)
        ? value.slice(step.from ?? 0, step.to ?? value.length).filter((_, at) => at % step.by === 0)
        : []
    case 'filter':
      return Array.isArray(value) ? value.filter((item) => isChosen(step, item, root)) : []
  }
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
      if (node.is === 'text') return node.text
      const values = follow(node.steps, [data], root)
      if (node.is === 'path') return values.map(shown).join(' ')
      return values.map((value) => evaluate(node.body, value, root)).join('')
    })
    .join('')
}

export function shown(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
}

function bad(template: string, why: string): Failure {
  return new Failure(`error: error parsing jsonpath ${template}, ${why}`)
}
