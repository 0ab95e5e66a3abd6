/** What the questions say besides their own words. */
import type { Language } from '../../language.ts'
import type { Outcome } from '../../quizzes/kinds/outcome.ts'

interface QuizTexts {
  readonly answer: string
  readonly retry: string
  readonly outcome: Readonly<Record<Outcome, string>>
  readonly right: string
  readonly wrong: string
  readonly yours: string
  readonly others: string
  readonly othersToo: string
  readonly chooseOne: string
  readonly chooseSome: string
  readonly several: string
  readonly again: string
  readonly earlier: string
  readonly earlierAnswer: string

  readonly hints: string
  readonly nextHint: (number: number, all: number) => string
  readonly solution: string
  readonly ruledOut: string
  readonly retryWrong: string
  readonly matchChoose: string
  readonly matchLeft: (left: number) => string
  readonly matchOutcome: Readonly<Record<Outcome, string>>
  readonly blank: (number: number) => string
  readonly fillLeft: string
  readonly begins: (number: number, letter: string, length: number) => string

  readonly runIncident: string
  readonly anotherIncident: string
  readonly explainIt: string
  readonly lanes: string
  readonly when: string
  readonly who: string
  readonly what: string
  readonly seconds: (seconds: number) => string

  readonly orderHow: string
  readonly orderCheck: string
  readonly orderReset: string
  readonly orderKey: string
  readonly orderStands: string
  readonly orderMoves: string
  readonly orderWrong: (item: string) => string
  readonly orderOutcome: Readonly<Record<Outcome, string>>
  readonly grip: (item: string) => string
  readonly up: (item: string) => string
  readonly down: (item: string) => string
  readonly movedTo: (item: string, place: number, all: number) => string

  readonly predictHow: string
  readonly predicted: string
  readonly happens: string
  readonly asPredicted: string
  readonly notAsPredicted: string
  readonly compare: string
  readonly compareHow: string
  readonly chooseAll: (left: number) => string
  readonly predictAgain: string
  readonly predictOutcome: Readonly<Record<Outcome, string>>
}

const ja: QuizTexts = {
  answer: '答える',
  retry: 'もう一度答える',
  outcome: {
    correct: '正解です。',
    partial: '一部が合っています。理由を読んで、もう一度考えてみましょう。',
    incorrect: '違います。理由を読んで、もう一度考えてみましょう。',
  },
  right: '正しい',
  wrong: '誤り',
  yours: 'あなたの選択',
  others: 'ほかの選択肢',
  othersToo: 'ほかの選択肢の理由も見る（答えが出ます）',
  chooseOne: '選択肢を1つ選んでから、押してください。',
  chooseSome: '選択肢を選んでから、押してください。',
  several: '当てはまるものを、すべて選びます。',
  again: '読み直す：',
  earlier: 'この問題は、あなたが答えたあとに内容が変わりました。もう一度答えてください。',
  earlierAnswer: '前の答え：',

  hints: 'ヒント',
  nextHint: (number, all) => `ヒントを見る（${number}/${all}）`,
  solution: '答えを見る',
  ruledOut: '次の選択肢は、当てはまりません。',
  retryWrong: '直したところを確かめる',
  matchChoose: '選んでください',
  matchLeft: (left) => `まだ${left}つ、選ばれていません。`,
  matchOutcome: {
    correct: 'すべて合っています。',
    partial: '合っているものは、そのまま残しました。残りの理由を読んで、もう一度考えてみましょう。',
    incorrect: 'まだ、どれも合っていません。理由を読んで、もう一度考えてみましょう。',
  },
  blank: (number) => `空欄${number}`,
  fillLeft: 'まだ、書かれていない空欄があります。',
  begins: (number, letter, length) =>
    `空欄${number}は「${letter}」で始まり、全部で${length}文字です。`,

  runIncident: '起こしてみる',
  anotherIncident: '別の出来事で、もう一度',
  explainIt: '次の問題で、自分の言葉にしてみましょう。',
  lanes: 'だれが、いつ、何をしたか',
  when: '故障から',
  who: 'だれが',
  what: '何をしたか',
  seconds: (seconds) => `${seconds}秒`,

  orderHow: 'つまみを引くか、矢印のボタンで動かします。つまみの上では、上下の矢印キーも使えます。',
  orderCheck: '順番を確かめる',
  orderReset: 'はじめの並びに戻す',
  orderKey: '正しい順番と理由',
  orderStands: '順番どおり',
  orderMoves: '動かす',
  orderWrong: (item) => `「${item}」の場所を見直してください。`,
  orderOutcome: {
    correct: '正しい順番です。',
    partial: '順番どおりに並んだものに、印を付けました。',
    incorrect: 'まだ、順番が入れ替わっています。順番どおりのものに、印を付けました。',
  },
  grip: (item) => `動かす：${item}`,
  up: (item) => `上へ：${item}`,
  down: (item) => `下へ：${item}`,
  movedTo: (item, place, all) => `「${item}」を、${all}のうち${place}番目に移しました。`,

  predictHow: 'それぞれの時点で、数を1つ選びます。外れても構いません。',
  predicted: '予想',
  happens: '結果',
  asPredicted: '予想どおり',
  notAsPredicted: '予想と違う',
  compare: '結果と見比べる',
  compareHow: '予想が決まりました。動かして確かめてから押すと、違いがよく見えます。',
  chooseAll: (left) => `まだ${left}つの時点で、数が選ばれていません。`,
  predictAgain: 'もう一度予想する',
  predictOutcome: {
    correct: '予想どおりです。',
    partial: '予想と違ったところがあります。',
    incorrect: '予想と違いました。どこで違ったかを、理由と比べてみましょう。',
  },
}

const en: QuizTexts = {
  answer: 'Answer',
  retry: 'Answer again',
  outcome: {
    correct: 'That is right.',
    partial: 'Partly right. Read the reasons, then think once more.',
    incorrect: 'Not so. Read the reasons, then think once more.',
  },
  right: 'Right',
  wrong: 'Wrong',
  yours: 'Your choice',
  others: 'The other options',
  othersToo: 'The other options and their reasons (gives the answer)',
  chooseOne: 'Choose an option first.',
  chooseSome: 'Choose at least one option first.',
  several: 'Choose all that apply.',
  again: 'Read again: ',
  earlier: 'This question has changed since you answered it. Please answer it once more.',
  earlierAnswer: 'Your earlier answer: ',

  hints: 'Hints',
  nextHint: (number, all) => `A hint (${number} of ${all})`,
  solution: 'Show the answer',
  ruledOut: 'This one can be ruled out.',
  retryWrong: 'Check what I changed',
  matchChoose: 'Choose',
  matchLeft: (left) => (left === 1 ? 'One is not chosen yet.' : `${left} are not chosen yet.`),
  matchOutcome: {
    correct: 'All of it is right.',
    partial: 'What is right stays. Read the reasons for the rest, then think once more.',
    incorrect: 'None of it fits yet. Read the reasons, then think once more.',
  },
  blank: (number) => `Blank ${number}`,
  fillLeft: 'There is still an empty blank.',
  begins: (number, letter, length) =>
    `Blank ${number} begins with “${letter}” and has ${length} characters.`,

  runIncident: 'Let it happen',
  anotherIncident: 'Another incident',
  explainIt: 'Now put it into your own words, in the next question.',
  lanes: 'Who did what, and when',
  when: 'After',
  who: 'Who',
  what: 'What',
  seconds: (seconds) => `${seconds} s`,

  orderHow: 'Drag the grips, or use the arrow buttons. On a grip, the arrow keys work as well.',
  orderCheck: 'Check the order',
  orderReset: 'Back to the first arrangement',
  orderKey: 'The order, and why',
  orderStands: 'In order',
  orderMoves: 'Has to move',
  orderWrong: (item) => `Look again at where “${item}” stands.`,
  orderOutcome: {
    correct: 'The order is right.',
    partial: 'What stands in order is marked.',
    incorrect: 'The order is still mixed up. What stands in order is marked.',
  },
  grip: (item) => `Move: ${item}`,
  up: (item) => `Up: ${item}`,
  down: (item) => `Down: ${item}`,
  movedTo: (item, place, all) => `“${item}” is now number ${place} of ${all}.`,

  predictHow: 'Choose a number for each moment. It does not matter if you are wrong.',
  predicted: 'Predicted',
  happens: 'Happens',
  asPredicted: 'As predicted',
  notAsPredicted: 'Not as predicted',
  compare: 'Compare with what happens',
  compareHow: 'Your prediction stands. You will see more if you run it first, then press.',
  chooseAll: (left) =>
    left === 1 ? 'One moment has no number yet.' : `${left} moments have no number yet.`,
  predictAgain: 'Predict again',
  predictOutcome: {
    correct: 'Just as you predicted.',
    partial: 'Some of it went differently.',
    incorrect: 'It went differently. Compare with the reasons to see where.',
  },
}

export const quizTexts: Readonly<Record<Language, QuizTexts>> = { ja, en }
