/**
 * What may stand behind a pipe: programs that read lines and write lines.
 *
 * *Leaves out:* options beyond those that people type every day.
 */
import { Failure } from './failure.ts'

/** Takes what comes, a line at a time, and gives what it passes on. */
export interface Filter {
  line(text: string): readonly string[]
  /** Nothing comes any more. */
  end(): { readonly lines: readonly string[]; readonly exitCode: number }
}

type Make = (words: readonly string[]) => Filter

/** @throws {Failure} for a program that is not there, or for what it does not know */
export function createFilter(words: readonly string[]): Filter {
  const [name = '', ...rest] = words
  const make = Object.hasOwn(filters, name) ? filters[name] : undefined
  if (!make) throw new Failure(`${name}: command not found`, 127)
  return make(rest)
}

const filters: Readonly<Record<string, Make>> = { grep, head, tail, wc, sort, cat: () => passing() }

export const filterNames: readonly string[] = Object.keys(filters)

function passing(): Filter {
  return { line: (text) => [text], end: () => ({ lines: [], exitCode: 0 }) }
}

/** Letters and patterns of `grep -iv -c pattern`. */
function grep(words: readonly string[]): Filter {
  const { letters, values, rest } = options('grep', words, 'ivcEFnwo', 'eABC')
  const patterns = [...(values.get('e') ?? []), ...(values.has('e') ? [] : rest.slice(0, 1))]
  const [pattern] = patterns
  if (pattern === undefined) throw new Failure('usage: grep [-ivcnw] PATTERN', 2)
  const test = expression(pattern, letters)
  let matches = 0
  let number = 0
  return {
    line(text) {
      number++
      if (test.test(text) === letters.has('v')) return []
      matches++
      if (letters.has('c')) return []
      return [letters.has('n') ? `${number}:${text}` : text]
    },
    end: () => ({
      lines: letters.has('c') ? [String(matches)] : [],
      exitCode: matches > 0 ? 0 : 1,
    }),
  }
}

function expression(pattern: string, letters: ReadonlySet<string>): RegExp {
  let source = letters.has('F') ? pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : pattern
  // In a basic expression these signs are letters, and mean something only behind a backslash.
  if (!letters.has('F') && !letters.has('E'))
    source = source.replace(/\\?[|+?(){}]/g, (sign) =>
      sign.length === 2 ? sign.slice(1) : `\\${sign}`,
    )
  if (letters.has('w')) source = `\\b(?:${source})\\b`
  try {
    return new RegExp(source, letters.has('i') ? 'i' : '')
  } catch {
    throw new Failure(`grep: ${pattern}: Invalid regular expression`, 2)
  }
}

function head(words: readonly string[]): Filter {
  let left = countOf('head', words)
  return { line: (text) => (left-- > 0 ? [text] : []), end: () => ({ lines: [], exitCode: 0 }) }
}

function tail(words: readonly string[]): Filter {
  const count = countOf('tail', words)
  const kept: string[] = []
  return {
    line(text) {
      kept.push(text)
      if (kept.length > count) kept.shift()
      return []
    },
    end: () => ({ lines: kept, exitCode: 0 }),
  }
}

function wc(words: readonly string[]): Filter {
  const { letters } = options('wc', words, 'lwc', '')
  const sum = { l: 0, w: 0, c: 0 }
  const wanted = (['l', 'w', 'c'] as const).filter((letter) => letters.has(letter))
  return {
    line(text) {
      sum.l++
      sum.w += text.split(/\s+/).filter(Boolean).length
      sum.c += text.length + 1
      return []
    },
    end() {
      const shown = (wanted.length > 0 ? wanted : (['l', 'w', 'c'] as const)).map((key) => sum[key])
      const text =
        shown.length === 1 ? String(shown[0]) : shown.map((n) => String(n).padStart(7)).join(' ')
      return { lines: [text], exitCode: 0 }
    },
  }
}

function sort(words: readonly string[]): Filter {
  const { letters } = options('sort', words, 'rnu', 'k')
  const lines: string[] = []
  return {
    line(text) {
      lines.push(text)
      return []
    },
    end() {
      const order = letters.has('n')
        ? (a: string, b: string) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0)
        : (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
      lines.sort(order)
      if (letters.has('r')) lines.reverse()
      return { lines: letters.has('u') ? [...new Set(lines)] : lines, exitCode: 0 }
    },
  }
}

/** `-n 5`, `-n5`, `-5`, and 10 where nothing is said. */
function countOf(program: string, words: readonly string[]): number {
  const short = words.find((word) => /^-\d+$/.test(word))
  if (short) return Number(short.slice(1))
  const count = options(program, words, '', 'n').values.get('n')?.[0] ?? '10'
  if (!/^\d+$/.test(count)) throw new Failure(`${program}: invalid number of lines: '${count}'`)
  return Number(count)
}

interface Options {
  readonly letters: ReadonlySet<string>
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly rest: readonly string[]
}

/** @param withValue letters that take the next word, or the rest of theirs */
function options(
  program: string,
  words: readonly string[],
  known: string,
  withValue: string,
): Options {
  const letters = new Set<string>()
  const values = new Map<string, string[]>()
  const rest: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!/^-[^-]/.test(word)) {
      rest.push(word)
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? ''
      if (known.includes(letter)) letters.add(letter)
      else if (withValue.includes(letter)) {
        const value = word.slice(at + 1) || words[++index]
        values.set(letter, [...(values.get(letter) ?? []), value ?? ''])
        break
      } else throw new Failure(`${program}: invalid option -- '${letter}'`, 2)
    }
  }
  return { letters, values, rest }
}
