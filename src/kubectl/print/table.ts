/**
 * Rows and columns as `kubectl get` shows them.
 *
 * *Upstream:* `staging/src/k8s.io/cli-runtime/pkg/printers/tableprinter.go`, `tabwriter.go`
 */

const minWidth = 6
const padding = 3

/** Remembers the widths of its columns, so that rows that come later stand below the first. */
export class TableWriter {
  #widths: number[] = []

  /** The rows below each other; the last cell of a row is not padded. */
  rows(rows: readonly (readonly string[])[]): string {
    for (const row of rows)
      for (const [index, cell] of row.slice(0, -1).entries())
        this.#widths[index] = Math.max(this.#widths[index] ?? minWidth, [...cell].length + padding)
    return rows.map((row) => this.#line(row)).join('\n')
  }

  #line(row: readonly string[]): string {
    return row
      .map((cell, index) =>
        index === row.length - 1
          ? cell
          : cell + ' '.repeat(Math.max(0, (this.#widths[index] ?? 0) - [...cell].length)),
      )
      .join('')
  }
}

/** A cell holds one line: what comes after a line break is cut off, and marked so. */
export function oneLine(cell: string): string {
  const [first = '', ...more] = cell.split(/[\f\n\r]/)
  return more.length > 0 ? `${first}...` : first
}
