/** Words of the scene around what `content/scenes/follow-apply.yaml` says. */
import type { Language } from '../../language.ts'

const ja = {
  kind: '追ってみる',
  rounds: '渡し方',
  next: '次へ',
  back: '前へ',
  end: '最後まで',
  predictFirst: '先に予想を決めてください。',
  progress: (step: number, of: number) => `${of}歩のうち${step}歩`,
  after: '後',
  who: 'だれが',
  what: '何をした',
  ready: '「次へ」を押すと、apply が始まります。',
  why: (revision: number) => `版${revision}の知らせを受けて`,
  wrote: (revision: number) => `版${revision}として保存`,
  added: 'API Serverが補った項目',
  changed: '変わった項目',
  field: '項目',
  from: '前',
  to: '後',
  empty: '（空欄）',
  absent: '—',
  steps: 'ここまでの歩み',
  notice: '注目',
  nextRound: '次の渡し方へ',
  again: 'この回をもう一度',
  manifest: '渡すYAML',
}

const en: typeof ja = {
  kind: 'Follow',
  rounds: 'What is handed over',
  next: 'Next',
  back: 'Back',
  end: 'To the end',
  predictFirst: 'Commit to a prediction first.',
  progress: (step, of) => `step ${step} of ${of}`,
  after: 'later',
  who: 'Who',
  what: 'Did what',
  ready: 'Press “Next”, and the apply begins.',
  why: (revision) => `set off by revision ${revision}`,
  wrote: (revision) => `stored as revision ${revision}`,
  added: 'Fields the API server filled in',
  changed: 'Fields that changed',
  field: 'Field',
  from: 'Before',
  to: 'After',
  empty: '(empty)',
  absent: '—',
  steps: 'The way so far',
  notice: 'Notice',
  nextRound: 'Next',
  again: 'This one again',
  manifest: 'The YAML',
}

export type FollowTexts = typeof ja

export const followTexts: Readonly<Record<Language, FollowTexts>> = { ja, en }
