/** Words of the playground. */
import type { Language } from '../../language.ts'

const ja = {
  scenario: '始まりのクラスタ',
  files: 'ファイル',
  newFile: 'ファイルを足す',
  removeFile: 'このファイルを消す',
  hasProblem: '（誤りあり）',
  rename: 'ファイルの名前',
  apply: 'このファイルを適用する',
  applyAll: 'すべて適用する',
  shareNote: 'ファイル、操作、時刻がリンクに入ります。',
  broken: 'このリンクは途中で切れているか、壊れています。新しいクラスタで始めました。',
  otherEngine: 'このリンクは別の版のものです。ファイルだけを開きました。',
  faults: '壊す・止める',
  components: 'コントロールプレーンの部品',
  stop: (name: string) => `${name}を止める`,
  start: (name: string) => `${name}を動かす`,
  wires: 'ノードとコントロールプレーンの間の線',
  cut: (name: string) => `${name}の線を切る`,
  mend: (name: string) => `${name}の線をつなぐ`,
  restart: '選びなおすと、クラスタは初めからになります。ファイルは残ります。',
  refused: (message: string) => `断られました：${message}`,
}

const en: typeof ja = {
  scenario: 'Cluster to start from',
  files: 'Files',
  newFile: 'Add a file',
  removeFile: 'Remove this file',
  hasProblem: '(has a mistake)',
  rename: 'Name of the file',
  apply: 'Apply this file',
  applyAll: 'Apply all',
  shareNote: 'The link holds the files, what was done, and the moment.',
  broken: 'This link was cut off or is damaged. A new cluster was started instead.',
  otherEngine: 'This link is of another version. Only its files were opened.',
  faults: 'Break and stop',
  components: 'Components of the control plane',
  stop: (name) => `Stop ${name}`,
  start: (name) => `Start ${name}`,
  wires: 'Wires between nodes and the control plane',
  cut: (name) => `Cut off ${name}`,
  mend: (name) => `Connect ${name} again`,
  restart: 'Choosing another starts the cluster anew. Your files stay.',
  refused: (message) => `It was refused: ${message}`,
}

export const playgroundTexts: Readonly<Record<Language, typeof ja>> = { ja, en }
