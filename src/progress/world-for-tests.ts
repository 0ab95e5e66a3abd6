/** A browser for tests: tabs that share a storage which may tear, fill up or be forbidden. */
import { createProgress, type Progress } from './progress.ts'
import { type KeyValue, slotStorage } from './storage.ts'

export class FakeStore implements KeyValue {
  readonly texts = new Map<string, string>()
  /** UTF-16 units that fit in. */
  quota = Number.POSITIVE_INFINITY
  forbidden = false
  /** Called after each write, as other tabs are. */
  readonly written = new Set<() => void>()

  getItem(key: string): string | null {
    return this.texts.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    let size = value.length
    for (const [other, text] of this.texts) if (other !== key) size += text.length
    if (size > this.quota) throw new DOMException('full', 'QuotaExceededError')
    this.texts.set(key, value)
    for (const tell of this.written) tell()
  }

  removeItem(key: string): void {
    this.texts.delete(key)
  }
}

export interface Tab {
  readonly progress: Progress
  /** What was to be done a little later. */
  later(): void
  /** The browser tells this tab that another one has written. */
  news(): void
  leave(): void
}

let clock = Date.UTC(2030, 0, 1)
let ids = 0

export function openTab(store: FakeStore, now: () => number = () => ++clock): Tab {
  const delayed: (() => void)[] = []
  const news: (() => void)[] = []
  const leave: (() => void)[] = []
  const progress = createProgress({
    storage: slotStorage(() => {
      if (store.forbidden) throw new DOMException('forbidden', 'SecurityError')
      return store
    }),
    page: {
      onNews: (listener) => void news.push(listener),
      onLeave: (listener) => void leave.push(listener),
    },
    now,
    newId: () => `event-${++ids}`,
    soon: (act) => void delayed.push(act),
  })
  return {
    progress,
    later: () => {
      for (const act of delayed.splice(0)) act()
    },
    news: () => {
      for (const listener of news) listener()
    },
    leave: () => {
      for (const listener of leave) listener()
    },
  }
}
