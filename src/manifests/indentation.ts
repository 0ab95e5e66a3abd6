/**
 * Which line is indented wrongly, and by how much it should be: compared with its neighbours.
 */
import type { Diagnostic } from './diagnostic.ts'
import type { Line } from './lines.ts'
import { diagnostic } from './messages.ts'
import { rangeOf, type SourceText } from './source-text.ts'

/** A column at which lines may still be added: the siblings of `line`. */
interface Level {
  readonly column: number
  readonly line: Line
  readonly dash: boolean
}

/** `stop` is the line at which the parser gave up. */
export function indentationMistake(
  source: SourceText,
  lines: readonly Line[],
  stop: number,
): Diagnostic | undefined {
  const at = lines.findIndex(({ number }) => number >= stop)
  const suspect = lines[at]
  const above = lines[at - 1]
  if (!suspect || !above) return undefined
  const levels = openLevels(lines.slice(0, at))
  const dash = suspect.dashes.length > 0
  const same = levels.find(({ column }) => column === suspect.indent)
  if (same) {
    if (same.dash === dash) return undefined
    return diagnostic('list-beside-mapping', rangeOfIndent(source, suspect), suspect.number)
  }
  const blamed = oddOneAbove(lines, at)
  if (blamed) return say(source, blamed, suspect.indent, suspect)
  // A list may stand as deep as the key it belongs to, and Kubernetes' own files write it so.
  const opensList = dash && above.content.endsWith(':')
  if (opensList && suspect.indent < above.column) return say(source, suspect, above.column, above)
  const wanted = nearest(levels, suspect.indent, dash)
  return wanted && say(source, suspect, wanted.column, wanted.line)
}

function say(source: SourceText, wrong: Line, wanted: number, like: Line): Diagnostic {
  const range = rangeOfIndent(source, wrong)
  const { number, indent } = wrong
  return diagnostic('bad-indentation', range, number, indent, like.number, like.content, wanted)
}

/** Which columns are open after these lines, the deepest last. */
function openLevels(lines: readonly Line[]): Level[] {
  const levels: Level[] = []
  for (const line of lines) {
    while (levels.length > 0 && levels.at(-1)!.column >= line.indent) levels.pop()
    for (const column of line.dashes) levels.push({ column, line, dash: true })
    if (line.content !== '') levels.push({ column: line.column, line, dash: false })
  }
  return levels
}

function nearest(levels: readonly Level[], indent: number, dash: boolean): Level | undefined {
  const alike = levels.filter((level) => level.dash === dash)
  const distance = ({ column }: Level) => Math.abs(column - indent)
  // From the deepest, so that of two equally near levels the deeper one wins.
  return (alike.length > 0 ? alike : [...levels])
    .reverse()
    .reduce<Level | undefined>(
      (best, level) => (best && distance(best) <= distance(level) ? best : level),
      undefined,
    )
}

/**
 * The first child of a key stands alone against the several that follow it: then that first line is
 * the odd one, although the parser only stops at the second. The same if it alone breaks the habit
 * of two spaces a level.
 */
function oddOneAbove(lines: readonly Line[], at: number): Line | undefined {
  const { indent } = lines[at]!
  const above = lines[at - 1]!
  const opener = lines[at - 2]
  const isRoot = at === 1
  if (isRoot) return above.indent > indent ? above : undefined
  if (!opener?.content.endsWith(':') || above.dashes.length > 0) return undefined
  if (opener.column >= indent) return undefined
  let siblings = 0
  for (const line of lines.slice(at)) {
    if (line.indent < indent) break
    if (line.indent === indent) siblings++
  }
  const habit = opener.column + 2
  return siblings >= 2 || (indent === habit && above.indent !== habit) ? above : undefined
}

/** The indentation itself together with the first word, so that there is something to see. */
function rangeOfIndent(source: SourceText, line: Line): ReturnType<typeof rangeOf> {
  const end = line.column + Math.max(1, line.content.length)
  return rangeOf(source, line.start + line.indent, line.start + end)
}
