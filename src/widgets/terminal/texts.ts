/** Words of the terminal around its text. */
import type { Language } from '../../language.ts'

const ja = {
  title: 'ターミナル',
  open: 'ターミナルを開く',
  opening: 'kubectlを用意しています…',
  log: 'ターミナルの出力',
  input: 'コマンド',
  hint: 'Tabで補完、↑で前のコマンド、Ctrl-Cで中断。helpで一覧が出ます。',
  greeting: 'kubectl が使えます。たとえば kubectl get pods',
  run: '実行',
  stop: '中断',
  running: '実行中です。Ctrl-Cで中断できます。',
  lines: (count: number) => `${count}行の出力`,
  nothing: '出力はありません。',
  exit: (code: string) => `終了コード ${code}`,
  candidates: (count: number) => `候補が${count}個あります。`,
  noCandidate: '候補はありません。',
  edit: (file: string) => `${file}を書き換える`,
  save: '保存する',
  cancel: 'やめる',
  copy: 'テキストとしてコピー',
  copied: 'コピーしました',
  leave: 'Tabで補完します。EscのあとのTabで次へ移ります。',
}

const en: typeof ja = {
  title: 'Terminal',
  open: 'Open the terminal',
  opening: 'Fetching kubectl…',
  log: 'Output of the terminal',
  input: 'Command',
  hint: 'Tab completes, ↑ brings back a command, Ctrl-C interrupts. help lists the commands.',
  greeting: 'kubectl works here. Try kubectl get pods',
  run: 'Run',
  stop: 'Interrupt',
  running: 'It is running. Ctrl-C interrupts it.',
  lines: (count) => `${count} lines of output`,
  nothing: 'No output.',
  exit: (code) => `exit code ${code}`,
  candidates: (count) => `${count} candidates.`,
  noCandidate: 'Nothing to complete.',
  edit: (file) => `Edit ${file}`,
  save: 'Save',
  cancel: 'Cancel',
  copy: 'Copy as text',
  copied: 'Copied',
  leave: 'Tab completes. Esc and then Tab moves on.',
}

export const terminalTexts: Readonly<Record<Language, typeof ja>> = { ja, en }
