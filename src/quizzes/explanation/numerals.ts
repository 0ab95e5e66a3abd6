/** Numbers, however they are written, as digits: 三つ, みっつ, さんこ, three. */

const kanji = '〇一二三四五六七八九'
const counters =
  '個|コ|こ(?![とのれ])|ケ|ヶ|つ|台|本|枚|度|回|体|人|匹|秒|機|基|pod|コンテナ|レプリカ|インスタンス|ノド'

const englishNumbers: Readonly<Record<string, string>> = {
  zero: '0',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  ten: '10',
}

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

export const numerals: readonly (readonly [RegExp, string | ((...groups: string[]) => string)])[] =
  [
    [
      new RegExp(`([${kanji}])(?=${counters})`, 'g'),
      (_, digit = '') => String(kanji.indexOf(digit)),
    ],
    [/ひとつ|ふたつ|みっつ|みつの|よっつ|いつつ/g, (word = '') => kanaNumbers[word] ?? word],
    [
      /(?<![ぁ-ん])(?:いっこ|にこ|さんこ|よんこ|ごこ)(?!と)/g,
      (word = '') => kanaNumbers[word] ?? word,
    ],
    [/(?<=\d)(?:コ|ケ|ヶ|こ(?![とのれ])|ッ)/g, '個'],
    [
      new RegExp(`\\b(?:${Object.keys(englishNumbers).join('|')})\\b`, 'g'),
      (word = '') => englishNumbers[word] ?? word,
    ],
    [/\bone(?= (?:pod|container|replica|more|less|node|instance|copy|nginx|is|was|of)\b)/g, '1'],
  ]
