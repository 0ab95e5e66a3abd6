/** Names near to a word, as kubectl suggests them. *Upstream:* `github.com/spf13/cobra` SuggestionsFor */
import { editDistance } from '../manifests/nearest.ts'

/** At most two edits away, or beginning with the word; in the order of the alphabet. */
export function closeNames(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase()
  if (wanted === '') return []
  return names.filter((name) => editDistance(wanted, name) <= 2 || name.startsWith(wanted)).sort()
}
