/**
 * How well answers are read that no rubric was written from: `answers.fixture.txt`, written and
 * labelled before they were tried. What may never happen is counted apart from what may be unsure.
 */
import { describe, expect, test } from 'vitest'
import { rubricsOfTheBook } from '../../commands/rubrics.ts'
import { languages } from '../../language.ts'
import { labelledAnswers } from './answers-for-tests.ts'
import { markExplanation } from './mark.ts'

const rubrics = rubricsOfTheBook()
const marked = labelledAnswers().map((answer) => ({
  ...answer,
  mark: markExplanation(rubrics.get(answer.question)!.compiled, answer.text, answer.language),
}))
const scores = { correct: 2, partial: 1, incorrect: 0, nonanswer: 0 }
const decided = marked.filter(({ mark }) => !mark.unsure)

function texts(answers: readonly { readonly text: string }[]): string[] {
  return answers.map(({ text }) => text)
}

test('no answer that swaps, stuffs, copies or commands is shown as right', () => {
  const bad = marked.filter(({ tag }) => ['swap', 'stuff', 'inj', 'copy'].includes(tag))
  expect(bad.length).toBeGreaterThan(70)
  expect(texts(bad.filter(({ mark }) => mark.verdict === 'correct' && !mark.unsure))).toEqual([])
})

test('nothing wrong is shown as right, and nothing right as wrong', () => {
  const shownRight = decided.filter(({ verdict, mark }) => {
    return verdict !== 'correct' && mark.verdict === 'correct'
  })
  const shownWrong = decided.filter(({ verdict, mark }) => {
    return verdict === 'correct' && scores[mark.verdict] === 0
  })
  expect(texts(shownRight)).toEqual([])
  expect(texts(shownWrong)).toEqual([])
})

describe.each(languages)('in %s', (language) => {
  const own = marked.filter((answer) => answer.language === language)

  test('what is decided is decided well, and little is left undecided', () => {
    const certain = own.filter(({ mark }) => !mark.unsure)
    const well = certain.filter(({ verdict, mark }) => scores[verdict] === scores[mark.verdict])
    expect(well.length / certain.length).toBeGreaterThan(0.97)
    expect(1 - certain.length / own.length).toBeLessThan(0.1)
  })
})

test('whatever is typed, marking gives a verdict and does not throw', () => {
  const pieces =
    `Scheduler は を 検知 作る ノード 、 。 「 」 (( ） → ない not the Pod 3 三十 が ﾟ 5個 ピザ 命令的 宣言的
    etcd or <script> \\ * [ ? nginx かもしれない だけでなく controler maneger 1.14.2 😀 \ud800 ${'n,'.repeat(30)}`.split(
      ' ',
    )
  let state = 1
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const all = [...rubrics.values()]
  for (let n = 0; n < 1_000; n++) {
    const words = Array.from({ length: random(40) }, () => pieces[random(pieces.length)])
    const { compiled } = all[n % all.length]!
    const { verdict } = markExplanation(compiled, words.join(n % 2 ? '' : ' '), 'ja')
    expect(scores).toHaveProperty(verdict)
  }
})
