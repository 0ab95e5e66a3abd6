/**
 * A line as a shell reads it: words with quotes, and commands joined by pipes.
 *
 * *Leaves out:* variables, globs, redirection, `&&`. Who types one of them is told.
 */
import type { Bilingual } from '../language.ts'

export interface Line {
  /** One list of words for each command of the pipe. */
  readonly commands: readonly (readonly string[])[]
}

export interface NotRead {
  readonly problem: Bilingual
}

interface Reader {
  readonly text: string
  position: number
}

export function readLine(text: string): Line | NotRead {
  const commands: string[][] = [[]]
  const reader = { text, position: 0 }
  while (reader.position < text.length) {
    const character = text[reader.position] ?? ''
    if (/\s/.test(character)) reader.position++
    else if (character === '|') {
      if (commands.at(-1)?.length === 0 || text[reader.position + 1] === '|')
        return { problem: unsupported('|') }
      commands.push([])
      reader.position++
    } else if (character === '#' && commands.at(-1)?.length === 0) break
    else if (/[;&<>]/.test(character)) return { problem: unsupported(character) }
    else {
      const word = readWord(reader)
      if (word === undefined) return { problem: openQuote }
      commands.at(-1)?.push(word)
    }
  }
  if (commands.length > 1 && commands.at(-1)?.length === 0) return { problem: unsupported('|') }
  return { commands: commands.filter((words) => words.length > 0) }
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

function unsupported(sign: string): Bilingual {
  return {
    ja: `このターミナルでは ${sign} をここに書けません。使えるのは、コマンドと | grep、head、tail、wc、sort です。`,
    en: `This terminal does not take ${sign} here. It takes commands, and | grep, head, tail, wc and sort.`,
  }
}
