/** Names near to a word, as kubectl suggests them. *Upstream:* `github.com/spf13/cobra` SuggestionsFor */
import type { Bilingual } from '../language.ts'
import { editDistance, nearestWord } from '../manifests/nearest.ts'

/** At most two edits away, or beginning with the word; in the order of the alphabet. */
export function closeNames(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase()
  if (wanted === '') return []
  return names.filter((name) => editDistance(wanted, name) <= 2 || name.startsWith(wanted)).sort()
}

/** What may have been meant, in the reader's language; nothing where nothing is near. */
export function didYouMean(word: string, names: readonly string[]): Bilingual | undefined {
  const start = word.toLowerCase()
  // Of a short word nearly everything is the beginning.
  const near =
    nearestWord(word, names) ??
    (start.length > 3 ? names.find((name) => name.startsWith(start)) : undefined)
  return near ? { ja: `もしかして: ${near}`, en: `Did you mean: ${near}` } : undefined
}
