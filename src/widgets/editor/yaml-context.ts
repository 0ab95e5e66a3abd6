/**
 * Where in a manifest the caret stands: of which kind, below which fields. Read from indentation
 * alone, so that it works while the text is half written.
 */
export interface YamlContext {
  /** The `kind` of the document, or an empty text. */
  readonly kind: string
  /** Names of the fields around, outermost first, without list indexes. */
  readonly path: readonly string[]
  /** Fields that this mapping already has. */
  readonly present: readonly string[]
  /** Column (from 1) where the word on this line begins. */
  readonly column: number
  /** The field whose value the caret is in; missing while a field's name is being written. */
  readonly inValueOf?: string
}

interface Shape {
  readonly dash: number | undefined
  readonly column: number
  readonly key: string | undefined
  readonly open: boolean
}

export function yamlContextAt(lines: readonly string[], line: number, column: number): YamlContext {
  const at = line - 1
  const before = (lines[at] ?? '').slice(0, column - 1)
  const own = shapeOf(lines[at] ?? '')
  const start = /^ *(?:- +)*/.exec(before)![0].length
  const value = /^ *(?:- +)*([\w./-]+):(?: |$)/.exec(before)?.[1]
  const [first, last] = documentAround(lines, at)
  const dash = own?.dash
  const up = upwards(lines, at, first, start, dash)
  return {
    kind: kindOf(lines.slice(first, last)),
    path: up.path,
    present: [...up.siblings, ...siblingsBelow(lines, at, last, start)],
    column: start + 1,
    ...(value === undefined ? {} : { inValueOf: value }),
  }
}

function shapeOf(text: string): Shape | undefined {
  const match = /^( *)((?:- +|-$)*)(.*)$/.exec(text)
  if (!match) return undefined
  const [, indent = '', dashes = '', rest = ''] = match
  if (rest.trim() === '' && dashes === '') return undefined
  if (rest.startsWith('#')) return undefined
  const key = /^([\w./-]+):(?:\s|$)/.exec(rest)?.[1]
  return {
    dash: dashes === '' ? undefined : indent.length,
    column: indent.length + dashes.length,
    key,
    open: /:\s*(?:#.*)?$/.test(rest),
  }
}

/** Up to the margin: every line that stands further left than all before it opens a field. */
function upwards(
  lines: readonly string[],
  from: number,
  first: number,
  start: number,
  dash: number | undefined,
): { path: string[]; siblings: string[] } {
  const path: string[] = []
  const siblings: string[] = []
  // Keys left of this column are parents. A list may stand as deep as the key it belongs to.
  let limit = dash === undefined ? start : dash + 1
  let inMapping = dash === undefined
  for (let i = from - 1; i >= first && limit > 0; i--) {
    const shape = shapeOf(lines[i]!)
    if (!shape) continue
    if (shape.column < limit && shape.key !== undefined && shape.open) {
      path.unshift(shape.key)
      limit = shape.dash === undefined ? shape.column : shape.dash + 1
      inMapping = false
    } else if (shape.column === limit) {
      if (inMapping && shape.key !== undefined) siblings.push(shape.key)
      if (shape.dash !== undefined) {
        limit = shape.dash + 1
        inMapping = false
      }
    } else if (shape.column < limit && shape.dash === undefined) {
      limit = shape.column
      inMapping = false
    }
  }
  return { path, siblings }
}

function siblingsBelow(
  lines: readonly string[],
  from: number,
  last: number,
  start: number,
): string[] {
  const siblings: string[] = []
  for (let i = from + 1; i < last; i++) {
    const shape = shapeOf(lines[i]!)
    if (!shape) continue
    if (shape.column < start || (shape.dash !== undefined && shape.dash < start)) break
    if (shape.column === start && shape.key !== undefined) siblings.push(shape.key)
  }
  return siblings
}

function documentAround(lines: readonly string[], at: number): [first: number, last: number] {
  const separator = /^---(?:\s|$)/
  let first = at
  while (first > 0 && !separator.test(lines[first - 1]!)) first--
  let last = at + 1
  while (last < lines.length && !separator.test(lines[last]!)) last++
  return [first, last]
}

function kindOf(lines: readonly string[]): string {
  for (const line of lines) {
    const kind = /^kind:\s+["']?(\w+)/.exec(line)?.[1]
    if (kind) return kind
  }
  return ''
}
