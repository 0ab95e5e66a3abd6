/**
 * A text that was rewritten and still knows where each character came from, so that the learner's
 * own words can be quoted after any number of rewritings.
 */
export interface MappedText {
  readonly text: string
  /** Where, in the original, the n-th character starts … */
  readonly starts: readonly number[]
  /** … and ends. */
  readonly ends: readonly number[]
}

/** A stretch of the learner's own text. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Characters of the original, each piece rewritten on its own; pieces are never empty. */
export function mapPieces(
  original: string,
  pieces: RegExp,
  rewrite: (piece: string) => string,
): MappedText {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const match of original.matchAll(pieces)) {
    const rewritten = rewrite(match[0])
    text += rewritten
    for (let i = 0; i < rewritten.length; i++) {
      starts.push(match.index)
      ends.push(match.index + match[0].length)
    }
  }
  return { text, starts, ends }
}

/** A stretch to take out, and what to put there. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly put: string
}

/** What is put in stands for all that was taken out; stretches are in order and do not overlap. */
export function replaceStretches(
  mapped: MappedText,
  replacements: readonly Replacement[],
): MappedText {
  if (replacements.length === 0) return mapped
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  const copy = (from: number, to: number) => {
    text += mapped.text.slice(from, to)
    for (let i = from; i < to; i++) {
      starts.push(mapped.starts[i]!)
      ends.push(mapped.ends[i]!)
    }
  }
  let last = 0
  for (const { start, end, put } of replacements) {
    copy(last, start)
    last = end
    text += put
    for (let i = 0; i < put.length; i++) {
      starts.push(mapped.starts[start] ?? 0)
      ends.push(mapped.ends[Math.max(end - 1, start)] ?? 0)
    }
  }
  copy(last, mapped.text.length)
  return { text, starts, ends }
}

/** Like `String.replaceAll` with a pattern. */
export function replaceMapped(
  mapped: MappedText,
  pattern: RegExp,
  replacement: string | ((...groups: string[]) => string),
): MappedText {
  // Most of the many steps find nothing.
  if (mapped.text.search(pattern) < 0) return mapped
  const replacements = Array.from(mapped.text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    put:
      typeof replacement === 'string'
        ? replacement.replace(/\$(\d)/g, (_, n: string) => match[Number(n)] ?? '')
        : replacement(...match.map((group) => group ?? '')),
  }))
  return replaceStretches(mapped, replacements)
}

/** The learner's words behind characters `start` … `end` of the rewritten text, as a reader would cut them. */
export function quote(original: string, mapped: MappedText, start: number, end: number): Span {
  const first = mapped.starts[start] ?? 0
  const last = Math.max(mapped.ends[Math.max(end - 1, start)] ?? first, first)
  const inflects = /[ぁ-ん一-龠]$/.test(original.slice(first, last))
  const object = inflects ? objectBefore.exec(original.slice(0, first)) : null
  const ending = inflects ? endingAfter.exec(original.slice(last)) : null
  const from = first - (object?.[0].length ?? 0)
  const to = last + (ending?.[0].length ?? 0)
  return { start: from, end: to, text: original.slice(from, to) }
}

/** 作り is quoted as Podを作り, … */
const objectBefore = /[一-龠ァ-ヶーA-Za-z0-9]{1,10}を$/
/** … and 気づい as 気づいて; a particle ends the word. */
const endingAfter = /^(?:(?![はがをのにもへと])[ぁ-ん]){1,5}/
