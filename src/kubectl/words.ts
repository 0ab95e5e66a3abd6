/**
 * A line as a shell reads it: words with quotes, commands joined by pipes, pipes joined by `;`,
 * `&&` and `||`, and files that a pipe reads from or writes to.
 *
 * *Leaves out:* variables, globs, jobs in the background. Who types one of them is told.
 */
import type { Bilingual } from '../language.ts'

export interface Pipe {
  /** One list of words for each command. */
  readonly commands: readonly (readonly string[])[]
  /** After the pipe before it: whatever became of that, only if it went well, only if it did not. */
  readonly when: 'always' | 'success' | 'failure'
  /** `< file` */
  readonly from?: string
  /** `> file` or `>> file`; nothing is kept of what goes to `/dev/null`. */
  readonly into?: { readonly file: string; readonly append: boolean }
  /** `2>&1` or `2>/dev/null` */
  readonly errors?: 'output' | 'nowhere'
}

export interface Line {
  readonly pipes: readonly Pipe[]
}

export interface NotRead {
  readonly problem: Bilingual
}

interface Reader {
  readonly text: string
  position: number
}

interface Growing {
  readonly commands: string[][]
  readonly when: Pipe['when']
  from?: string
  into?: NonNullable<Pipe['into']>
  errors?: NonNullable<Pipe['errors']>
}

const joiners = { ';': 'always', '&&': 'success', '||': 'failure' } as const

export function readLine(text: string): Line | NotRead {
  const reader = { text, position: 0 }
  const pipes: Growing[] = [begin('always')]
  for (;;) {
    while (/\s/.test(text[reader.position] ?? '')) reader.position++
    const rest = text.slice(reader.position)
    const pipe = pipes.at(-1) ?? begin('always')
    const words = pipe.commands.at(-1) ?? []
    if (rest === '' || (rest[0] === '#' && words.length === 0)) break
    const joiner = /^(?:;|&&|\|\|)/.exec(rest)?.[0] as keyof typeof joiners | undefined
    if (joiner) {
      if (words.length === 0) return { problem: nothingBefore(joiner) }
      pipes.push(begin(joiners[joiner]))
      reader.position += joiner.length
    } else if (rest[0] === '|') {
      if (words.length === 0) return { problem: nothingBefore('|') }
      pipe.commands.push([])
      reader.position++
    } else if (/^(?:[12]?>|<)/.test(rest)) {
      const problem = redirect(reader, pipe)
      if (problem) return { problem }
    } else if (rest[0] === '&') return { problem: unsupported('&') }
    else {
      const word = readWord(reader)
      if (word === undefined) return { problem: openQuote }
      words.push(word)
    }
  }
  if (pipes.some(({ commands }) => commands.length > 1 && commands.at(-1)?.length === 0))
    return { problem: nothingBehind('|') }
  const last = pipes.at(-1)
  if (last?.when !== 'always' && last?.commands[0]?.length === 0)
    return { problem: nothingBehind(last.when === 'success' ? '&&' : '||') }
  return { pipes: pipes.filter(({ commands }) => (commands[0]?.length ?? 0) > 0) }
}

function begin(when: Pipe['when']): Growing {
  return { commands: [[]], when }
}

/** `> f`, `>> f`, `< f`, `2>&1`, `2>/dev/null`. */
function redirect(reader: Reader, pipe: Growing): Bilingual | undefined {
  const [sign = ''] = /^(?:2>&1|[12]?>>?|<+)/.exec(reader.text.slice(reader.position)) ?? []
  reader.position += sign.length
  if (sign === '2>&1') {
    pipe.errors = 'output'
    return undefined
  }
  if (sign.length > 1 && sign.startsWith('<')) return unsupported(sign)
  while (reader.text[reader.position] === ' ') reader.position++
  const file = readWord(reader)?.replace(/^\.\//, '')
  if (!file) return nothingBehind(sign)
  if (sign === '<') pipe.from = file
  else if (sign.startsWith('2')) {
    if (file !== '/dev/null') return unsupported(sign)
    pipe.errors = 'nowhere'
  } else pipe.into = { file, append: sign.endsWith('>>') }
  return undefined
}

/** One word, its quotes taken away; nothing where a quote is never closed. */
function readWord(reader: Reader): string | undefined {
  const { text } = reader
  let word = ''
  while (reader.position < text.length) {
    const character = text[reader.position] ?? ''
    if (/[\s|;&<>]/.test(character)) break
    if (character === "'" || character === '"') {
      const quoted = readQuoted(reader, character)
      if (quoted === undefined) return undefined
      word += quoted
    } else if (character === '\\') {
      word += text[reader.position + 1] ?? ''
      reader.position += 2
    } else {
      word += character
      reader.position++
    }
  }
  return word
}

function readQuoted(reader: Reader, quote: string): string | undefined {
  const { text } = reader
  let content = ''
  for (reader.position++; reader.position < text.length; reader.position++) {
    const character = text[reader.position] ?? ''
    if (character === quote) {
      reader.position++
      return content
    }
    const next = text[reader.position + 1] ?? ''
    if (quote === '"' && character === '\\' && /["\\$`]/.test(next)) {
      content += next
      reader.position++
    } else content += character
  }
  return undefined
}

const openQuote: Bilingual = {
  ja: '引用符が閉じていません。同じ引用符で閉じてください。',
  en: 'A quotation mark is not closed. Close it with the same mark.',
}

function nothingBefore(sign: string): Bilingual {
  return {
    ja: `${sign} の前にコマンドがありません。`,
    en: `There is no command before ${sign}.`,
  }
}

function nothingBehind(sign: string): Bilingual {
  const isFile = sign.includes('>') || sign === '<'
  return {
    ja: isFile
      ? `${sign} のあとにファイル名がありません。`
      : `${sign} のあとにコマンドがありません。`,
    en: isFile ? `There is no file name behind ${sign}.` : `There is no command behind ${sign}.`,
  }
}

function unsupported(sign: string): Bilingual {
  return {
    ja: `このターミナルでは ${sign} を使えません。使えるのは、コマンドと、| ; && || > >> < です。`,
    en: `This terminal does not take ${sign}. It takes commands, and | ; && || > >> <.`,
  }
}
