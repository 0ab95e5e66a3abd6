/** What the page says to a written answer. */
import type { Language } from '../../language.ts'
import type { CriterionState } from '../../quizzes/explanation/rubric.ts'
import type { Head } from './explanation-feedback.ts'

interface ExplanationTexts {
  readonly field: string
  readonly check: string
  readonly checking: string
  readonly keys: string
  readonly how: string
  readonly head: Readonly<Record<Head, string>>
  readonly state: Readonly<Record<CriterionState, string>>
  readonly oneMore: string
  readonly hint: string
  readonly conflict: string
  readonly quote: (words: string) => string
  readonly showModel: string
  readonly hideModel: string
  readonly mine: string
  readonly model: string
  readonly selfCheck: string
  readonly selfCheckHow: string
  readonly said: string
  readonly notSaid: string
  readonly notLoaded: string
  readonly changed: string
}

const ja: ExplanationTexts = {
  field: 'あなたの答え',
  check: '確かめる',
  checking: '確かめています。',
  keys: 'Ctrl+Enterでも確かめられます。',
  how: '答えは、この端末の中で、決まった規則に照らして確かめます。どこにも送られません。読み取れないこともあります。',
  head: {
    complete: '要点は、すべて入っています。',
    some: 'ここまでは、読み取れました。',
    conflict: '食い違っているところがあります。',
    unsure: '自動では読み取りきれませんでした。解答例と見比べて、自分で確かめてください。',
    'nothing-read': '要点を、まだ読み取れませんでした。言葉を足すか、解答例と見比べてください。',
    empty: '答えを書いてから、押してください。',
    'dont-know':
      '分からないときは、解答例を先に読んで構いません。閉じてから、自分の言葉で書いてみてください。',
    'pasted-question': '問題文のほかに、あなたの言葉を足してください。',
    'keyword-list': '言葉だけが並んでいます。だれが何をするのか、文にしてください。',
    'aimed-at-grader': '採点する人はいません。問いへの答えを書いてください。',
    'too-short': '短すぎて、読み取れません。もう少し書いてください。',
    'off-topic':
      '問いとのつながりを、読み取れませんでした。問いに出てくる言葉を使って書いてみてください。',
  },
  state: {
    met: '書けている',
    unsure: '自分で確かめる',
    contradicted: '食い違い',
    not_met: '読み取れず',
  },
  oneMore: 'もう1つ：',
  hint: 'ヒント：',
  conflict: '食い違い：',
  quote: (words) => `「${words}」`,
  showModel: '解答例と見比べる',
  hideModel: '解答例を閉じる',
  mine: 'あなたの答え',
  model: '解答例',
  selfCheck: '自分で確かめる',
  selfCheckHow: '判定が違うと思ったら、選び直してください。あなたの判断が残ります。',
  said: '書けている',
  notSaid: 'まだ',
  notLoaded:
    '答えを確かめる部品を、読み込めませんでした。接続を確かめてもう一度押すか、解答例と見比べてください。答えは残っています。',
  changed: '書き直しました。もう一度確かめられます。',
}

const en: ExplanationTexts = {
  field: 'Your answer',
  check: 'Check',
  checking: 'Checking.',
  keys: 'Ctrl+Enter checks as well.',
  how: 'Answers are checked by fixed rules, on this device. Nothing is sent anywhere. Some answers cannot be read this way.',
  head: {
    complete: 'All the points are there.',
    some: 'This much could be read.',
    conflict: 'Something does not agree.',
    unsure:
      'This could not be read automatically. Compare it with the model answer and judge for yourself.',
    'nothing-read':
      'None of the points could be read yet. Say a little more, or compare with the model answer.',
    empty: 'Write an answer first.',
    'dont-know': 'If you do not know, read the model answer. Then close it and write your own.',
    'pasted-question': 'Besides the question, add words of your own.',
    'keyword-list': 'These are words in a row. Make sentences that say who does what.',
    'aimed-at-grader': 'Nobody is grading here. Write an answer to the question.',
    'too-short': 'This is too short to read. Write a little more.',
    'off-topic':
      'No connection with the question could be read. Try to use the words of the question.',
  },
  state: {
    met: 'There',
    unsure: 'Check yourself',
    contradicted: 'Does not agree',
    not_met: 'Not read',
  },
  oneMore: 'One more: ',
  hint: 'Hint: ',
  conflict: 'Does not agree: ',
  quote: (words) => `“${words}”`,
  showModel: 'Compare with the model answer',
  hideModel: 'Close the model answer',
  mine: 'Your answer',
  model: 'Model answer',
  selfCheck: 'Check yourself',
  selfCheckHow: 'If you see it differently, choose again. Your judgement is what is kept.',
  said: 'It is there',
  notSaid: 'Not yet',
  notLoaded:
    'The checker could not be loaded. Press again once you are connected, or compare with the model answer. Your answer is kept.',
  changed: 'You have changed your answer. It can be checked again.',
}

export const explanationTexts: Readonly<Record<Language, ExplanationTexts>> = { ja, en }
