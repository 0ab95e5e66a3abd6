/**
 * The loop: a virtual clock that moves only when the next timer is taken from the queue.
 *
 * A timer is either *work or deadline* (foreground) or *rhythm* (background: heartbeats, resyncs).
 * The cluster is at rest when only rhythm is queued; that is computed, not guessed.
 */
import { assert } from './assert.ts'
import { EventQueue, type QueueEntry } from './event-queue.ts'
import { limits } from './limits.ts'
import { createRandom, type Random } from './random.ts'
import { Trace } from './trace.ts'

/** Milliseconds since 1970 at virtual time 0: 2026-01-01T00:00:00Z. */
export const epochMs = 1_767_225_600_000

export interface TimerOptions {
  /** Who sets it; `cancelOwner` takes back all timers of an owner. */
  readonly owner: string
  readonly label: string
  readonly background?: boolean
  readonly run: () => void
}

export interface Timer {
  cancel(): void
}

/** How `settle` ended. A crash loop ends in `time-limit`, a fight of controllers in `step-limit`. */
export type SettleResult = 'settled' | 'time-limit' | 'step-limit'

export interface StepResult {
  readonly time: number
  readonly owner: string
  readonly label: string
}

export class Simulation {
  readonly random: Random
  readonly trace = new Trace()
  #now = 0
  #sequence = 0
  #steps = 0
  #queue = new EventQueue()

  constructor(seed: number | string) {
    this.random = createRandom(`seed ${seed}`)
  }

  /** Virtual milliseconds since the start. */
  get now(): number {
    return this.#now
  }

  /** Timers run so far. */
  get steps(): number {
    return this.#steps
  }

  get atRest(): boolean {
    return this.#queue.foreground === 0
  }

  /** Run something `delayMs` from now; timers of the same instant run in the order they were set. */
  after(delayMs: number, options: TimerOptions): Timer {
    assert(delayMs >= 0, `a timer cannot run in the past (${options.label}: ${delayMs})`)
    assert(this.#queue.size < limits.queuedTimers, 'too many timers are waiting')
    const entry: QueueEntry = {
      time: this.#now + Math.round(delayMs),
      sequence: this.#sequence++,
      owner: options.owner,
      label: options.label,
      background: options.background ?? false,
      run: options.run,
      cancelled: false,
    }
    this.#queue.push(entry)
    return { cancel: () => this.#queue.cancel(entry) }
  }

  /** Take back every timer of an owner: how a process that stops forgets what it was about to do. */
  cancelOwner(owner: string): void {
    for (const entry of this.#queue.entries()) if (entry.owner === owner) this.#queue.cancel(entry)
  }

  /** When the next timer is due, if any. */
  nextTime(): number | undefined {
    return this.#queue.peek()?.time
  }

  /** When the next timer that is work or deadline is due, if any. */
  nextForegroundTime(): number | undefined {
    let earliest: number | undefined
    for (const entry of this.#queue.entries())
      if (!entry.background && (earliest === undefined || entry.time < earliest))
        earliest = entry.time
    return earliest
  }

  /** Run the next timer. */
  step(): StepResult | undefined {
    const entry = this.#queue.pop()
    if (!entry) return undefined
    this.#now = entry.time
    this.#steps++
    entry.run()
    return { time: entry.time, owner: entry.owner, label: entry.label }
  }

  /**
   * Run everything due within the next `ms` and move the clock there. Stops early, with the clock
   * where it then stands, after `maxSteps` timers.
   */
  advance(ms: number, maxSteps: number = limits.stepsPerSettle): 'done' | 'step-limit' {
    const target = this.#now + Math.round(ms)
    for (let count = 0; ; count++) {
      const next = this.#queue.peek()
      if (!next || next.time > target) break
      if (count >= maxSteps) return 'step-limit'
      this.step()
    }
    this.#now = target
    return 'done'
  }

  /** Run until only rhythm is left, or a bound is reached. */
  settle(maxMs: number = limits.settleMs, maxSteps: number = limits.stepsPerSettle): SettleResult {
    const deadline = this.#now + maxMs
    for (let count = 0; !this.atRest; count++) {
      if (count >= maxSteps) return 'step-limit'
      const next = this.#queue.peek()
      if (next && next.time > deadline) {
        this.#now = deadline
        return 'time-limit'
      }
      this.step()
    }
    return 'settled'
  }
}
