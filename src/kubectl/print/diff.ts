/** Two texts, and what differs between them, as `diff -u` shows it. */

interface Edit {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

const context = 3
/** Beyond this a middle part is shown as replaced, so that no text takes long. */
const maxLines = 1_500

/** The hunks without the two lines that name the files; nothing where the texts are equal. */
export function unifiedDiff(before: string, after: string): string {
  if (before === after) return ''
  const edits = compareLines(linesOf(before), linesOf(after))
  const changed = edits.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const hunks: [number, number][] = []
  for (const index of changed) {
    const last = hunks.at(-1)
    const [from, to] = [Math.max(0, index - context), Math.min(edits.length, index + context + 1)]
    if (last && from <= last[1]) last[1] = to
    else hunks.push([from, to])
  }
  return hunks.map(([from, to]) => hunkText(edits, from, to)).join('\n')
}

function hunkText(edits: readonly Edit[], from: number, to: number): string {
  const count = (list: readonly Edit[], sign: '-' | '+') =>
    list.filter((edit) => edit.sign === ' ' || edit.sign === sign).length
  const before = edits.slice(0, from)
  const own = edits.slice(from, to)
  const range = (sign: '-' | '+') => {
    const lines = count(own, sign)
    const start = count(before, sign) + (lines === 0 ? 0 : 1)
    return `${sign}${start}${lines === 1 ? '' : `,${lines}`}`
  }
  const head = `@@ ${range('-')} ${range('+')} @@`
  return [head, ...own.map(({ sign, text }) => sign + text)].join('\n')
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** By the longest common subsequence; what both ends share is set aside first. */
function compareLines(a: readonly string[], b: readonly string[]): readonly Edit[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++
  const same = (text: string): Edit => ({ sign: ' ', text })
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return [...a.slice(0, start).map(same), ...middle(x, y), ...a.slice(a.length - end).map(same)]
}

function middle(a: readonly string[], b: readonly string[]): readonly Edit[] {
  if (a.length * b.length > maxLines ** 2)
    return [
      ...a.map((text): Edit => ({ sign: '-', text })),
      ...b.map((text): Edit => ({ sign: '+', text })),
    ]
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const edits: Edit[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ sign: ' ', text: a[i++] ?? '' })
      j++
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1)))
      edits.push({ sign: '-', text: a[i++] ?? '' })
    else edits.push({ sign: '+', text: b[j++] ?? '' })
  }
  return edits
}
