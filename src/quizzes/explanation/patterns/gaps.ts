/** Parts of expressions that patterns and the page make in the same way: gaps, edges, kana. */
import { type Language, languages } from '../../../language.ts'
import type { RubricType } from '../rubric.ts'
import { verbRows } from './verbs-ja.ts'

/** Names of subjects in a text are replaced by one character each, from here on. */
export const firstMention = 0xe000

/** English patterns, and the parts around a gap, are whole words. */
export const wordStart = '(?<![a-z])'
export const wordEnd = '(?![a-z])'

export interface PatternContext {
  readonly language: Language
  readonly subjectIds: readonly string[]
  /** Subjects that speak for one clause only; a gap may hold them. */
  readonly asides: readonly string[]
  /** Where sayings are bound to subjects, a gap does not reach across another subject. */
  readonly gapsCrossSubjects: boolean
}

/** One gap, however wide: gaps within gaps would be tried in every combination. */
export function gapSource(context: PatternContext, width = 1): string {
  const barred = context.gapsCrossSubjects ? '' : namesBarred(context)
  if (context.language === 'en')
    return `${wordEnd}[^.;!?\\n${barred}]{0,${40 * width}}?${wordStart}`
  if (barred === '') return `[^。！？!?\\n]{0,${12 * width}}?`
  const short = `[^。！？!?\\n${barred}]{0,${8 * width}}?`
  // "置き場所は X が決める": X takes up what is put in front of it.
  return `(?:${short}|${short}(?:は|を|に|も|か)、?[${barred}](?:が|は)${short})`
}

/** Parts that patterns repeat, the longest first. */
export function repeatedParts(contexts: readonly PatternContext[]): string[] {
  const gaps = [3, 2, 1].flatMap((width) => contexts.map((context) => gapSource(context, width)))
  return [...gaps, ...verbRows, wordStart, wordEnd]
}

/** The subjects across which no gap reaches, as part of a character class. */
function namesBarred({ subjectIds, asides }: PatternContext): string {
  return subjectIds
    .filter((id) => !asides.includes(id))
    .map((id) => String.fromCharCode(firstMention + subjectIds.indexOf(id)))
    .join('')
}

/** From this length on katakana may be hiragana; shorter words would be found by chance. */
export const longKatakana = /[ァ-ヶ]{4,}/g

export function kanaSource(katakana: string): string {
  return katakana.replace(/[ァ-ヶ]/g, (char) => {
    return `[${char}${String.fromCharCode(char.charCodeAt(0) - 0x60)}]`
  })
}

/** How the patterns of a rubric were read, in each language. */
export function contextsOf(
  type: RubricType,
  subjects: readonly { readonly id: string; readonly aside?: boolean | undefined }[],
): readonly PatternContext[] {
  const subjectIds = subjects.map(({ id }) => id)
  const asides = subjects.flatMap(({ id, aside }) => (aside ? [id] : []))
  const gapsCrossSubjects = type !== 'relation'
  return languages.map((language) => ({ language, subjectIds, asides, gapsCrossSubjects }))
}
