/**
 * The little Markdown that short texts may hold: `code` and **strong**, nothing else.
 * Questions, notes and labels are such texts; pages and widgets render the same runs.
 */
export interface TextRun {
  readonly kind: 'text' | 'code' | 'strong'
  readonly text: string
}

export function parseInlineText(source: string): readonly TextRun[] {
  const runs: TextRun[] = []
  let end = 0
  for (const match of source.matchAll(/`([^`]+)`|\*\*([^*]+)\*\*/g)) {
    if (match.index > end) runs.push({ kind: 'text', text: source.slice(end, match.index) })
    const [whole, code, strong] = match
    runs.push(code ? { kind: 'code', text: code } : { kind: 'strong', text: strong ?? '' })
    end = match.index + whole.length
  }
  if (end < source.length) runs.push({ kind: 'text', text: source.slice(end) })
  return runs
}

/** The same text without marks, for titles and labels. */
export function plainText(source: string): string {
  return parseInlineText(source)
    .map((run) => run.text)
    .join('')
}
