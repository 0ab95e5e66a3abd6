/** What the keys above a phone's keyboard do to a text: pure, so that it can be tested. */
export interface Edit {
  /** What is taken away and what comes in its place. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** What is selected afterwards, in the new text. */
  readonly start: number
  readonly end: number
}

const step = '  '

/** Every line that the selection touches, two spaces deeper. */
export function indented(text: string, start: number, end: number): Edit {
  const { from, to } = linesAround(text, start, end)
  const lines = text.slice(from, to).split('\n')
  return {
    from,
    to,
    text: lines.map((line) => step + line).join('\n'),
    start: start + step.length,
    end: end + step.length * lines.length,
  }
}

/** Every line that the selection touches, up to two spaces less deep. */
export function dedented(text: string, start: number, end: number): Edit {
  const { from, to } = linesAround(text, start, end)
  const lines = text.slice(from, to).split('\n')
  const less = lines.map((line) => /^ {0,2}/.exec(line)?.[0].length ?? 0)
  const total = less.reduce((sum, each) => sum + each, 0)
  return {
    from,
    to,
    text: lines.map((line, index) => line.slice(less[index])).join('\n'),
    start: Math.max(from, start - (less[0] ?? 0)),
    end: Math.max(from, end - total),
  }
}

/** A sign in the place of the selection; quotation marks go around it. */
export function typed(text: string, start: number, end: number, sign: string): Edit {
  if (sign !== '"') {
    const after = start + sign.length
    return { from: start, to: end, text: sign, start: after, end: after }
  }
  const quoted = `"${text.slice(start, end)}"`
  return { from: start, to: end, text: quoted, start: start + 1, end: end + 1 }
}

function linesAround(text: string, start: number, end: number): { from: number; to: number } {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const next = text.indexOf('\n', end)
  return { from, to: next < 0 ? text.length : next }
}
