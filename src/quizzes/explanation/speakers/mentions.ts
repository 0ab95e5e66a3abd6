/**
 * Finds the subjects of a rubric in an answer, misspelt names included, and puts one character in
 * the place of each name, so that everything after this sees who is spoken of and not how.
 */

import { firstMention, kanaSource } from '../patterns/gaps.ts'
import type { CompiledSubject } from '../rubric.ts'
import { editDistance, slipsAllowed } from '../text/edit-distance.ts'
import { longPattern } from '../text/long-pattern.ts'
import {
  type MappedText,
  type Replacement,
  replaceMapped,
  replaceStretches,
} from '../text/mapped-text.ts'

/** In the text, subject n is the character `firstMention + n`. */
export const mentionPattern = /[\uE000-\uE0FF]/

export interface NameFinder {
  /** 前者 and "the latter" mean one of the first two subjects. */
  readonly pairs: boolean
  readonly exact: RegExp
  readonly owners: readonly number[]
  readonly subjects: readonly (CompiledSubject & {
    /** Names without spaces, for comparison by likeness. */
    readonly alike: readonly string[]
  })[]
}

export function nameFinder(subjects: readonly CompiledSubject[], pairs: boolean): NameFinder {
  const sources = subjects
    .flatMap(({ names, short }, owner) => [
      ...names.map((name) => ({ source: wholeWord(name), length: name.length, owner })),
      // A short name is one only where it is marked as the subject of something.
      ...short.map((name) => ({
        source: `${wholeWord(name)}(?=${shortNameMark})`,
        length: name.length,
        owner,
      })),
    ])
    .sort((a, b) => b.length - a.length)
  return {
    exact: new RegExp(sources.map(({ source }) => `(${source})`).join('|') || '(?!)', 'g'),
    owners: sources.map(({ owner }) => owner),
    subjects: subjects.map((subject) => ({
      ...subject,
      alike: subject.names.map((name) => name.replace(/[ ・.]/g, '')),
    })),
    pairs,
  }
}

function wholeWord(name: string): string {
  const start = /^[a-z0-9]/.test(name) ? '(?<![a-z])' : ''
  const end = /[a-z0-9]$/.test(name) ? '(?:s(?![a-z])|(?![a-z]))' : ''
  return `${start}${nameSource(name)}${end}`
}

/** From this length on, katakana may be written in hiragana. */
const shortestFoldedKana = 4

/** A name as an expression: spaces may be missing, katakana may be hiragana. */
function nameSource(name: string): string {
  const folds = (name.match(/[ァ-ヶ]/g)?.length ?? 0) >= shortestFoldedKana
  return name
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/[ ・]/g, '[ ・]?')
    .replace(/[ァ-ヶ]+/g, (katakana) => (folds ? kanaSource(katakana) : katakana))
}

const shortNameMark =
  '(?:は|が(?!必)|も|って|では|だと|なら|の(?:場合|方|ほう)|(?:です|だ)?[。]|[:=→、]|\\n|$)'

export function replaceNames(normal: MappedText, finder: NameFinder): MappedText {
  const exact = replaceMapped(normal, finder.exact, (_, ...groups) => {
    return character(finder.owners[groups.findIndex((group) => group !== '')]!)
  })
  const named = replaceStretches(exact, misspelt(exact.text, finder))
  if (!finder.pairs) return named
  const both = replaceMapped(named, bothWords, `${character(0)}と${character(1)}は`)
  return replaceMapped(both, pairWords, pairWord(both.text))
}

/** Said of the two together. */
const bothWords = longPattern(
  `
    (?:どちらも|どっちも|両方とも|両方が|両者とも|両者は|双方とも|双方が|2つとも|(?:they|these) both|both of them
    |both components)(?!な[いく]|違)(?:は|が)?
  `,
  'g',
)

const pairWords = longPattern(
  `
    (前者|先の(?:方|もの)|最初の(?:方|もの)|(?:the )?former(?: one)?(?![a-z])|the first one(?![a-z])
    |(?<=\\b(?:with|in|under|for) )the first(?=,| (?:i|you|we|one|case)\\b))
    |(後者|あとの(?:方|もの)|(?:the )?latter(?: one)?(?![a-z])|the second one(?![a-z])
    |(?<=\\b(?:with|in|under|for) )the second(?=,| (?:i|you|we|one|case)\\b))
    |(もう(?:一方|片方)|the other one(?![a-z]))
  `,
  'g',
)

/** 前者 is the one that the answer named first, or else the question did. */
function pairWord(text: string): (...groups: string[]) => string {
  const inAnswer = [0, 1].map((owner) => text.indexOf(character(owner)))
  const swapped = inAnswer.every((at) => at >= 0) && inAnswer[1]! < inAnswer[0]!
  const [first, second] = swapped ? [1, 0] : [0, 1]
  let latest = inAnswer[0]! >= 0 ? 0 : 1
  return (_, former, latter) => {
    latest = former ? first : latter ? second : 1 - latest
    return character(latest)
  }
}

/** Looks at one, two or three words together: `controler maneger`, コントローラ・マネジャ. */
function misspelt(text: string, finder: NameFinder): Replacement[] {
  const words = Array.from(text.matchAll(/[a-z]+|[ァ-ヺ]+/g), (match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
  const found: Replacement[] = []
  /** Whoever writes a word once may write it a hundred times. */
  const known = new Map<string, number>()
  const ownerOf = (word: string): number => {
    const owner = known.get(word) ?? alike(word, finder)
    known.set(word, owner)
    return owner
  }
  for (let i = 0; i < words.length; i++) {
    for (const width of [3, 2, 1]) {
      const group = words.slice(i, i + width)
      if (group.length < width || !group.every((_, n) => n === 0 || near(text, group, n))) continue
      const owner = ownerOf(group.map(({ word }) => word).join(''))
      if (owner < 0) continue
      found.push({ start: group[0]!.start, end: group.at(-1)!.end, put: character(owner) })
      i += width - 1
      break
    }
  }
  return found
}

function near(text: string, group: readonly { start: number; end: number }[], n: number): boolean {
  return /^[ .・-]?$/.test(text.slice(group[n - 1]!.end, group[n]!.start))
}

function alike(word: string, { subjects }: NameFinder): number {
  if (word.length < 4 || mentionPattern.test(word)) return -1
  if (subjects.some(({ unlike }) => unlike.includes(word))) return -1
  // Asides are common words ("shop"), to which too much is alike.
  return subjects.findIndex(
    ({ alike, aside }) =>
      !aside &&
      alike.some((name) => {
        const limit = slipsAllowed(name)
        return limit > 0 && editDistance(word, name, limit) <= limit
      }),
  )
}

function character(owner: number): string {
  return String.fromCharCode(firstMention + owner)
}
