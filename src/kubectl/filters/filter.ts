/** A program between two pipes, and how its options are read. */
import { Failure } from '../failure.ts'

/** Takes what comes, a line at a time, and gives what it passes on. */
export interface Filter {
  line(text: string): readonly string[]
  /** Nothing comes any more. */
  end(): { readonly lines: readonly string[]; readonly exitCode: number }
}

export type OpenFilter = (words: readonly string[]) => {
  readonly filter: Filter
  readonly files: readonly string[]
}

export interface Options {
  readonly letters: ReadonlySet<string>
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly rest: readonly string[]
}

/** @param withValue letters that take the next word, or the rest of theirs */
export function options(
  program: string,
  words: readonly string[],
  known: string,
  withValue: string,
  long: Readonly<Record<string, string>> = {},
): Options {
  const letters = new Set<string>()
  const values = new Map<string, string[]>()
  const rest: string[] = []
  const keep = (letter: string, value: string) =>
    values.set(letter, [...(values.get(letter) ?? []), value])
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const [, name = '', text] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? []
    if (name !== '') {
      const letter = long[name]
      if (!letter) throw new Failure(`${program}: unrecognized option '--${name}'`, 2)
      if (withValue.includes(letter)) keep(letter, text ?? words[++index] ?? '')
      else letters.add(letter)
      continue
    }
    if (!/^-[^-]/.test(word)) {
      if (word !== '--') rest.push(word)
      continue
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word[at] ?? ''
      if (known.includes(letter)) letters.add(letter)
      else if (withValue.includes(letter)) {
        keep(letter, word.slice(at + 1) || (words[++index] ?? ''))
        break
      } else throw new Failure(`${program}: invalid option -- '${letter}'`, 2)
    }
  }
  return { letters, values, rest }
}

/** One line in, some lines out; nothing at the end. */
export function mapping(line: (text: string) => readonly string[]): Filter {
  return { line, end: () => ({ lines: [], exitCode: 0 }) }
}

/** All lines at once, when nothing comes any more. */
export function gathering(end: (lines: readonly string[]) => readonly string[]): Filter {
  const lines: string[] = []
  return {
    line(text) {
      lines.push(text)
      return []
    },
    end: () => ({ lines: end(lines), exitCode: 0 }),
  }
}

/** An expression as these programs write it: in a basic one, some signs need a backslash. */
export function expression(program: string, source: string, isExtended: boolean, flags: string) {
  const own = isExtended
    ? source
    : source.replace(/\\?[|+?(){}]/g, (sign) => (sign.length === 2 ? sign.slice(1) : `\\${sign}`))
  const classes = own
    .replaceAll('[:space:]', '\\s')
    .replaceAll('[:digit:]', '\\d')
    .replaceAll('[:alpha:]', 'A-Za-z')
    .replaceAll('[:alnum:]', 'A-Za-z0-9')
    .replaceAll('[:upper:]', 'A-Z')
    .replaceAll('[:lower:]', 'a-z')
  try {
    return new RegExp(classes, flags)
  } catch {
    throw new Failure(`${program}: ${source}: Invalid regular expression`, 2)
  }
}
