/**
 * Slips of the pen in English: `notcies`, `runing`, `desicion`. A word that no explanation is made
 * of, but that is one slip away from a word that is, becomes that word. Names have a finder of
 * their own (`speakers/mentions.ts`).
 *
 * *Leaves out:* words of fewer than six letters, of which too many are alike.
 */
import { editDistance } from './edit-distance.ts'
import { type MappedText, type Replacement, replaceStretches } from './mapped-text.ts'

/** Words that carry the meaning of an explanation of who does what. */
const telling = new Set(
  `notice notices noticed detect detects detected compare compares compared monitor monitors watches
  create creates created creating replace replaces replaced replacement another missing shortage
  difference desired actual number choose chooses chosen choosing select selects selected decide
  decides decided assign assigns assigned schedule schedules scheduled healthy available running
  always container containers replica replicas exactly instance instances maintain maintained keeps
  restart restarts restarted failed failure stopped crashed exists existing recipe instructions
  describe describes describing result finished explain explains margherita pepperoni pizzeria
  ordering wanted machine machines cluster component store stored database`.split(/\s+/),
)
/** Real words that are one slip away from a telling one, and mean something else. */
const meant = new Set(
  'waited filled called related exits ruining stories mission clutter clustered'.split(' '),
)
const fewestLetters = 6
const lettersOfTwoSlips = 9

export function mendSlips(text: MappedText): MappedText {
  const mended: Replacement[] = []
  for (const { 0: word, index } of text.text.matchAll(/[a-z]+/g)) {
    if (word.length < fewestLetters || telling.has(word) || meant.has(word)) continue
    const put = nearest(word)
    if (put) mended.push({ start: index, end: index + word.length, put })
  }
  return replaceStretches(text, mended)
}

/** The word meant; nothing where a regular ending alone makes the difference. */
function nearest(word: string): string | undefined {
  const limit = word.length >= lettersOfTwoSlips ? 2 : 1
  for (const candidate of telling) {
    if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > 1) continue
    if (candidate.length < fewestLetters - 1 || isInflection(word, candidate)) continue
    if (editDistance(word, candidate, limit) <= limit) return candidate
  }
  return undefined
}

function isInflection(word: string, candidate: string): boolean {
  const stem = (one: string) => one.replace(/(?:e?s|e?d|ing|ly|e|er|ion|or)$/, '')
  return stem(word) === stem(candidate)
}
