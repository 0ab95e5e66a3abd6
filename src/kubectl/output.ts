/** What a line writes: in the order in which it was written, through the programs of its pipe. */
import type { Filter } from './filters.ts'

/** Text in the order in which it was written. */
export interface Printed {
  /** `hint`: this terminal's own words to the reader, which no program said. */
  readonly to: 'stdout' | 'stderr' | 'hint'
  readonly text: string
}

/** Where a pipe writes: its stdout goes through filters, and then on. */
export class Output {
  readonly #filters: readonly Filter[]
  readonly #stdout: (text: string) => void
  readonly #stderr: (text: string) => void
  #unfinished = ''

  constructor(
    filters: readonly Filter[],
    stdout: (text: string) => void,
    stderr: (text: string) => void,
  ) {
    this.#filters = filters
    this.#stdout = stdout
    this.#stderr = stderr
  }

  write(text: string): void {
    if (this.#filters.length === 0) return this.#stdout(text)
    const lines = (this.#unfinished + text).split('\n')
    this.#unfinished = lines.pop() ?? ''
    for (const line of lines) this.#pass(line, 0)
  }

  complain(text: string): void {
    this.#stderr(`${text}\n`)
  }

  /** Nothing comes any more. The exit code is that of the last program. */
  finish(exitCode: number): number {
    if (this.#unfinished !== '') this.#pass(this.#unfinished, 0)
    this.#unfinished = ''
    let code = exitCode
    for (const [index, filter] of this.#filters.entries()) {
      const end = filter.end()
      for (const line of end.lines) this.#pass(line, index + 1)
      code = end.exitCode
    }
    return code
  }

  #pass(line: string, index: number): void {
    const filter = this.#filters[index]
    if (!filter) this.#stdout(`${line}\n`)
    else for (const passed of filter.line(line)) this.#pass(passed, index + 1)
  }
}
