/**
 * Selectors as people type them: `app in (a,b),!old` for labels, `status.phase!=Failed` for fields.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/labels/selector.go`,
 * `staging/src/k8s.io/apimachinery/pkg/fields/selector.go`
 */
import type { Labels } from './meta.ts'

export type SelectorOperator = 'in' | 'notin' | 'exists' | '!' | '>' | '<'

export interface Requirement {
  readonly key: string
  readonly operator: SelectorOperator
  readonly values: readonly string[]
}

/** What stands in the text and should not; the message is for whoever typed it. */
export class SelectorError extends Error {}

/** A key or a value fits where this gives no text. */
export type Check = (text: string) => readonly string[]

interface Token {
  readonly is: 'word' | 'symbol' | 'end'
  readonly text: string
}

const symbols = /[=!(),><]/
const operators = ['in', '=', '==', '>', '<', 'notin', '!=']

/**
 * @param checkKey what is wrong with the key of a label
 * @param checkValue what is wrong with the value of one
 * @throws {SelectorError} where the text is no selector
 */
export function parseLabelSelector(
  text: string,
  checkKey: Check,
  checkValue: Check,
): readonly Requirement[] {
  const tokens = tokensOf(text)
  let position = 0
  const peek = () => tokens[position] as Token
  const take = () => tokens[position++] as Token
  const fail = (token: Token, expected: string): never => {
    throw new SelectorError(`found '${token.text}', expected: ${expected}`)
  }
  const takeSymbol = (symbol: string) => {
    const token = take()
    if (token.text !== symbol || token.is !== 'symbol') fail(token, `'${symbol}'`)
  }

  function requirement(): Requirement {
    const isNot = isSymbol(peek(), '!')
    if (isNot) take()
    const name = take()
    if (name.is !== 'word') fail(name, 'identifier')
    refuse('key', name.text, checkKey)
    if (isNot) return { key: name.text, operator: '!', values: [] }
    if (ends(peek())) return { key: name.text, operator: 'exists', values: [] }
    const operator = take()
    if (!operators.includes(operator.text)) fail(operator, operators.join(', '))
    const isSet = operator.text === 'in' || operator.text === 'notin'
    const values = isSet ? set() : [exact()]
    const isNumeric = operator.text === '>' || operator.text === '<'
    for (const value of values) {
      if (isNumeric && !/^[+-]?\d+$/.test(value))
        throw new SelectorError(
          `values[0]: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`,
        )
      refuse('value', value, checkValue)
    }
    return { key: name.text, operator: operatorOf(operator.text), values }
  }

  function set(): readonly string[] {
    takeSymbol('(')
    const values = new Set<string>()
    if (isSymbol(peek(), ')')) values.add('')
    while (!isSymbol(peek(), ')')) {
      const token = take()
      if (token.is === 'word') {
        values.add(token.text)
        if (!isSymbol(peek(), ',') && !isSymbol(peek(), ')')) fail(peek(), "',' or ')'")
        if (isSymbol(peek(), ',')) {
          take()
          if (isSymbol(peek(), ')')) values.add('')
        }
      } else if (isSymbol(token, ',')) values.add('')
      else fail(token, "',', or identifier")
    }
    takeSymbol(')')
    return [...values]
  }

  function exact(): string {
    if (ends(peek())) return ''
    const token = take()
    return token.is === 'word' ? token.text : fail(token, 'identifier')
  }

  const requirements: Requirement[] = []
  if (peek().is === 'end') return requirements
  for (;;) {
    requirements.push(requirement())
    const next = take()
    if (next.is === 'end') return requirements
    if (!isSymbol(next, ',')) fail(next, "',' or 'end of string'")
    if (peek().is !== 'word' && !isSymbol(peek(), '!')) fail(peek(), "identifier after ','")
  }
}

export function matchesRequirements(
  requirements: readonly Requirement[],
  labels: Labels = {},
): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined
    switch (operator) {
      case 'in':
        return value !== undefined && values.includes(value)
      case 'notin':
        return value === undefined || !values.includes(value)
      case 'exists':
        return value !== undefined
      case '!':
        return value === undefined
      default: {
        if (value === undefined || !/^[+-]?\d+$/.test(value)) return false
        const difference = Number(value) - Number(values[0])
        return operator === '>' ? difference > 0 : difference < 0
      }
    }
  })
}

/** `app=web,tier=front`: labels as a selector that wants them all. */
export function labelSetText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  return pairs.sort().join(',')
}

export interface FieldRequirement {
  readonly field: string
  readonly isNot: boolean
  readonly value: string
}

/** @throws {SelectorError} where a term has no operator */
export function parseFieldSelector(text: string): readonly FieldRequirement[] {
  return termsOf(text).map((term) => {
    const [, field, operator, value = ''] = /^(.*?)(!=|==|=)(.*)$/s.exec(term) ?? []
    if (!field || !operator)
      throw new SelectorError(`invalid selector: '${text}'; can't understand '${term}'`)
    return { field, isNot: operator === '!=', value: value.replace(/\\([\\,=])/g, '$1') }
  })
}

/** Commas part the terms, except behind a backslash. */
function termsOf(text: string): readonly string[] {
  return (text.match(/(?:\\.|[^\\,])+/gs) ?? []).filter((term) => term !== '')
}

function tokensOf(text: string): readonly Token[] {
  const found = text.match(/!=|==|[=!(),><]|[^\s=!(),><]+/g) ?? []
  return [
    ...found.map((part): Token => ({ is: symbols.test(part) ? 'symbol' : 'word', text: part })),
    { is: 'end', text: '' },
  ]
}

function isSymbol(token: Token, symbol: string): boolean {
  return token.is === 'symbol' && token.text === symbol
}

function ends(token: Token): boolean {
  return token.is === 'end' || isSymbol(token, ',')
}

function operatorOf(text: string): SelectorOperator {
  if (text === '=' || text === '==' || text === 'in') return 'in'
  return text === '>' || text === '<' ? text : 'notin'
}

function refuse(what: 'key' | 'value', text: string, check: Check): void {
  const [problem] = check(text)
  if (problem)
    throw new SelectorError(
      `${what === 'key' ? 'key' : 'values[0]'}: Invalid value: "${text}": ${problem}`,
    )
}
