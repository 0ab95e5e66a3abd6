/**
 * "The wrong type of value", explained: what was written, what is wanted, how to write it.
 * *Upstream:* encoding/json `UnmarshalTypeError`, with Go's names of types.
 */
import type { Bilingual } from '../language.ts'
import type { Complaint, Explanation } from './complaint.ts'
import type { JsonValue } from './compose.ts'
import { parseFieldPath } from './locate.ts'
import { quote } from './messages.ts'

/** encoding/json's word for a value. */
export function jsonType(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

const givenNames: Record<string, Bilingual> = {
  string: { ja: '文字列', en: 'text' },
  number: { ja: '数値', en: 'a number' },
  bool: { ja: '真偽値（true・false）', en: 'a boolean' },
  array: { ja: 'リスト', en: 'a list' },
  object: { ja: ' `名前: 値` の並び', en: 'a set of `name: value` pairs' },
}

type Wanted = 'integer' | 'number' | 'text' | 'boolean' | 'list' | 'mapping'

function wantedOf(goType: string): Wanted {
  if (/^u?int(?:8|16|32|64)?$/.test(goType)) return 'integer'
  if (/^float(?:32|64)$/.test(goType)) return 'number'
  if (goType === 'string') return 'text'
  if (goType === 'bool') return 'boolean'
  return goType.startsWith('[]') ? 'list' : 'mapping'
}

export function explainType(complaint: Complaint, given: string, goType: string): Explanation {
  const { field, line, written } = complaint
  const wanted = wantedOf(goType)
  const pair = wanted === 'mapping' && unfinishedPair(complaint)
  if (pair) return pair
  const name = givenNames[given] ?? { ja: quote(given), en: quote(given) }
  const shown = /^[^\s[{][^\n]*$/.test(written) ? quote(written) : undefined
  const rule = rules[wanted](lastName(field), written)
  const subject = field === '' ? '' : `${quote(field)} `
  return {
    code: 'type-mismatch',
    message: {
      ja: `${subject}${subject ? 'が' : ''}${name.ja}${shown ? ` ${shown} ` : ''}です（${line}行目）。${rule.ja}`,
      en: `${subject || 'The value '}is ${name.en}${shown ? `, ${shown}` : ''} (line ${line}). ${rule.en}`,
    },
  }
}

const rules: Record<Wanted, (name: string, written: string) => Bilingual> = {
  integer: (name, written) => {
    const example = quote(`${name}: ${numberMeant(written)}`)
    return { ja: `整数で書きます。例: ${example}`, en: `Write an integer. Example: ${example}` }
  },
  number: (name) => ({
    ja: `数値で書きます。例: ${quote(`${name}: 0.5`)}`,
    en: `Write a number. Example: ${quote(`${name}: 0.5`)}`,
  }),
  text: (name, written) => {
    const example = quote(`${name}: "${/^[^\s"[{]+$/.test(written) ? written : 'nginx'}"`)
    return {
      ja: `文字列が必要です。引用符で囲んでください。例: ${example}`,
      en: `Text is wanted here; put it in quotes. Example: ${example}`,
    }
  },
  boolean: (name) => ({
    ja: `引用符なしの ${quote('true')} か ${quote('false')} を書きます。例: ${quote(`${name}: true`)}`,
    en: `Write ${quote('true')} or ${quote('false')} without quotes. Example: ${quote(`${name}: true`)}`,
  }),
  list: (name) => ({
    ja: `リストが必要です。${quote(`${name}:`)} の下の各項目を ${quote('- ')} で始めてください。`,
    en: `A list is wanted here. Under ${quote(`${name}:`)}, start each item with ${quote('- ')}.`,
  }),
  mapping: (name) => ({
    ja: `${quote(`${name}:`)} の次の行から、字下げして ${quote('名前: 値')} を並べてください。`,
    en: `Below ${quote(`${name}:`)}, write indented ${quote('name: value')} pairs.`,
  }),
}

/** `metadata:` with `name web` below it: a pair whose colon, or the space behind it, is missing. */
function unfinishedPair({ written, line, value }: Complaint): Explanation | undefined {
  if (typeof value !== 'string') return undefined
  const pair = /^([A-Za-z][\w-]*)(?:\s*:|\s+)(\S+)$/.exec(value)
  if (!pair) return undefined
  const fixed = quote(`${pair[1]}: ${pair[2]}`)
  return {
    code: 'type-mismatch',
    message: {
      ja: `${line}行目の ${quote(written)} は 1 つの文字列として読まれます。コロンと半角スペースで区切ってください。例: ${fixed}`,
      en: `Line ${line}, ${quote(written)}, is read as one text. Separate it with a colon and a space. Example: ${fixed}`,
    },
  }
}

const numberWords = 'zero one two three four five six seven eight nine ten'.split(' ')
const numerals = '〇一二三四五六七八九十'

/** The number a learner probably meant by `three`, `"3"` or `3.0`; otherwise 1. */
function numberMeant(written: string): number {
  const bare = written.replace(/["']/g, '').trim().toLowerCase()
  const word = numberWords.indexOf(bare)
  if (word >= 0) return word
  if (bare.length === 1 && numerals.includes(bare)) return numerals.indexOf(bare)
  const digits = Number.parseInt(bare, 10)
  return Number.isSafeInteger(digits) ? digits : 1
}

function lastName(field: string): string {
  return String(parseFieldPath(field).findLast((part) => typeof part === 'string') ?? '')
}
