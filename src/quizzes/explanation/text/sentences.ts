/** Cuts an answer into sentences, never inside a quotation. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A longer "quotation" is a forgotten closing mark. */
const longestQuotation = 160

export function quotations(text: string): Stretch[] {
  const found: Stretch[] = []
  const upTo = (fewest: number) => `{${fewest},${longestQuotation}}`
  const pattern = new RegExp(
    `「[^「」]${upTo(0)}」|"[^"]${upTo(0)}"|(?<![a-z])'[^']${upTo(3)}'(?![a-z])`,
    'g',
  )
  for (const match of text.matchAll(pattern)) {
    found.push({ start: match.index, end: match.index + match[0].length })
  }
  return found
}

export function sentences(text: string): Stretch[] {
  const quoted = quotations(text)
  const inside = (at: number) => quoted.some(({ start, end }) => at > start && at < end - 1)
  const found: Stretch[] = []
  let start = 0
  // A full stop after a digit numbers a list or splits a version; it ends no sentence.
  for (const match of text.matchAll(/[。！？!?;\n]+|(?<![0-9])\.(?= |\n|$|[^ -~])/g)) {
    if (inside(match.index)) continue
    const end = match.index + match[0].length
    if (end > start) found.push({ start, end })
    start = end
  }
  if (start < text.length) found.push({ start, end: text.length })
  return found.filter((stretch) => /[^\s。.!?！？;]/.test(text.slice(stretch.start, stretch.end)))
}

export function isJapanese(sentence: string): boolean {
  return /[ぁ-んァ-ヺ一-龠]/.test(sentence)
}
