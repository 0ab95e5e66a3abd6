/**
 * How long to wait before something that failed is tried again: 10 s, doubled each time, at most
 * 5 min; forgotten after 10 min without trouble.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/util/flowcontrol/backoff.go`
 */
interface Entry {
  readonly delayMs: number
  readonly lastUpdateMs: number
}

export class BackOff {
  readonly #baseMs: number
  readonly #maxMs: number
  #entries = new Map<string, Entry>()

  constructor(baseMs: number, maxMs: number) {
    this.#baseMs = baseMs
    this.#maxMs = maxMs
  }

  /** The wait that now holds for this key. */
  delayMs(key: string): number {
    return this.#entries.get(key)?.delayMs ?? 0
  }

  /** Whether the wait, counted from the event, is not over yet. */
  isWaitingSince(key: string, eventMs: number, nowMs: number): boolean {
    const entry = this.#entries.get(key)
    return (
      entry !== undefined && !this.#isForgotten(entry, eventMs) && nowMs - eventMs < entry.delayMs
    )
  }

  /** Whether the wait, counted from the last failure, is not over yet. */
  isWaiting(key: string, nowMs: number): boolean {
    const entry = this.#entries.get(key)
    return entry !== undefined && this.isWaitingSince(key, entry.lastUpdateMs, nowMs)
  }

  /** One more failure: the next wait is twice as long. */
  next(key: string, eventMs: number, nowMs: number): void {
    const entry = this.#entries.get(key)
    const delayMs =
      entry && !this.#isForgotten(entry, eventMs)
        ? Math.min(entry.delayMs * 2, this.#maxMs)
        : this.#baseMs
    this.#entries.set(key, { delayMs, lastUpdateMs: nowMs })
  }

  /** Forget everything about keys that begin so. */
  forget(prefix: string): void {
    for (const key of [...this.#entries.keys()])
      if (key.startsWith(prefix)) this.#entries.delete(key)
  }

  #isForgotten(entry: Entry, eventMs: number): boolean {
    return eventMs - entry.lastUpdateMs > 2 * this.#maxMs
  }
}

/** As Go prints it: `10s`, `1m20s`, `5m0s`. */
export function goDuration(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  const minutes = Math.floor(ms / 60_000) % 60
  const seconds = (ms % 60_000) / 1000
  if (ms > 0 && ms < 1000) return `${ms}ms`
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`
}
