/**
 * Text in columns, as Go's tabwriter lays it out: a column is as wide as its widest cell among the
 * lines that stand directly below each other and have it; the last cell of a line is in no column.
 *
 * *Upstream:* Go's `text/tabwriter`
 */

export interface TabOptions {
  readonly minWidth?: number
  readonly padding?: number
}

/** `describe` and most others. */
export function tabulate(text: string, options: TabOptions = {}): string {
  const { minWidth = 0, padding = 2 } = options
  const lines = text.split('\n').map((line) => line.split('\t'))
  const widths: number[] = []
  const out: string[] = []

  function write(from: number, to: number): void {
    for (const cells of lines.slice(from, to))
      out.push(
        cells
          .map((cell, index) => (index < widths.length ? pad(cell, widths[index] ?? 0) : cell))
          .join(''),
      )
  }

  function format(from: number, to: number): void {
    const column = widths.length
    let start = from
    for (let line = from; line < to; line++) {
      if (column >= (lines[line]?.length ?? 0) - 1) continue
      write(start, line)
      let width = minWidth
      let end = line
      for (; end < to && column < (lines[end]?.length ?? 0) - 1; end++)
        width = Math.max(width, displayWidth(lines[end]?.[column] ?? '') + padding)
      widths.push(width)
      format(line, end)
      widths.pop()
      start = end
      line = end - 1
    }
    write(start, to)
  }

  format(0, lines.length)
  return out.join('\n')
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - displayWidth(cell)))
}

/** In characters, as Go counts them. */
function displayWidth(text: string): number {
  return [...text].length
}
