/** `head`, `tail`, `wc`, `sort`, `uniq`, `cut`, `tr`, `sed`: what people type every day. */
import { Failure } from '../failure.ts'
import { expression, gathering, mapping, type OpenFilter, options } from './filter.ts'

export const passing: OpenFilter = (words) => ({
  files: words.filter((word) => !word.startsWith('-')),
  filter: mapping((text) => [text]),
})

export const head: OpenFilter = (words) => {
  const { count, files } = countOf('head', words)
  let left = Math.abs(Number(count))
  if (!count.startsWith('-'))
    return { files, filter: mapping((line) => (left-- > 0 ? [line] : [])) }
  return { files, filter: gathering((lines) => lines.slice(0, Number(count))) }
}

export const tail: OpenFilter = (words) => {
  const { count, files } = countOf('tail', words)
  const from = count.startsWith('+') ? Number(count) - 1 : undefined
  const size = Math.abs(Number(count))
  return {
    files,
    filter: gathering((lines) => lines.slice(from ?? Math.max(0, lines.length - size))),
  }
}

/** `-n 5`, `-n5`, `-5`, and 10 where nothing is said. */
function countOf(program: string, words: readonly string[]) {
  const spelled = words.map((word) => (/^-\d+$/.test(word) ? `-n${word.slice(1)}` : word))
  const { values, rest } = options(program, spelled, 'qf', 'nc', { lines: 'n' })
  const count = values.get('n')?.[0] ?? '10'
  if (!/^[-+]?\d+$/.test(count))
    throw new Failure(`${program}: invalid number of lines: '${count}'`)
  return { count, files: rest }
}

export const wc: OpenFilter = (words) => {
  const { letters, rest } = options('wc', words, 'lwcm', '', { lines: 'l', words: 'w' })
  const wanted = (['l', 'w', 'c'] as const).filter((letter) => letters.has(letter))
  const counts = (lines: readonly string[]) => ({
    l: lines.length,
    w: lines.flatMap((line) => line.split(/\s+/).filter(Boolean)).length,
    c: lines.reduce((sum, line) => sum + new TextEncoder().encode(line).length + 1, 0),
  })
  return {
    files: rest,
    filter: gathering((lines) => {
      const sums = counts(lines)
      const shown = (wanted.length > 0 ? wanted : (['l', 'w', 'c'] as const)).map(
        (key) => sums[key],
      )
      if (shown.length === 1) return [String(shown[0])]
      return [shown.map((n) => String(n).padStart(7)).join(' ')]
    }),
  }
}

export const sort: OpenFilter = (words) => {
  const { letters, values, rest } = options('sort', words, 'rnufbV', 'kt')
  const separator = values.get('t')?.[0]
  const [from, to] = (values.get('k')?.[0] ?? '').replace(/[a-z]/g, '').split(',').map(Number)
  const isNumeric = letters.has('n') || /n/.test(values.get('k')?.[0] ?? '')
  const keyOf = (line: string) => {
    if (!from) return line
    const fields = line.trimStart().split(separator ?? /\s+/)
    return fields.slice(from - 1, to || undefined).join(separator ?? ' ')
  }
  const order = (a: string, b: string) => {
    const [x, y] = [keyOf(a), keyOf(b)]
    if (isNumeric) return (Number.parseFloat(x) || 0) - (Number.parseFloat(y) || 0)
    return x < y ? -1 : x > y ? 1 : 0
  }
  return {
    files: rest,
    filter: gathering((given) => {
      const lines = [...given].sort((a, b) => order(a, b) || (a < b ? -1 : a > b ? 1 : 0))
      if (letters.has('r')) lines.reverse()
      if (!letters.has('u')) return lines
      return lines.filter((line, index) => index === 0 || order(line, lines[index - 1] ?? '') !== 0)
    }),
  }
}

export const uniq: OpenFilter = (words) => {
  const { letters, rest } = options('uniq', words, 'cdui', '')
  return {
    files: rest,
    filter: gathering((lines) => {
      const runs: { readonly line: string; count: number }[] = []
      for (const line of lines) {
        const run = runs.at(-1)
        if (run?.line === line) run.count++
        else runs.push({ line, count: 1 })
      }
      return runs
        .filter(({ count }) =>
          letters.has('d') ? count > 1 : letters.has('u') ? count === 1 : true,
        )
        .map(({ line, count }) =>
          letters.has('c') ? `${String(count).padStart(7)} ${line}` : line,
        )
    }),
  }
}

export const cut: OpenFilter = (words) => {
  const { letters, values, rest } = options('cut', words, 's', 'dfc')
  const [fields, characters] = [values.get('f')?.[0], values.get('c')?.[0]]
  const separator = values.get('d')?.[0] ?? '\t'
  const list = fields ?? characters
  if (!list) throw new Failure('cut: you must specify a list of bytes, characters, or fields')
  const isChosen = chooser(list)
  return {
    files: rest,
    filter: mapping((line) => {
      if (characters) return [[...line].filter((_, index) => isChosen(index + 1)).join('')]
      if (!line.includes(separator)) return letters.has('s') ? [] : [line]
      return [
        line
          .split(separator)
          .filter((_, index) => isChosen(index + 1))
          .join(separator),
      ]
    }),
  }
}

/** `1`, `1,3`, `2-`, `-4`. */
function chooser(list: string): (place: number) => boolean {
  const ranges = list.split(',').map((text) => {
    const [, from = '', dash, to = ''] = /^(\d*)(-?)(\d*)$/.exec(text) ?? []
    if (from + to === '') throw new Failure(`cut: invalid field range`)
    return [
      Number(from || 1),
      dash ? Number(to || Number.POSITIVE_INFINITY) : Number(from),
    ] as const
  })
  return (place) => ranges.some(([from, to]) => place >= from && place <= to)
}

/** `tr a b`, `tr -d a`, `tr -s ' '`, and ranges. */
export const tr: OpenFilter = (words) => {
  const { letters, rest } = options('tr', words, 'ds', '')
  const [from = '', to = ''] = rest.map(spelledOut)
  if (from === '') throw new Failure('tr: missing operand')
  const last = to.at(-1) ?? ''
  const change = (line: string) => {
    if (letters.has('d')) return [...line].filter((one) => !from.includes(one)).join('')
    const squeezed = letters.has('s')
      ? line.replace(/(.)\1+/g, (all, one: string) => (from.includes(one) ? one : all))
      : line
    if (to === '') return squeezed
    return [...squeezed]
      .map((one) => (from.includes(one) ? (to[from.indexOf(one)] ?? last) : one))
      .join('')
  }
  const usesBreaks = `${from}${to}`.includes('\n')
  return {
    files: [],
    filter: usesBreaks
      ? gathering((lines) =>
          change(`${lines.join('\n')}\n`)
            .replace(/\n$/, '')
            .split('\n'),
        )
      : mapping((line) => [change(line)]),
  }
}

function spelledOut(set: string): string {
  return set
    .replace(/\\n/g, '\n')
    .replace(/\\t/g, '\t')
    .replaceAll('[:upper:]', 'A-Z')
    .replaceAll('[:lower:]', 'a-z')
    .replace(/(\w)-(\w)/g, (all, from: string, to: string) => {
      const [a, b] = [from.charCodeAt(0), to.charCodeAt(0)]
      return b < a
        ? all
        : String.fromCharCode(...Array.from({ length: b - a + 1 }, (_, i) => a + i))
    })
}

/** `s/a/b/g`, `2d`, `/x/d`, `-n 2p`, `-n '2,5p'`. */
export const sed: OpenFilter = (words) => {
  const { letters, values, rest } = options('sed', words, 'nErs', 'e')
  const script = values.get('e')?.[0] ?? rest[0]
  if (script === undefined) throw new Failure('Usage: sed [OPTION]... {script} [FILE]...')
  const run = scriptOf(script, letters)
  let number = 0
  return {
    files: values.has('e') ? rest : rest.slice(1),
    filter: mapping((line) => run(line, ++number)),
  }
}

function scriptOf(script: string, letters: ReadonlySet<string>) {
  const isExtended = letters.has('E') || letters.has('r')
  const isQuiet = letters.has('n')
  const [, sign = '', old = '', next = '', marks = ''] =
    /^s(.)((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1([gip\d]*)$/.exec(script) ?? []
  if (sign) {
    const pattern = expression(
      'sed',
      old,
      isExtended,
      `${marks.includes('g') ? 'g' : ''}${marks.includes('i') ? 'i' : ''}`,
    )
    const text = next
      .replace(/\$/g, '$$$$')
      .replace(/\\(\d)/g, '$$$1')
      .replace(/(?<!\\)&/g, '$$&')
    return (line: string) => {
      const changed = line.replace(pattern, text.replaceAll('\\/', '/'))
      return isQuiet ? (marks.includes('p') && changed !== line ? [changed] : []) : [changed]
    }
  }
  const [, from, comma, to, searched, verb] =
    /^(?:(\d+|\$)(?:(,)(\d+|\$))?|\/(.+)\/)([dp])$/.exec(script) ?? []
  if (verb === undefined)
    throw new Failure(
      `sed: -e expression #1, char ${script.length}: unterminated or unknown command`,
    )
  const pattern = searched ? expression('sed', searched, isExtended, '') : undefined
  const place = (text: string | undefined) =>
    text === '$' ? Number.POSITIVE_INFINITY : Number(text)
  return (line: string, number: number) => {
    const isMeant = pattern
      ? pattern.test(line)
      : number >= place(from) && number <= (comma ? place(to) : place(from))
    if (verb === 'd') return isMeant ? [] : [line]
    return isMeant ? (isQuiet ? [line] : [line, line]) : isQuiet ? [] : [line]
  }
}
