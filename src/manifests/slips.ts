/**
 * Slips that YAML happily reads as text although nobody means them: full-width characters, curly
 * quotes, invisible spaces, `replicas:3`.
 *
 * Only unquoted words are looked at, and only in places where such a character cannot be meant, so
 * that Japanese texts in annotations stay possible.
 */
import { EVENT_ID, type Event, SCALAR_STYLE } from 'js-yaml'
import type { Bilingual } from '../language.ts'
import type { Diagnostic } from './diagnostic.ts'
import { limits } from './limits.ts'
import { diagnostic } from './messages.ts'
import { resolvePlain } from './scalar.ts'
import { lineOf, rangeOf, type SourceText } from './source-text.ts'

/** Where an unquoted word stands: left of a colon, right of it, behind a dash, alone. */
export type Position = 'key' | 'value' | 'item' | 'own-line'

/** A slip sits in a short word; the bound keeps the patterns below fast. */
const longestWord = 1000

/** Looks at every unquoted word of a text that does parse. */
export function findSlips(source: SourceText, events: readonly Event[]): Diagnostic[] {
  const { text } = source
  const found: Diagnostic[] = []
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN) continue
    const { valueStart: start, valueEnd: end } = event
    if (start < 0 || end - start > longestWord) continue
    const lineStart = source.lineStarts[lineOf(source, start) - 1]!
    const lead = text.slice(Math.max(lineStart, start - 200), start)
    const alone = /^\uFEFF? *$/.test(lead) ? 'own-line' : /^[ -]*$/.test(lead) ? 'item' : 'value'
    const isKey = /^\s*:(?:\s|$)/.test(text.slice(end, end + 20))
    const slip = slipIn(source, start, text.slice(start, end), isKey ? 'key' : alone)
    if (slip) found.push(slip)
    if (found.length >= limits.diagnostics) break
  }
  return found
}

const ideographic: Bilingual = { ja: '全角スペース', en: 'a full-width space' }
const otherSpace: Bilingual = { ja: '特殊な空白文字', en: 'a special space character' }
const specialSpace = /[\u3000\u00a0\u2000-\u200b\u202f\u2060\ufeff]/

/** The slip in one unquoted word that begins at `start`, if there is one. */
export function slipIn(
  source: SourceText,
  start: number,
  word: string,
  position: Position,
): Diagnostic | undefined {
  const line = lineOf(source, start)
  const range = (index: number, length: number) =>
    rangeOf(source, start + index, start + index + length)

  const space = spaceSlip(word, position)
  if (space >= 0) {
    const name = word.charAt(space) === '\u3000' ? ideographic : otherSpace
    return diagnostic('special-space', range(space, 1), line, name)
  }
  const tightDash = position === 'key' && /^-([A-Za-z]\S*)/.exec(word)
  if (tightDash) {
    return diagnostic('missing-space-after-dash', range(0, word.length), line, `- ${tightDash[1]}:`)
  }
  if (position === 'own-line' || position === 'item') {
    const colon = /^([\w./-]+)\s*：\s*(.*)/.exec(word)
    if (colon) {
      const fixed = `${colon[1]}: ${colon[2]}`.trimEnd()
      return diagnostic('full-width', range(word.indexOf('：'), 1), line, colon[0], fixed)
    }
    const dash = /^[－–—−](?=\s*[\w"'])/.exec(word)
    if (dash) return diagnostic('full-width', range(0, 1), line, dash[0], '-')
    // Behind a dash `nginx:1.14` may be a text; alone below a key it is a pair without its space.
    const tight = /^([A-Za-z_][\w./-]*):([^\s:/].*)/.exec(word)
    if (tight && position === 'own-line') {
      const fixed = `${tight[1]}: ${tight[2]}`
      return diagnostic('missing-space-after-colon', range(0, word.length), line, fixed)
    }
  }
  if (/^[“”„‘’＂＇].*[“”‘’＂＇]$/.test(word)) {
    return diagnostic('curly-quote', range(0, word.length), line, word.charAt(0))
  }
  return fullWidthWord(word, position, (found, instead) =>
    diagnostic('full-width', range(word.indexOf(found), found.length), line, found, instead),
  )
}

/** Index of a space that only looks like one: leading, behind the colon, or within a name. */
function spaceSlip(word: string, position: Position): number {
  if (specialSpace.test(word.charAt(0))) return 0
  const trailing = /[\u3000\u00a0\u2000-\u200b\u202f\u2060\ufeff]+$/.exec(word)
  if (trailing) return trailing.index
  if (position === 'key') return word.search(specialSpace)
  if (position === 'value') return -1
  const behind = /^-?[\w./-]*[:-](?=[\u3000\u00a0\u2000-\u200b\u202f])/.exec(word)
  return behind ? behind[0].length : -1
}

function fullWidthWord(
  word: string,
  position: Position,
  say: (found: string, instead: string) => Diagnostic,
): Diagnostic | undefined {
  if (!/[！-～]/.test(word)) return undefined
  const narrow = word.normalize('NFKC')
  if (position === 'key') return /^[ -~！-～]+$/.test(word) ? say(word, narrow) : undefined
  // A whole value in full-width characters, such as ３ or ｎｇｉｎｘ.
  if (/^[！-～－−]+$/.test(word) && /[０-９Ａ-Ｚａ-ｚ]/.test(word)) return say(word, narrow)
  const comment = /^(.*?)\s*＃/.exec(word)
  if (comment && typeof resolvePlain(comment[1]!) !== 'string') return say('＃', '#')
  const listed = /^[［｛]/.exec(word)
  return listed ? say(listed[0], listed[0].normalize('NFKC')) : undefined
}
