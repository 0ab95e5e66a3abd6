/**
 * The pattern language of rubrics, small enough to be learnt in a minute.
 *
 * - `ノードを選` — literal text, in any width, case and spelling
 * - `(Pod|コンテナ)` — one of these
 * - `代わりの?` — the character or group before it may be missing
 * - `差~気づ` — a gap: up to 8 characters in Japanese, up to 40 in English, within one sentence;
 *   `~~` is twice as wide
 * - `{v:選ぶ}`, `{v:choose}` — every form of the verb
 * - `{n}`, `{n:3}`, `{n:!3}` — any number, this number, any other number
 * - `{end}` — the end of the sentence
 * - `{s:etcd}` — a subject of the rubric, however it is spelt
 * - `creat*` — English: the rest of the word
 */
import { normalForm } from '../text/normalise.ts'
import { firstMention, gapSource, type PatternContext, wordEnd, wordStart } from './gaps.ts'
import { inflections } from './verbs-en.ts'
import { conjugations } from './verbs-ja.ts'

export class PatternError extends Error {
  constructor(pattern: string, problem: string) {
    super(`the pattern "${pattern}" ${problem}`)
    this.name = 'PatternError'
  }
}

export function patternSource(pattern: string, context: PatternContext): string {
  let position = 0

  function fail(problem: string): never {
    throw new PatternError(pattern, problem)
  }

  function sequence(depth: number): string {
    let out = ''
    let literal = ''
    const flush = () => {
      out += literalSource(literal)
      literal = ''
    }
    while (position < pattern.length) {
      const char = pattern[position]!
      if (char === ')' || char === '|') {
        if (depth === 0) fail(`has a "${char}" without "("; quote the pattern and group with ( )`)
        break
      }
      position++
      if (char === '?') fail('has a "?" with nothing before it')
      if ('[]+\\^$'.includes(char)) fail(`has "${char}", which means nothing here`)
      if (char === '(') {
        flush()
        out += optional(alternatives(depth + 1))
      } else if (char === '{') {
        flush()
        out += optional(braces())
      } else if (char === '~') {
        flush()
        let width = 1
        for (; pattern[position] === '~'; position++) width++
        out += gapSource(context, width)
        if (pattern[position] === '?') fail('has "~?"; a gap may be empty anyhow')
      } else if (char === '*') {
        flush()
        out += '[a-z]*'
      } else if (pattern[position] === '?') {
        flush()
        out += optional(`(?:${literalSource(char)})`)
      } else {
        literal += char
      }
    }
    flush()
    return out
  }

  function optional(source: string): string {
    if (pattern[position] !== '?') return source
    position++
    return `(?:${source})?`
  }

  function alternatives(depth: number): string {
    const found = [sequence(depth)]
    while (pattern[position] === '|') {
      position++
      found.push(sequence(depth))
    }
    if (pattern[position] !== ')') fail('has a "(" that is never closed')
    position++
    if (found.includes('')) fail('has an empty alternative')
    return `(?:${found.join('|')})`
  }

  function braces(): string {
    const close = pattern.indexOf('}', position)
    if (close < 0) fail('has a "{" that is never closed')
    const [kind, value = ''] = pattern.slice(position, close).split(':')
    position = close + 1
    if (kind === 'v' && value !== '') {
      return /^[a-z]+$/.test(value) ? inflections(value) : `(?:${verbSource(value)})`
    }
    if (kind === 'n') return numberSource(value)
    if (kind === 'end') return '(?=[ 。、,.!！」")]*(?:\\n|$))'
    if (kind === 's' && context.subjectIds.includes(value)) {
      return String.fromCharCode(firstMention + context.subjectIds.indexOf(value))
    }
    return fail(`does not know {${kind}:${value}}`)
  }

  function verbSource(verb: string): string {
    try {
      return conjugations(normalForm(verb))
    } catch (error) {
      return fail(`cannot conjugate: ${(error as Error).message}`)
    }
  }

  const source = sequence(0)
  if (source === '') fail('is empty')
  return context.language === 'en' ? `${wordStart}${source}${wordEnd}` : source
}

function numberSource(value: string): string {
  const alone = (digits: string) => `(?<![\\d.])${digits}(?![\\d]|\\.\\d)`
  if (value === '') return alone('\\d+')
  if (value.startsWith('!')) return alone(`(?!${value.slice(1)}(?!\\d))\\d+`)
  return alone(value)
}

function literalSource(literal: string): string {
  return normalForm(literal).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
