/**
 * Flags of a command line, read as kubectl reads them: anywhere between the words, long or short,
 * with kubectl's complaints about those it does not know.
 *
 * *Upstream:* `github.com/spf13/pflag`, `staging/src/k8s.io/kubectl/pkg/cmd/util/helpers.go`
 */
import { Failure } from './failure.ts'

/**
 * `bool` stands alone; `text` needs a word; `list` may be given several times, or with commas;
 * `number` is whole; `duration` is `30s`; `maybe` may have a word, but only behind `=`.
 */
export type FlagType = 'bool' | 'text' | 'list' | 'number' | 'duration' | 'maybe'

/** By long name; a second text is the letter that stands for it. */
export type FlagTable = Readonly<Record<string, FlagType | readonly [FlagType, string]>>

/** Flags that every command has. */
export const globalFlags: FlagTable = {
  namespace: ['text', 'n'],
  context: 'text',
  cluster: 'text',
  user: 'text',
  kubeconfig: 'text',
  server: ['text', 's'],
  as: 'text',
  'request-timeout': 'text',
  v: ['number', 'v'],
  help: ['bool', 'h'],
}

export class Flags {
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values
  }

  given(name: string): boolean {
    return this.#values.has(name)
  }

  /** The last word given counts. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)
  }

  is(name: string, fallback = false): boolean {
    const text = this.text(name)
    return text === undefined ? fallback : isTrue(text)
  }

  number(name: string): number | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : Number(text)
  }

  /** In milliseconds. */
  duration(name: string): number | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : durationMs(text)
  }

  /** Every word given, as it was written. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  /** Every word given, and what commas part in them. */
  list(name: string): readonly string[] {
    return this.all(name).flatMap((text) => text.split(','))
  }
}

export interface ParsedWords {
  readonly words: readonly string[]
  readonly flags: Flags
  /** What stands behind `--`, if that is there. */
  readonly rest?: readonly string[]
}

/**
 * @param command as one types it, `rollout status`: the complaint says where help is
 * @throws {Failure} for a flag that is unknown or misses its word
 */
export function parseFlags(
  given: readonly string[],
  own: FlagTable,
  command: string,
  stopAtWord = false,
): ParsedWords {
  const table: FlagTable = { ...globalFlags, ...own }
  const values = new Map<string, string[]>()
  const words: string[] = []
  const fail = (text: string): never => {
    throw new Failure(`error: ${text}\nSee 'kubectl ${command} --help' for usage.`)
  }
  const take = (name: string, shown: string, text: string) => {
    const problem = problemOf(typeOf(table[name]), text)
    if (problem) fail(`invalid argument "${text}" for "${shown}" flag: ${problem}`)
    values.set(name, [...(values.get(name) ?? []), text])
  }

  for (let index = 0; index < given.length; index++) {
    const word = given[index] ?? ''
    if (word === '--') return { words, flags: new Flags(values), rest: given.slice(index + 1) }
    if (!word.startsWith('-') || word === '-') {
      words.push(word)
      if (stopAtWord)
        return { words: [...words, ...given.slice(index + 1)], flags: new Flags(values) }
      continue
    }
    if (word.startsWith('--')) {
      const [, name = '', text] = /^--([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? []
      if (!Object.hasOwn(table, name)) fail(`unknown flag: --${name}`)
      const type = typeOf(table[name])
      if (text !== undefined) take(name, shownName(table, name), text)
      else if (type === 'bool' || type === 'maybe')
        take(name, shownName(table, name), standsAlone(type))
      else if (index + 1 >= given.length) fail(`flag needs an argument: --${name}`)
      else take(name, shownName(table, name), given[++index] ?? '')
      continue
    }
    for (let letters = word.slice(1); letters !== ''; ) {
      const letter = letters[0] ?? ''
      const name = Object.keys(table).find((long) => letterOf(table[long]) === letter)
      if (!name) return fail(`unknown shorthand flag: '${letter}' in ${word}`)
      const type = typeOf(table[name])
      const after = letters.slice(1)
      letters = ''
      if (after.startsWith('=')) take(name, shownName(table, name), after.slice(1))
      else if (type === 'bool' || type === 'maybe') {
        take(name, shownName(table, name), standsAlone(type))
        letters = after
      } else if (after) take(name, shownName(table, name), after)
      else if (index + 1 >= given.length) fail(`flag needs an argument: '${letter}' in ${word}`)
      else take(name, shownName(table, name), given[++index] ?? '')
    }
  }
  return { words, flags: new Flags(values) }
}

export function letterOf(flag: FlagTable[string] | undefined): string | undefined {
  return typeof flag === 'object' ? flag[1] : undefined
}

export function typeOf(flag: FlagTable[string] | undefined): FlagType {
  return typeof flag === 'object' ? flag[0] : (flag ?? 'bool')
}

/** `1m30s` in milliseconds; undefined where it is no duration of Go. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }
  const [, sign, body = ''] = /^([+-]?)(.+)$/.exec(text) ?? []
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ms|h|m|s))+$/.test(body)) return undefined
  let sum = 0
  for (const [, amount, unit = ''] of body.matchAll(/([\d.]+)(ms|h|m|s)/g))
    sum += Number(amount) * (units[unit] ?? 0)
  return sign === '-' ? -sum : sum
}

/** What a flag of these types means without a word of its own. */
function standsAlone(type: 'bool' | 'maybe'): string {
  return type === 'bool' ? 'true' : ''
}

function isTrue(text: string): boolean {
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)
}

function problemOf(type: FlagType, text: string): string | undefined {
  const quoted = JSON.stringify(text)
  if (type === 'bool' && !isTrue(text) && !/^(?:0|f|F|FALSE|false|False)$/.test(text))
    return `strconv.ParseBool: parsing ${quoted}: invalid syntax`
  if (type === 'number' && !/^[+-]?\d+$/.test(text))
    return `strconv.ParseInt: parsing ${quoted}: invalid syntax`
  if (type === 'duration' && durationMs(text) === undefined)
    return /^[+-]?[\d.]+$/.test(text)
      ? `time: missing unit in duration ${quoted}`
      : `time: invalid duration ${quoted}`
  return undefined
}

function shownName(table: FlagTable, name: string): string {
  const letter = letterOf(table[name])
  return letter ? `-${letter}, --${name}` : `--${name}`
}
