/**
 * Brings what a learner typed into one form: width, case, quotes, arrows, long vowels, spellings,
 * numbers. Patterns of a rubric pass through the same steps, so that authors write naturally.
 *
 * *Leaves out:* misspelt names, which `mentions.ts` finds by likeness.
 */
import { type MappedText, mapPieces, replaceMapped } from './mapped-text.ts'
import { numerals } from './numerals.ts'
import { japaneseSpellings } from './spellings-ja.ts'

type Step = readonly [RegExp, string | ((...groups: string[]) => string)]

/** A character with the marks that belong to it: ﾋ and ﾟ make one ピ. */
const clusters = /[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S][\u0300-\u036F\u3099\u309A\uFF9E\uFF9F]*/g

/** In Japanese, a wide space after a verb ends a sentence as a full stop would. */
const wideSpace = '\u3000'

const marks: readonly Step[] = [
  [/(?<=[うくすつぶむるたい])\u3000+(?=[A-Za-zＡ-Ｚ一-龠ァ-ヺ])/g, '。'],
  [/\u3000+/g, ' '],
  [/[“”„«»]/g, '"'],
  [/[‘’`´]/g, "'"],
  [/[『【〈《]/g, '「'],
  [/[』】〉》]/g, '」'],
  [/\r\n?/g, '\n'],
  [/[ \t]*\n[ \t\n]*/g, '\n'],
  [/=+>|-+>|[⇒⟶➡➜➔▶►]|>+/g, '→'],
  [/<-+|[⇐←]/g, '←'],
  [/[●○■□◆◇•‣▪*#]+/g, '・'],
  // Pictures say nothing that a rubric could read.
  [/\uFE0F|\u200D|[\u2600-\u27BF\u200B\u200C\u2060\uFEFF]|[\uD83C-\uD83E][\uDC00-\uDFFF]/g, ' '],
  [/…+|\.{2,}|‥+/g, '…'],
  [/…(?=の?(?:では|じゃ)な)/g, ''],
  [/([ぁ-んァ-ヺ])[ー〜~―—]+/g, '$1'],
  // "どのノードで？を決める": the sentence goes on.
  [/[！？!?]+(?=を|って|という|と(?:言|思|気|考|わ|分|き))/g, ''],
  [/[！!]+(?=[」』])/g, ''],
  [/([ァ-ヺ])-(?=[ァ-ヺ])/g, '$1'],
  [/[‐‑–—―−]+/g, '-'],
  [/ --? /g, ' : '],
  [/([a-z0-9])[-_](?=[a-z])/g, '$1 '],
]

const english: readonly Step[] = [
  [/\bcannot\b|\bcan't\b|\bcant\b/g, 'can not'],
  [/\bwon't\b|\bwont\b/g, 'will not'],
  [/([a-z])n't\b/g, '$1 not'],
  [/\b(do|does|did|is|are|was|would|should|could)nt\b/g, '$1 not'],
  [/\bit's\b/g, 'it is'],
  [/\b(that|there|what|here|who)'s\b/g, '$1 is'],
  [/'(?:re)\b/g, ' are'],
  [/'(?:ll)\b/g, ' will'],
]

const spaces: readonly Step[] = [
  [/[ \t]+/g, ' '],
  [/ (?=[^ -~])/g, ''],
  [/([^ -~\n]) (?=[ -~])/g, '$1'],
]

/** Few put spaces between words; where they are rare, one after a verb ends a sentence. */
const spaced = /[ぁ-ん] +\S/g
const mostSpaces = 2
const spaceAfterVerb = /(?<=[うくすつぶむるた]) +(?!Pod|Node)(?=[A-Zァ-ヺ])/g

export function normalise(original: string): MappedText {
  const rare = (original.match(spaced)?.length ?? 0) <= mostSpaces
  let mapped = mapPieces(original, clusters, (piece) =>
    piece === wideSpace ? piece : piece.normalize('NFKC').toLowerCase(),
  )
  if (rare) mapped = replaceMapped(mapped, spaceAfterVerb, '。')
  for (const steps of [marks, english, spaces, japaneseSpellings, numerals]) {
    for (const [pattern, replacement] of steps) mapped = replaceMapped(mapped, pattern, replacement)
  }
  return mapped
}

/** The normal form alone, for patterns and names. */
export function normalForm(text: string): string {
  return normalise(text).text
}
