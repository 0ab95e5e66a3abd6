/**
 * `awk`, as far as one picks columns with it: patterns, `print`, sums, `BEGIN` and `END`.
 *
 * *Leaves out:* loops, functions, arrays, `printf`, `if`.
 */
import { Failure } from '../failure.ts'
import { type OpenFilter, options } from './filter.ts'

interface Rule {
  readonly when: string
  readonly body: readonly string[]
}

class World {
  readonly variables = new Map<string, string>()
  fields: readonly string[] = []
  line = ''
  number = 0

  take(line: string, separator: string | undefined): void {
    this.line = line
    this.number++
    const pattern = separator === undefined ? undefined : separatorOf(separator)
    this.fields = pattern ? line.split(pattern) : line.trim().split(/\s+/).filter(Boolean)
  }
}

function separatorOf(text: string): string | RegExp {
  if (text === '\\t') return '\t'
  return text.length > 1 ? new RegExp(text) : text
}

export const awk: OpenFilter = (words) => {
  const { values, rest } = options('awk', words, '', 'Fv')
  const [program, ...files] = rest
  if (program === undefined) throw new Failure("usage: awk [-F fs] 'prog' [file ...]", 2)
  const rules = rulesOf(program)
  const separator = values.get('F')?.[0]
  const world = new World()
  for (const text of values.get('v') ?? []) {
    const [name = '', value = ''] = text.split('=')
    world.variables.set(name, value)
  }
  const run = (wanted: (rule: Rule) => boolean) =>
    rules.filter(wanted).flatMap(({ body }) => body.flatMap((one) => perform(one, world)))
  const begun = run(({ when }) => when === 'BEGIN')
  let isFirst = true
  const before = () => {
    const lines = isFirst ? begun : []
    isFirst = false
    return lines
  }
  return {
    files,
    filter: {
      line(text) {
        world.take(text, separator)
        const isMeant = ({ when }: Rule) =>
          when !== 'BEGIN' && when !== 'END' && (when === '' || holds(when, world))
        return [...before(), ...run(isMeant)]
      },
      end: () => ({ lines: [...before(), ...run(({ when }) => when === 'END')], exitCode: 0 }),
    },
  }
}

function rulesOf(program: string): readonly Rule[] {
  const rules: Rule[] = []
  let rest = program.trim()
  while (rest !== '') {
    const open = outside(rest, '{')
    const close = open < 0 ? -1 : outside(rest, '}')
    if (open >= 0 && close < open) throw wrong(program)
    const when = (open < 0 ? rest : rest.slice(0, open)).trim()
    const body = open < 0 ? 'print' : rest.slice(open + 1, close)
    rules.push({
      when,
      body: parted(body, /[;\n]/)
        .map((one) => one.trim())
        .filter(Boolean),
    })
    rest = open < 0 ? '' : rest.slice(close + 1).trim()
  }
  return rules
}

/** Where a sign stands that is in no quotes and no expression. */
function outside(text: string, sign: string): number {
  const pattern = /"(?:\\.|[^"\\])*"|\/(?:\\.|[^/\\{}])+\/|[\s\S]/g
  for (const match of text.matchAll(pattern)) if (match[0] === sign) return match.index
  return -1
}

function parted(text: string, separator: RegExp): readonly string[] {
  const parts = ['']
  for (const [piece] of text.matchAll(/"(?:\\.|[^"\\])*"|[\s\S]/g))
    if (separator.test(piece) && piece.length === 1) parts.push('')
    else parts.push(`${parts.pop() ?? ''}${piece}`)
  return parts
}

function perform(statement: string, world: World): readonly string[] {
  const [, list] = /^print\b\s*(.*)$/s.exec(statement) ?? []
  if (list !== undefined) {
    const inner = /^\((.*)\)$/s.exec(list.trim())?.[1] ?? list
    if (inner.trim() === '') return [world.line]
    const space = world.variables.get('OFS') ?? ' '
    return [
      parted(inner, /,/)
        .map((part) => worth(part, world))
        .join(space),
    ]
  }
  const [, name, operator, right] = /^(\w+)\s*(\+=|-=|=|\+\+|--)\s*(.*)$/s.exec(statement) ?? []
  if (name === undefined) throw wrong(statement)
  const old = Number(world.variables.get(name) ?? 0)
  const value = operator === '++' || operator === '--' ? 1 : Number(worth(right ?? '', world))
  const next =
    operator === '='
      ? worth(right ?? '', world)
      : String(operator?.startsWith('+') ? old + value : old - value)
  world.variables.set(name, next)
  return []
}

function holds(condition: string, world: World): boolean {
  const all = condition.split('&&')
  if (all.length > 1) return all.every((part) => holds(part.trim(), world))
  const any = condition.split('||')
  if (any.length > 1) return any.some((part) => holds(part.trim(), world))
  const [, not, bare] = /^(!?)\s*\/(.*)\/$/.exec(condition) ?? []
  if (bare !== undefined) return new RegExp(bare).test(world.line) !== (not === '!')
  const [, left = '', operator, right = ''] =
    /^(.+?)\s*(==|!=|<=|>=|!~|~|<|>)\s*(.+)$/s.exec(condition) ?? []
  if (operator === undefined) {
    const value = worth(condition, world)
    return value !== '' && value !== '0'
  }
  const a = worth(left, world)
  if (operator.includes('~')) {
    const pattern = /^\/(.*)\/$/.exec(right.trim())?.[1] ?? worth(right, world)
    return new RegExp(pattern).test(a) !== operator.startsWith('!')
  }
  const b = worth(right, world)
  const isNumeric = a !== '' && b !== '' && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b))
  const order = isNumeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
  const meanings: Readonly<Record<string, boolean>> = {
    '==': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '>': order > 0,
    '<=': order <= 0,
    '>=': order >= 0,
  }
  return meanings[operator] ?? false
}

/** What stands side by side is joined; `+`, `-`, `*`, `/` count. */
function worth(text: string, world: World): string {
  const tokens = [...text.matchAll(/"(?:\\.|[^"\\])*"|\$\(?\w+(?:-\d+)?\)?|[\w.]+|[-+*/%]/g)].map(
    ([token]) => token,
  )
  const operands: string[] = []
  let pending: string | undefined
  for (const token of tokens) {
    if (/^[-+*/%]$/.test(token)) {
      pending = token
      continue
    }
    const value = operandOf(token, world)
    if (pending === undefined) operands.push(value)
    else operands.push(counted(Number(operands.pop() ?? 0), pending, Number(value)))
    pending = undefined
  }
  return operands.join('')
}

function counted(a: number, operator: string, b: number): string {
  const results: Readonly<Record<string, number>> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '%': a % b,
  }
  return String(Number((results[operator] ?? 0).toFixed(6)))
}

function operandOf(token: string, world: World): string {
  if (token.startsWith('"'))
    return token.slice(1, -1).replace(/\\t/g, '\t').replace(/\\n/g, '\n').replace(/\\"/g, '"')
  if (token.startsWith('$')) {
    const [, name = '', less = '0'] = /^\$\(?(\w+)(?:-(\d+))?\)?$/.exec(token) ?? []
    const place = (name === 'NF' ? world.fields.length : Number(name)) - Number(less)
    return place === 0 ? world.line : (world.fields[place - 1] ?? '')
  }
  if (token === 'NR') return String(world.number)
  if (token === 'NF') return String(world.fields.length)
  if (/^[\d.]+$/.test(token)) return token
  return world.variables.get(token) ?? ''
}

function wrong(text: string): Failure {
  return new Failure(`awk: syntax error: ${text}`, 2)
}
