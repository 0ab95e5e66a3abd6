/**
 * Compiled patterns repeat the same parts hundreds of times: gaps, endings of verbs. One character
 * stands for each while a rubric is on its way to the page, and a long word in katakana stands for
 * itself in hiragana, too.
 */
import { kanaSource, longKatakana } from './gaps.ts'

/** Names of subjects are below this, and no text holds what is above. */
const firstFragment = 0xf000

/** The character for the n-th fragment. */
function signOf(index: number): string {
  return String.fromCharCode(firstFragment + index)
}

export function folded(source: string, fragments: readonly string[]): string {
  return fragments.reduce((text, part, index) => text.replaceAll(part, signOf(index)), source)
}

export function unfolded(source: string, fragments: readonly string[]): string {
  return source
    .replace(longKatakana, kanaSource)
    .replace(/[\uF000-\uF0FF]/g, (sign) => fragments[sign.charCodeAt(0) - firstFragment] ?? '')
}
