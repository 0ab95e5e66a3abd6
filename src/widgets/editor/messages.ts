/** Words of the editor. */
import type { Language } from '../../language.ts'

const ja = {
  toMonaco: '入力補助つきの編集に切り替える',
  toPlain: '簡素な編集に切り替える',
  loading: '入力補助を読み込んでいます…',
  line: (line: number) => `${line}行目`,
  error: '誤り',
  warning: '注意',
  problems: (count: number) => `直すところが ${count} 件あります。`,
  upstream: 'API サーバーの言葉',
  refusedPaste: (characters: number, limit: number) =>
    `貼り付けませんでした。${grouped(characters)} 文字になり、上限の ${grouped(limit)} 文字を超えるためです。必要な部分だけを貼り付けてください。`,
  tabMoves: 'Tab：次へ移る',
  tabIndents: 'Tab：字下げ',
  tabToggle: 'で切り替え',
  submit: 'で適用',
  tabMovesNow: 'Tab キーで次の部品へ移ります。',
  tabIndentsNow: 'Tab キーで字下げします。Ctrl+M で元に戻ります。',
  keys: {
    label: 'YAMLのキー',
    indent: '字下げを深くする',
    dedent: '字下げを浅くする',
    colon: 'コロンを入れる',
    dash: 'ハイフンを入れる',
    quotes: '引用符で囲む',
  },
  monacoLabel: (label: string) => `${label}。Tab キーの働きは Ctrl+M で切り替えます。`,
}

const en: typeof ja = {
  toMonaco: 'Switch to the editor with suggestions',
  toPlain: 'Switch to the plain editor',
  loading: 'Loading suggestions…',
  line: (line: number) => `Line ${line}`,
  error: 'Error',
  warning: 'Note',
  problems: (count: number) => (count === 1 ? '1 thing to fix.' : `${count} things to fix.`),
  upstream: 'In the API server’s words',
  refusedPaste: (characters: number, limit: number) =>
    `Nothing was pasted: the text would have ${grouped(characters)} characters, and the limit is ${grouped(limit)}. Paste only the part you need.`,
  tabMoves: 'Tab: next control',
  tabIndents: 'Tab: indent',
  tabToggle: 'switches',
  submit: 'applies',
  tabMovesNow: 'Tab now moves to the next control.',
  tabIndentsNow: 'Tab now indents. Ctrl+M switches back.',
  keys: {
    label: 'Keys for YAML',
    indent: 'Indent',
    dedent: 'Indent less',
    colon: 'Colon',
    dash: 'Dash',
    quotes: 'Quotation marks',
  },
  monacoLabel: (label: string) => `${label}. Ctrl+M switches what Tab does.`,
}

/** 1000000 → 1,000,000 in both languages, whatever the machine's own habit. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

export const editorMessages: Readonly<Record<Language, typeof ja>> = { ja, en }
export type EditorMessages = typeof ja
