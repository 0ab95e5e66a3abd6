/** Numbers, however they are written, as digits: 三つ, みっつ, さんこ, three. */

const kanjiDigits = '〇一二三四五六七八九'
const counters =
  '個|コ|こ(?![とのれ])|ケ|ヶ|つ|台|本|枚|度|回|体|人|匹|秒|日|機|基|pod|コンテナ|レプリカ|インスタンス|ノド'

const englishNumbers = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen',
  'fifteen sixteen seventeen eighteen nineteen twenty',
]
  .join(' ')
  .split(' ')
const englishTens: Readonly<Record<string, string>> = { thirty: '30', forty: '40', fifty: '50' }

const kanaNumbers: Readonly<Record<string, string>> = {
  ひとつ: '1つ',
  ふたつ: '2つ',
  みっつ: '3つ',
  みつの: '3つの',
  よっつ: '4つ',
  いつつ: '5つ',
  いっこ: '1個',
  にこ: '2個',
  さんこ: '3個',
  よんこ: '4個',
  ごこ: '5個',
}

const kanaWord = (word = '') => kanaNumbers[word] ?? word

function englishWord(word = ''): string {
  return englishTens[word] ?? String(englishNumbers.indexOf(word))
}

/** 三, 十, 十三, 三十, 三十五. */
function kanjiNumber(word = ''): string {
  const [tens, ones] = word.includes('十') ? word.split('十') : ['', word]
  const digits = Array.from(ones ?? '', (digit) => kanjiDigits.indexOf(digit)).join('')
  if (!word.includes('十')) return digits
  return String((tens ? kanjiDigits.indexOf(tens) : 1) * 10 + Number(digits || 0))
}

/** "One" is a number only before what is counted; elsewhere it stands for a thing. */
const counted = 'pod|container|replica|more|less|node|instance|copy|nginx|is|was|of'
const beyondOne = [...englishNumbers.slice(2), 'zero', ...Object.keys(englishTens)].join('|')

export const numerals: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[] =
  [
    [new RegExp(`[${kanjiDigits}十]{1,6}(?=${counters})`, 'g'), kanjiNumber],
    [/ひとつ|ふたつ|みっつ|みつの|よっつ|いつつ/g, kanaWord],
    [/(?<![ぁ-ん])(?:いっこ|にこ|さんこ|よんこ|ごこ)(?!と)/g, kanaWord],
    [/(?<=\d)(?:コ|ケ|ヶ|こ(?![とのれ])|ッ)/g, '個'],
    [new RegExp(`\\b(?:${beyondOne})\\b`, 'g'), englishWord],
    [new RegExp(`\\bone(?= (?:${counted})\\b)`, 'g'), '1'],
  ]
