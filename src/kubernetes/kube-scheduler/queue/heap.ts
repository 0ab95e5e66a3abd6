/** A binary heap; entries that no longer count are dropped when they come to the top. */
export class Heap<T> {
  readonly #items: T[] = []
  readonly #before: (a: T, b: T) => boolean
  readonly #counts: (item: T) => boolean

  constructor(before: (a: T, b: T) => boolean, counts: (item: T) => boolean) {
    this.#before = before
    this.#counts = counts
  }

  push(item: T): void {
    const items = this.#items
    let index = items.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (!this.#before(item, items[parent] as T)) break
      items[index] = items[parent] as T
      index = parent
    }
    items[index] = item
  }

  peek(): T | undefined {
    while (this.#items.length > 0 && !this.#counts(this.#items[0] as T)) this.#removeTop()
    return this.#items[0]
  }

  pop(): T | undefined {
    const top = this.peek()
    if (top !== undefined) this.#removeTop()
    return top
  }

  #removeTop(): void {
    const items = this.#items
    const last = items.pop() as T
    if (items.length === 0) return
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= items.length) break
      if (child + 1 < items.length && this.#before(items[child + 1] as T, items[child] as T))
        child++
      if (!this.#before(items[child] as T, last)) break
      items[index] = items[child] as T
      index = child
    }
    items[index] = last
  }
}
