/** What the page knows of the prompt of its lab. */
import type { Terminal, Written } from '../../lab/terminal.ts'
import type { TerminalNews } from './protocol.ts'

export interface TerminalState {
  readonly written: readonly Written[]
  readonly running: boolean
  readonly namespace: string
  readonly prompt: string
  readonly offer?: NonNullable<Terminal['offer']>
}

/** More than anybody scrolls through; what is older is let go. */
const maxWritten = 2_000

export function terminalAfter(
  before: TerminalState | undefined,
  { written, isAll, running, namespace, prompt, offer }: TerminalNews,
): TerminalState {
  const all = isAll || !before ? written : [...before.written, ...written]
  return {
    written: all.slice(-maxWritten),
    running,
    namespace,
    prompt,
    ...(offer ? { offer } : {}),
  }
}

/** A line takes along the files that it speaks of; `ls` and folders speak of all. */
export function speaksOf(line: string, file: string): boolean {
  return line.includes(file) || /^\s*ls\b|(?:-f|--filename)[ =]\.(?:\/|\s|$)/.test(line)
}
