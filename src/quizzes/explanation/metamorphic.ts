/**
 * Makes new test answers out of an author's right ones. Swapping the names must never stay right;
 * width, spelling, greetings and a pasted question must change nothing.
 */
import type { MetamorphicRelation, RubricSource } from './rubric.ts'

export interface Variant {
  readonly relation: MetamorphicRelation
  readonly answer: string
  readonly from: string
}

const prefixes = ['えーと、', 'たぶんですが、', 'I think: ']
const suffixes = ['\nよろしくお願いします。', 'と思います', '\nThat is all.']

export function variantsOf(rubric: RubricSource, question: string): Variant[] {
  const right = rubric.examples.filter(([sign]) => sign === '+').map(([, answer]) => answer)
  return right.flatMap((from) =>
    rubric.metamorphic.flatMap((relation) =>
      rewrite(relation, from, rubric, question)
        .filter((answer) => answer !== from)
        .map((answer) => ({ relation, answer, from })),
    ),
  )
}

function rewrite(
  relation: MetamorphicRelation,
  answer: string,
  { subjects }: RubricSource,
  question: string,
): string[] {
  const japanese = /[ぁ-ん]/.test(answer)
  switch (relation) {
    case 'swap_subjects': {
      const [first, second] = Object.values(subjects)
      if (!first || !second) return []
      return [swapNames(answer, [...first.names], [...second.names])]
    }
    case 'width':
      return [answer.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))]
    case 'long_vowel':
      return [answer.replace(/([ァ-ヺ])ー(?![ァ-ヺ])/g, '$1')]
    case 'hiragana_names':
      return [answer.replace(/コントローラー?マネージャー?|スケジューラー?/g, hiragana)]
    case 'prefix':
      return prefixes.filter((prefix) => /[ぁ-ん]/.test(prefix) === japanese).map((p) => p + answer)
    case 'suffix':
      return suffixes
        .filter((suffix) => /[ぁ-ん]/.test(suffix) === japanese)
        .filter((suffix) => suffix.startsWith('\n') || /[るたいう]$/.test(answer))
        .map((suffix) => answer + suffix)
    case 'paste_prompt':
      return [`${question}\n${answer}`]
  }
}

/** Exchanges two sets of names; 前者 and "the former" are exchanged with their partners. */
function swapNames(answer: string, first: string[], second: string[]): string {
  const one = [...first, '前者', 'the former', 'former']
  const other = [...second, '後者', 'the latter', 'latter']
  // スケジューラ is スケジューラー.
  const plain = (name: string) => name.toLowerCase().replaceAll('ー', '')
  const partner = (name: string): string => {
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const index = mine.findIndex((known) => plain(known) === plain(name))
      if (index < 0) continue
      return index >= mine.length - 3 ? theirs.at(index - mine.length)! : theirs[0]!
    }
    return name
  }
  const names = [...one, ...other].sort((a, b) => b.length - a.length)
  const escaped = names.map((name) => {
    return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('ー', 'ー?')
  })
  return answer.replace(new RegExp(escaped.join('|'), 'gi'), partner)
}

function hiragana(name: string): string {
  return name.replace(/[ァ-ヶ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0x60))
}
