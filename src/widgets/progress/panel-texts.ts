/** What the panel says about the learner's record. */
import type { Language } from '../../language.ts'
import type { Keeping } from '../../progress/storage.ts'

interface PanelTexts {
  readonly where: Readonly<Record<Keeping, string>>
  readonly save: string
  readonly open: string
  readonly openHow: string
  readonly erase: string
  readonly eraseSure: string
  readonly eraseYes: string
  readonly eraseNo: string
  readonly saved: (name: string) => string
  readonly added: (count: number) => string
  readonly nothingNew: string
  readonly unreadable: (count: number) => string
  readonly cannotOpen: string
  readonly erased: string
}

const ja: PanelTexts = {
  where: {
    kept: '答え、書きかけのYAML、印は、このブラウザーの中だけにあります。どこにも送られません。ブラウザーのデータを消すと、なくなります。別の端末でも使うときや、残しておきたいときは、ファイルに書き出してください。',
    full: 'このブラウザーの保存場所がいっぱいで、新しい記録の一部を残せません。ページを閉じる前に、ファイルに書き出してください。',
    forbidden:
      'このブラウザーでは、記録を残せません（プライベートモードなど）。ページを開いている間は使えます。閉じる前に、ファイルに書き出してください。',
  },
  save: 'ファイルに書き出す',
  open: 'ファイルから読み込む',
  openHow: '読み込むと、いまの記録に加わります。いまの記録は消えません。',
  erase: 'すべて消す',
  eraseSure: '答え、書きかけ、印を、このブラウザーからすべて消します。元に戻せません。',
  eraseYes: '消す',
  eraseNo: 'やめる',
  saved: (name) => `${name} に書き出しました。`,
  added: (count) => `${count}件の記録を加えました。`,
  nothingNew: '新しい記録はありませんでした。すべて、すでにあります。',
  unreadable: (count) => `読み取れない記録が${count}件あり、それは飛ばしました。`,
  cannotOpen: 'ファイルを開けませんでした。もう一度選んでください。',
  erased: '記録をすべて消しました。',
}

const en: PanelTexts = {
  where: {
    kept: 'Your answers, unfinished YAML and ticks are in this browser only. Nothing is sent anywhere. They are gone when the browser’s data is cleared. To use them on another device, or to be safe, save them to a file.',
    full: 'This browser has no room left, so some of what is new cannot be kept. Save it to a file before you close the page.',
    forbidden:
      'This browser keeps nothing for this page (a private window, perhaps). Everything works while the page is open. Save it to a file before you close it.',
  },
  save: 'Save to a file',
  open: 'Open a file',
  openHow: 'What is in the file is added to what is here. Nothing here is lost.',
  erase: 'Erase everything',
  eraseSure: 'This erases all answers, drafts and ticks from this browser. It cannot be undone.',
  eraseYes: 'Erase',
  eraseNo: 'Keep',
  saved: (name) => `Saved to ${name}.`,
  added: (count) => (count === 1 ? 'One entry was added.' : `${count} entries were added.`),
  nothingNew: 'There was nothing new: all of it is here already.',
  unreadable: (count) =>
    count === 1
      ? 'One entry could not be read and was left out.'
      : `${count} entries could not be read and were left out.`,
  cannotOpen: 'The file could not be opened. Please choose it again.',
  erased: 'Everything has been erased.',
}

export const panelTexts: Readonly<Record<Language, PanelTexts>> = { ja, en }
