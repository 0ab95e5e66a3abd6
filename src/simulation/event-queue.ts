/**
 * What happens next: timers ordered by (time, sequence). A binary heap; cancelling marks an entry,
 * and marked entries are dropped when they come to the top.
 */
export interface QueueEntry {
  readonly time: number
  readonly sequence: number
  /** Who set the timer: a process on a machine, `kubelet@node-1`. */
  readonly owner: string
  /** A sentence that says what will happen, for stepping and for the trace. */
  readonly label: string
  /** Rhythm (heartbeats, resyncs) as against work and deadlines; see `Simulation.settle`. */
  readonly background: boolean
  readonly run: () => void
  cancelled: boolean
}

export class EventQueue {
  #heap: QueueEntry[] = []
  #foreground = 0
  #cancelled = 0

  /** Timers that wait, cancelled ones not counted. */
  get size(): number {
    return this.#heap.length - this.#cancelled
  }

  /** Timers that are work or deadline; none means that the cluster is at rest. */
  get foreground(): number {
    return this.#foreground
  }

  push(entry: QueueEntry): void {
    this.#heap.push(entry)
    if (!entry.background) this.#foreground++
    this.#up(this.#heap.length - 1)
  }

  cancel(entry: QueueEntry): void {
    if (entry.cancelled) return
    entry.cancelled = true
    this.#cancelled++
    if (!entry.background) this.#foreground--
  }

  peek(): QueueEntry | undefined {
    while (this.#heap[0]?.cancelled) {
      this.#removeTop()
      this.#cancelled--
    }
    return this.#heap[0]
  }

  pop(): QueueEntry | undefined {
    const top = this.peek()
    if (!top) return undefined
    this.#removeTop()
    if (!top.background) this.#foreground--
    // A timer that has run can no longer be cancelled; the mark makes a late cancel harmless.
    top.cancelled = true
    return top
  }

  /** Waiting entries in no particular order, for views of what is to come. */
  *entries(): Iterable<QueueEntry> {
    for (const entry of this.#heap) if (!entry.cancelled) yield entry
  }

  #removeTop(): void {
    const last = this.#heap.pop()
    if (this.#heap.length > 0 && last) {
      this.#heap[0] = last
      this.#down(0)
    }
  }

  #up(start: number): void {
    const heap = this.#heap
    const entry = heap[start] as QueueEntry
    let index = start
    while (index > 0) {
      const parentIndex = (index - 1) >> 1
      const parent = heap[parentIndex] as QueueEntry
      if (!before(entry, parent)) break
      heap[index] = parent
      index = parentIndex
    }
    heap[index] = entry
  }

  #down(start: number): void {
    const heap = this.#heap
    const entry = heap[start] as QueueEntry
    let index = start
    for (;;) {
      let childIndex = 2 * index + 1
      if (childIndex >= heap.length) break
      const right = childIndex + 1
      if (right < heap.length && before(heap[right] as QueueEntry, heap[childIndex] as QueueEntry))
        childIndex = right
      const child = heap[childIndex] as QueueEntry
      if (!before(child, entry)) break
      heap[index] = child
      index = childIndex
    }
    heap[index] = entry
  }
}

function before(a: QueueEntry, b: QueueEntry): boolean {
  return a.time < b.time || (a.time === b.time && a.sequence < b.sequence)
}
