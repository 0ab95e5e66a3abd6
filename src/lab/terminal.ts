/**
 * The terminal of a lab: lines typed at its prompt, and everything written there since it opened.
 *
 * A line that waits is looked after ten times a virtual second, by the simulation's own clock; so a
 * session replays to the same text. Apart from `lab.ts`, so that who never types does not carry it.
 */
import type { Desk, EditOffer, Session } from '../kubectl/command.ts'
import { type Completion, completeLine } from '../kubectl/complete.ts'
import { type RunningCommand, startLine } from '../kubectl/kubectl.ts'
import type { Language } from '../language.ts'
import { openInside } from './inside/open-inside.ts'
import type { View } from './inside/view.ts'

export interface Written {
  /**
   * `prompt`: a line as it was typed; `hint`: the terminal's own words to the reader; `end`: an exit
   * code that is not 0.
   */
  readonly to: 'prompt' | 'stdout' | 'stderr' | 'hint' | 'end'
  readonly text: string
  /** What stood before the line that was typed, where it was not `$`. */
  readonly sign?: string
}

export interface Typed {
  readonly line: string
  readonly files: readonly { readonly name: string; readonly text: string }[]
  readonly edited?: string
  readonly language?: Language
}

export interface Terminal {
  type(typed: Typed): void
  /** Ctrl-C. */
  interrupt(): void
  readonly written: readonly Written[]
  /** How much stood before that, and is no longer kept. */
  readonly forgotten: number
  readonly running: boolean
  readonly namespace: string
  /** What stands before the next line: `$`, or the prompt of a shell that was opened elsewhere. */
  readonly prompt: string
  /** A text to edit, and the line that offered it. */
  readonly offer: (EditOffer & { readonly line: string }) | undefined
  complete(line: string, files: readonly string[]): Completion
}

/** What a lab lends its terminal. */
export interface Room {
  readonly view: View
  /** The way into the cluster for the line that is typed now. */
  desk(): Desk
  /** `isIdle`: the cluster may come to rest meanwhile. */
  after(delayMs: number, isIdle: boolean, run: () => void): { cancel(): void }
}

export type OpenTerminal = (room: Room) => Terminal

const pollMs = 100
/** What is older is forgotten. */
const maxWritten = 5_000

export const openTerminal: OpenTerminal = ({ view, desk: ownDesk, after }) => {
  const inside = openInside(view)
  const desk = (): Desk => ({ ...ownDesk(), inside })
  const session: Session = {
    context: 'arubeki',
    namespace: 'default',
    files: new Map(),
    aliases: new Map(),
    typed: [],
    within: [],
  }
  const written: Written[] = []
  let running: RunningCommand | undefined
  let timer: { cancel(): void } | undefined
  let taken = 0
  let forgotten = 0
  let offer: Terminal['offer']

  function write(...parts: readonly Written[]): void {
    written.push(...parts)
  }

  function takeOutput(command: RunningCommand): void {
    write(...command.printed.slice(taken))
    taken = command.printed.length
  }

  function end(command: RunningCommand, exitCode: number): void {
    takeOutput(command)
    if (exitCode !== 0) write({ to: 'end', text: String(exitCode) })
    running = undefined
    timer?.cancel()
  }

  function look(): void {
    if (!running) return
    const result = running.poll()
    if (result !== 'waiting') return end(running, result.exitCode)
    takeOutput(running)
    timer = after(pollMs, running.endless, look)
  }

  return {
    type({ line, files, edited, language }) {
      if (running) end(running, running.interrupt().exitCode)
      // A screen's worth of pages is enough; replays forget at the same place.
      if (written.length > maxWritten)
        forgotten += written.splice(0, written.length - maxWritten).length
      for (const { name, text } of files) session.files.set(name, text)
      const sign = session.within?.at(-1)?.prompt
      write({ to: 'prompt', text: line, ...(sign ? { sign } : {}) })
      taken = 0
      offer = undefined
      const command = startLine(desk(), session, line, {
        ...(language ? { language } : {}),
        ...(edited === undefined ? {} : { edited }),
      })
      running = command
      look()
      if (command.offer) offer = { ...command.offer, line }
    },
    interrupt() {
      offer = undefined
      if (running) end(running, running.interrupt().exitCode)
    },
    written,
    get forgotten() {
      return forgotten
    },
    get running() {
      return running !== undefined
    },
    get namespace() {
      return session.namespace
    },
    get prompt() {
      return session.within?.at(-1)?.prompt ?? '$'
    },
    get offer() {
      return offer
    },
    complete: (line, files) => completeLine(line, desk(), session, files),
  }
}
