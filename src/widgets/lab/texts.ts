/** Words of the lab around the scene. */
import type { Difference } from '../../grading/difference.ts'
import type { Language } from '../../language.ts'

const ja = {
  kind: '動かす',
  opening: 'クラスタを起動しています…',
  failed: 'ラボが止まりました。書いたYAMLは残っています。',
  failedBug: 'これはこの本の不具合です。下の記録を添えて知らせてください。',
  reopen: '開きなおす',
  apply: '適用する',
  applyHint: 'kubectl apply -f',
  reset: '初めから',
  resetFiles: 'YAMLも最初に戻す',
  play: '再生',
  pause: '一時停止',
  step: '次のできごとへ',
  speed: '速さ',
  speeds: { auto: '静かな時間は早送り', '1': '×1', '10': '×10' },
  sinceLab: 'ラボを開いてから',
  sinceFault: '電源断から',
  sinceCrash: 'クラッシュから',
  sinceApply: '適用から',
  total: '通算',
  rest: '落ち着いています。何かをすると時間が進みます。',
  log: 'できごと',
  logEmpty: 'まだ何も起きていません。',
  tasks: '課題',
  grading: '判定しています…',
  passed: 'できました',
  notYet: 'まだです',
  saw: '見えたもの',
  hint: 'ヒント',
  moreHints: '次のヒント',
  solution: '解答例を見る',
  hideSolution: '解答例を隠す',
  useSolution: '解答例をエディタに写す',
  tabs: { yaml: 'YAML', cluster: 'クラスタ', time: '時間' },
  panels: '画面の切り替え',
  editor: (file: string) => `${file}の編集`,
  pending: '未判定',
  limitActions: 'この記録にはもう操作を足せません。「初めから」を押すと続けられます。',
  limitObjects: '一度に適用できるオブジェクトの数を超えています。分けて適用してください。',
  refused: (message: string) => `API Serverが断りました：${message}`,
  differs: ({ path, actual, goal, at }: Difference): string => {
    if (path === '') return 'がありません。'
    if (path === 'count') return `のうち、当てはまるのは${actual}個です。目標は${goal}です。`
    const line = at ? `（${at.file}の${at.line}行目）` : ''
    return `の \`${path}\` は${actual}です。目標は${goal}です${line}。`
  },
  allPassed: '課題をすべて満たしました。',
  judged:
    '判定は、あなたのYAMLを新しいクラスタに適用して確かめた結果です。いま画面で壊したものは影響しません。',
  copyRecord: '記録をコピーする',
  copied: 'コピーしました',
  openTerminal: 'ターミナルを開く（kubectl）',
  closeTerminal: 'ターミナルを閉じる',
  intoTerminal: 'ラボのターミナルに入れる',
}

const en: typeof ja = {
  kind: 'Do',
  opening: 'Starting the cluster…',
  failed: 'The lab has stopped. Your YAML is safe.',
  failedBug: 'This is a fault of this book. Please report it together with the record below.',
  reopen: 'Open it again',
  apply: 'Apply',
  applyHint: 'kubectl apply -f',
  reset: 'Start over',
  resetFiles: 'Restore the YAML too',
  play: 'Play',
  pause: 'Pause',
  step: 'Next event',
  speed: 'Speed',
  speeds: { auto: 'skip quiet time', '1': '×1', '10': '×10' },
  sinceLab: 'since the lab opened',
  sinceFault: 'since power was lost',
  sinceCrash: 'since the crash',
  sinceApply: 'since you applied',
  total: 'in all',
  rest: 'The cluster is at rest. Time goes on when you do something.',
  log: 'Events',
  logEmpty: 'Nothing has happened yet.',
  tasks: 'Tasks',
  grading: 'Judging…',
  passed: 'done',
  notYet: 'not yet',
  saw: 'what was seen',
  hint: 'Hint',
  moreHints: 'Next hint',
  solution: 'Show a solution',
  hideSolution: 'Hide the solution',
  useSolution: 'Copy the solution into the editor',
  tabs: { yaml: 'YAML', cluster: 'Cluster', time: 'Time' },
  panels: 'Panels',
  editor: (file) => `Edit ${file}`,
  pending: 'not judged yet',
  limitActions: 'This recording cannot hold another action. Press “Start over” to go on.',
  limitObjects: 'These are more objects than can be applied at once. Apply them in parts.',
  refused: (message) => `The API server refused: ${message}`,
  differs: ({ path, actual, goal, at }) => {
    if (path === '') return 'does not exist.'
    if (path === 'count') return `: ${actual} are as they should be, goal ${goal}.`
    return `: \`${path}\` is ${actual}, goal ${goal}${at ? ` (line ${at.line} of ${at.file})` : ''}.`
  },
  allPassed: 'All tasks are met.',
  judged:
    'Your YAML was applied to a fresh cluster to judge it. What you broke on the screen does not count.',
  copyRecord: 'Copy the record',
  copied: 'Copied',
  openTerminal: 'Open the terminal (kubectl)',
  closeTerminal: 'Close the terminal',
  intoTerminal: 'Take it into the lab’s terminal',
}

export type LabTexts = typeof ja

export const labTexts: Readonly<Record<Language, LabTexts>> = { ja, en }
