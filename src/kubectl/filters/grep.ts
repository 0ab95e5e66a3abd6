/** `grep`: lines that match, and their neighbours. */
import { Failure } from '../failure.ts'
import { expression, type OpenFilter, options } from './filter.ts'

const long = {
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  'line-number': 'n',
  'word-regexp': 'w',
  'only-matching': 'o',
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
  regexp: 'e',
  quiet: 'q',
  color: 'K',
}

export const grep: OpenFilter = (words) => {
  const plain = words.filter((word) => !word.startsWith('--color'))
  // `-5` is `-C 5`.
  const spelled = plain.map((word) => (/^-\d+$/.test(word) ? `-C${word.slice(1)}` : word))
  const { letters, values, rest } = options('grep', spelled, 'ivcEFnwoqxhHPs', 'eABCm', long)
  const given = values.get('e')
  const patterns = given ?? rest.slice(0, 1)
  if (patterns.length === 0)
    throw new Failure(
      "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.",
      2,
    )
  const pattern = patterns.map((text) => sourceOf(text, letters)).join('|')
  const flags = letters.has('i') ? 'i' : ''
  const test = expression('grep', pattern, true, flags)
  const every = expression('grep', pattern, true, `g${flags}`)
  const [before, after] = ['B', 'A'].map((letter) =>
    Number(values.get(letter)?.[0] ?? values.get('C')?.[0] ?? 0),
  ) as [number, number]
  const most = Number(values.get('m')?.[0] ?? Number.POSITIVE_INFINITY)
  let [matches, number, due, last] = [0, 0, 0, 0]
  let earlier: (readonly [number, string])[] = []
  const shown = (at: number, text: string, sign: string) =>
    letters.has('n') ? `${at}${sign}${text}` : text

  function found(text: string): readonly string[] {
    if (letters.has('c') || letters.has('q')) return []
    if (letters.has('o')) return [...text.matchAll(every)].map(([part]) => shown(number, part, ':'))
    const first = earlier[0]?.[0] ?? number
    const isApart = before + after > 0 && last > 0 && first > last + 1
    const lines = [
      ...(isApart ? ['--'] : []),
      ...earlier.map(([at, line]) => shown(at, line, '-')),
      shown(number, text, ':'),
    ]
    earlier = []
    last = number
    due = after
    return lines
  }

  return {
    files: given ? rest : rest.slice(1),
    filter: {
      line(text) {
        number++
        if (matches < most && test.test(text) !== letters.has('v')) {
          matches++
          return found(text)
        }
        if (due > 0 && !letters.has('c') && !letters.has('q')) {
          due--
          last = number
          return [shown(number, text, '-')]
        }
        if (before > 0) earlier = [...earlier, [number, text] as const].slice(-before)
        return []
      },
      end: () => ({
        lines: letters.has('c') ? [String(matches)] : [],
        exitCode: matches > 0 ? 0 : 1,
      }),
    },
  }
}

/** A pattern as an extended expression. */
function sourceOf(pattern: string, letters: ReadonlySet<string>): string {
  let source = pattern
  if (letters.has('F')) source = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  else if (!letters.has('E') && !letters.has('P'))
    source = pattern.replace(/\\?[|+?(){}]/g, (sign) =>
      sign.length === 2 ? sign.slice(1) : `\\${sign}`,
    )
  if (letters.has('w')) source = `\\b(?:${source})\\b`
  return letters.has('x') ? `^(?:${source})$` : `(?:${source})`
}
