/** A rubric of two who do different things: enough to test every step of the marking. */
import type { RubricSource } from './rubric.ts'

const both = (text: string) => ({ ja: text, en: text })

export const tinyRubric: RubricSource = {
  schema: 1,
  id: 'tiny',
  type: 'relation',
  wordings: { ja: ['ふたりは、それぞれ何をしますか'], en: ['What do the two of them do?'] },
  minCharacters: 6,
  subjects: {
    a: {
      names: ['Controller Manager', 'コントローラー・マネージャー', 'CM'],
      short: ['マネージャー'],
    },
    b: {
      names: ['Scheduler', 'スケジューラー'],
      unlike: ['schedule', 'scheduled', 'scheduling', 'スケジュール'],
    },
    other: { names: ['kubelet'], aside: true },
  },
  features: {
    create: { ja: ['{v:作る}', '{v:作成する}'], en: ['{v:create}'], act: true },
    choose: {
      ja: ['ノード~{v:選ぶ}', 'ノード選び'],
      en: ['{v:choose}~node', 'node~chosen'],
      absorbs: ['start'],
    },
    start: { ja: ['{v:起動する}'], en: ['{v:start}'] },
    watch: { ja: ['{v:監視する}'], en: ['{v:watch}'] },
  },
  neutral: { ja: ['(Pod|ノード|コンテナ)'], en: ['(pods?|nodes?)'] },
  criteria: [
    {
      id: 'creates',
      who: 'a',
      does: ['create'],
      notWho: ['b'],
      maybe: ['watch'],
      label: both('A creates'),
    },
    {
      id: 'chooses',
      who: 'b',
      does: ['choose'],
      notWho: ['a'],
      against: ['start'],
      label: both('B chooses'),
    },
    { id: 'starts', bonus: true, who: 'other', does: ['start'], label: both('C starts') },
  ],
  misconceptions: [
    {
      id: 'swap',
      when: [
        { who: 'b', does: ['create'] },
        { who: 'a', does: ['choose'] },
      ],
      feedback: both('The two are swapped.'),
      section: 'somewhere',
    },
  ],
  verdict: [
    { is: 'correct', all: ['creates', 'chooses'] },
    { is: 'partial', any: ['creates', 'chooses'] },
    { is: 'partial', unbound: true },
  ],
  examples: [
    ['+', 'CMがPodを作り、Schedulerがノードを選ぶ。kubeletが起動する。'],
    ['~', 'CMはPodを監視し、作る。'],
    ['-', 'SchedulerがPodを作り、CMがノードを選ぶ。', 'swap'],
  ],
  metamorphic: [
    'swap_subjects',
    'width',
    'long_vowel',
    'hiragana_names',
    'prefix',
    'suffix',
    'paste_prompt',
  ],
}
