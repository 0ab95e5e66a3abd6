/**
 * All conjugations of a Japanese verb as the source of a regular expression: `{v:選ぶ}` finds
 * 選ばない, 選びます, 選んで, 選べる, 選ぼう. The part that all forms share is enough; what
 * follows it (negation, "…た Pod") is read by `polarity.ts` and `events.ts`.
 */
const godanRows: Readonly<Record<string, string>> = {
  う: 'わいうえおっ',
  く: 'かきくけこい',
  ぐ: 'がぎぐげごい',
  す: 'さしすせそ',
  つ: 'たちつてとっ',
  ぬ: 'なにぬねのん',
  ぶ: 'ばびぶべぼん',
  む: 'まみむめもん',
  る: 'らりるれろっ',
}

/** The endings of each row as they stand in a source. */
export const verbRows: readonly string[] = Object.values(godanRows).map((row) => `[${row}]`)

/** Verbs in -iru and -eru that conjugate like 作る. */
const godanInRu = ['減る', '知る', '入る', '走る', '帰る', '切る', '要る', '参る', '限る']
/** Sounds before る that mark the other class: 決める, 足りる. */
const ichidanSounds = /[いきしちにひみりぎじびぴえけせてねへめれげぜでべぺ]る$/
const shortIchidan = ['見る', '出る', '得る', '寝る', '着る', '似る', '煮る', '診る', '観る']

export function conjugations(verb: string): string {
  if (/する$/.test(verb)) return stemOfSuru(verb.slice(0, -2))
  if (/来る$/.test(verb)) return `${verb.slice(0, -2)}来`
  const stem = verb.slice(0, -1)
  if (shortIchidan.some((known) => verb.endsWith(known))) return `${stem}[るたてなまらよれ]`
  if (ichidanSounds.test(verb) && !godanInRu.some((known) => verb.endsWith(known))) return stem
  const row = godanRows[verb.slice(-1)]
  if (row === undefined) throw new Error(`"${verb}" is not a verb in its dictionary form`)
  return `${stem}[${row}]`
}

/** 検知する is also said without する: 差分の検知, 検知→作成. */
function stemOfSuru(noun: string): string {
  return noun === '' ? '(?:する|し[てたま、]|され|させ|すれ)' : noun
}
