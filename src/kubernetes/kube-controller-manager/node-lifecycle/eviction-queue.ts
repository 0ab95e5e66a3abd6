/**
 * The nodes of one zone that are to be tainted NoExecute, one at a time: if the controller is
 * mistaken about many nodes at once, it has not driven the Pods from all of them.
 *
 * *Upstream:* `pkg/controller/nodelifecycle/scheduler/rate_limited_queue.go` (burst 1)
 */
import type { Timer } from '../../../simulation/simulation.ts'
import type { HostClock } from '../../component.ts'
import { timing } from '../../timing.ts'

export class EvictionQueue {
  readonly #clock: HostClock
  readonly #evict: (nodeName: string) => void
  readonly #waiting = new Set<string>()
  #intervalMs: number | undefined = timing.nodeEvictionIntervalMs
  /** When the next one may go. */
  #freeAtMs = 0
  #timer: Timer | undefined

  constructor(clock: HostClock, evict: (nodeName: string) => void) {
    this.#clock = clock
    this.#evict = evict
  }

  has(nodeName: string): boolean {
    return this.#waiting.has(nodeName)
  }

  add(nodeName: string): void {
    this.#waiting.add(nodeName)
    this.#schedule()
  }

  remove(nodeName: string): void {
    this.#waiting.delete(nodeName)
    this.#schedule()
  }

  /** @param intervalMs undefined stops the queue; what waits goes on waiting. */
  setInterval(intervalMs: number | undefined): void {
    if (intervalMs === this.#intervalMs) return
    const nowMs = this.#clock.now
    const isWaiting = this.#intervalMs === undefined || this.#freeAtMs > nowMs
    this.#intervalMs = intervalMs
    // Whoever has to wait now waits the whole new interval.
    if (isWaiting) this.#freeAtMs = nowMs + (intervalMs ?? 0)
    this.#timer?.cancel()
    this.#timer = undefined
    this.#schedule()
  }

  #schedule(): void {
    const [next] = this.#waiting
    if (next === undefined || this.#intervalMs === undefined) {
      this.#timer?.cancel()
      this.#timer = undefined
      return
    }
    if (this.#timer) return
    const nowMs = this.#clock.now
    const delayMs = Math.max(timing.nodeEvictionScanMs, this.#freeAtMs - nowMs)
    this.#timer = this.#clock.after(delayMs, 'taint the next silent node', () => this.#run())
  }

  #run(): void {
    this.#timer = undefined
    const [next] = this.#waiting
    if (next === undefined || this.#intervalMs === undefined) return
    this.#waiting.delete(next)
    this.#freeAtMs = this.#clock.now + this.#intervalMs
    this.#evict(next)
    this.#schedule()
  }
}
