/**
 * Everything that happened, append-only: the source of bookmarks, narration and replay checks.
 * Entries are plain data. When the bound is reached the oldest are dropped and counted.
 */
import { limits } from './limits.ts'

export interface TraceEntry {
  /** Position in the whole trace, dropped entries counted. */
  readonly index: number
  readonly time: number
  /** Who: `kubelet@node-1`, `learner`. */
  readonly owner: string
  /** What sort of thing: `write`, `request-refused`, `fault`, `call`, … */
  readonly type: string
  readonly detail: Readonly<Record<string, unknown>>
}

export class Trace {
  #entries: TraceEntry[] = []
  #dropped = 0

  /** How many entries were ever added. */
  get length(): number {
    return this.#dropped + this.#entries.length
  }

  add(time: number, owner: string, type: string, detail: Readonly<Record<string, unknown>>): void {
    this.#entries.push({ index: this.length, time, owner, type, detail })
    if (this.#entries.length > limits.traceEntries) {
      const surplus = limits.traceEntries >> 1
      this.#entries.splice(0, surplus)
      this.#dropped += surplus
    }
  }

  /** Entries from position `index` on, as far as they are still kept. */
  since(index: number): readonly TraceEntry[] {
    return this.#entries.slice(Math.max(0, index - this.#dropped))
  }
}
