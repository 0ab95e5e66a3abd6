/** Reads plain data by a strict form; what does not fit is an error with file and key. */

export type Rule = (value: unknown, at: Reading) => unknown

/** One place in the data, which knows how to name itself. */
export interface Reading {
  fail(problem: string): never
  text(value: unknown): string
  /** Like `text`, but may be empty: an empty answer is an example, too. */
  string(value: unknown): string
  wholeNumber(value: unknown): number
  oneOf<Value>(value: unknown, allowed: readonly Value[]): Value
  list<Item>(value: unknown, item: (value: unknown, at: Reading) => Item): Item[]
  map<Item>(value: unknown, item: (value: unknown, at: Reading) => Item): Record<string, Item>
  /** Keys that end in "?" may be missing; others than these are errors. */
  object(value: unknown, rules: Readonly<Record<string, Rule>>): Record<string, unknown>
}

export class Reader {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  object(value: unknown, key: string, rules: Readonly<Record<string, Rule>>) {
    return readingAt(this.#file, key).object(value, rules)
  }
}

function readingAt(file: string, key: string): Reading {
  const fail = (problem: string): never => {
    throw new Error(`${file}: ${key === '' ? 'the file' : key} ${problem}`)
  }
  const under = (name: string | number) =>
    readingAt(file, typeof name === 'number' ? `${key}[${name}]` : `${key}${key && '.'}${name}`)

  function record(value: unknown): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return fail('must be a set of keys and values')
    }
    return value as Record<string, unknown>
  }

  function string(value: unknown): string {
    return typeof value === 'string' ? value : fail(`must be a text, in quotes if need be`)
  }

  return {
    fail,
    string,
    text(value) {
      return string(value).trim() === '' ? fail('must not be empty') : string(value)
    },
    wholeNumber(value) {
      return Number.isInteger(value) ? (value as number) : fail('must be a whole number')
    },
    oneOf(value, allowed) {
      const found = allowed.find((candidate) => candidate === value)
      return found ?? (found === false ? found : fail(`must be one of: ${allowed.join(', ')}`))
    },
    list(value, item) {
      if (!Array.isArray(value)) return fail('must be a list')
      return value.map((entry, index) => item(entry, under(index)))
    },
    map(value, item) {
      return Object.fromEntries(
        Object.entries(record(value)).map(([name, entry]) => [name, item(entry, under(name))]),
      )
    },
    object(value, rules) {
      const data = record(value)
      const optional = (name: string) => Object.hasOwn(rules, `${name}?`)
      for (const name of Object.keys(data)) {
        if (!Object.hasOwn(rules, name) && !optional(name)) fail(`does not know the key "${name}"`)
      }
      const result: Record<string, unknown> = {}
      for (const [rule, read] of Object.entries(rules)) {
        const name = rule.replace(/\?$/, '')
        if (Object.hasOwn(data, name)) result[name] = read(data[name], under(name))
        else if (rule === name) fail(`needs the key "${name}"`)
      }
      return result
    },
  }
}
