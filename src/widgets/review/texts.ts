/** What the review page says, and the line on the home page. */
import type { Language } from '../../language.ts'

interface ReviewTexts {
  readonly none: string
  readonly noneYet: string
  readonly next: (date: string) => string
  readonly progress: (number: number, all: number) => string
  readonly passed: string
  readonly failed: string
  readonly goOn: string
  readonly later: string
  readonly finish: string
  readonly done: (passed: number, all: number) => string
  readonly words: string
  readonly wordsHow: string
  readonly start: (count: number) => string
  readonly show: string
  readonly knew: string
  readonly notYet: string
  readonly wordsDone: string
}

const ja: ReviewTexts = {
  none: '今日の復習はありません。',
  noneYet: '外した問題が、次の日からここに戻ってきます。まだ1つもありません。',
  next: (date) => `次の復習は${date}です。`,
  progress: (number, all) => `${all}問のうち${number}問目`,
  passed: '合格です。次に出るのは、もっと先になります。',
  failed: '明日、もう一度出ます。理由とヒントを見ながら、解き直せます。',
  goOn: '次の問題へ',
  later: 'あとにする',
  finish: '復習を終える',
  done: (passed, all) => `${all}問を復習しました。${passed}問が合格です。`,
  words: '用語カード',
  wordsHow: '用語を見て、意味を思い浮かべてから、めくります。',
  start: (count) => `${count}枚をめくる`,
  show: '意味を見る',
  knew: '言えた',
  notYet: 'まだ言えない',
  wordsDone: '今日のカードは、めくり終わりました。',
}

const en: ReviewTexts = {
  none: 'Nothing is due today.',
  noneYet: 'What you miss comes back here from the next day on. There is nothing yet.',
  next: (date) => `The next review is on ${date}.`,
  progress: (number, all) => `Question ${number} of ${all}`,
  passed: 'Passed. You will see it again, but not so soon.',
  failed: 'It comes back tomorrow. The reasons and hints are there to work it out now.',
  goOn: 'Next question',
  later: 'Not now',
  finish: 'End the review',
  done: (passed, all) =>
    all === 1
      ? `One question reviewed, ${passed === 1 ? 'and passed' : 'and not passed'}.`
      : `${all} questions reviewed, ${passed} passed.`,
  words: 'Word cards',
  wordsHow: 'Read the word, think of its meaning, then turn the card.',
  start: (count) => (count === 1 ? 'Turn one card' : `Turn ${count} cards`),
  show: 'Show the meaning',
  knew: 'I knew it',
  notYet: 'Not yet',
  wordsDone: 'All cards of today are turned.',
}

export const reviewTexts: Readonly<Record<Language, ReviewTexts>> = { ja, en }
