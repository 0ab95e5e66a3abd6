/**
 * Where the log is kept: two slots in this browser's `localStorage`, and the news of other tabs.
 *
 * Storage may be forbidden, full, damaged or emptied at any moment; none of that is an error here.
 * Besides the reader's theme (`theme.ts`), this is the only file that touches it.
 */
import type { ProgressEvent } from './events.ts'
import { decodeSlot, encodeSlot, type Slot } from './slots.ts'

/** As much of `localStorage` as is used. */
export type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** `full`: no room for what is new. `forbidden`: this browser keeps nothing for this page. */
export type Keeping = 'kept' | 'full' | 'forbidden'

export interface StoredLog {
  readonly epoch: number
  readonly events: readonly ProgressEvent[]
}

export interface ProgressStorage {
  /** Whether this browser keeps anything for this page at all. */
  isOpen(): boolean
  /** Everything that is whole, of the newest epoch. */
  read(): StoredLog
  write(log: StoredLog): Keeping
  /** Like `write`, but nothing of before stays anywhere. */
  replace(log: StoredLog): Keeping
}

export const slotKeys = ['arubeki.progress.a', 'arubeki.progress.b'] as const
type SlotKey = (typeof slotKeys)[number]

export function slotStorage(open: () => KeyValue | undefined): ProgressStorage {
  const decoded = new Map<SlotKey, { readonly text: string | null; readonly slot?: Slot }>()

  function read(key: SlotKey): Slot | undefined {
    const text = quietly(() => open()?.getItem(key)) ?? null
    const known = decoded.get(key)
    if (known?.text === text) return known.slot
    const slot = decodeSlot(text)
    decoded.set(key, { text, ...(slot ? { slot } : {}) })
    return slot
  }

  function write(key: SlotKey, text: string): Keeping {
    const store = quietly(open)
    if (!store) return 'forbidden'
    if (succeeds(() => store.setItem(key, text))) return 'kept'
    // The other slot is whole, so this one may make room for its own successor.
    if (succeeds(() => store.removeItem(key)) && succeeds(() => store.setItem(key, text)))
      return 'kept'
    return succeeds(() => store.setItem(key, '')) ? 'full' : 'forbidden'
  }

  function nextGeneration(): number {
    return Math.max(...slotKeys.map((key) => read(key)?.generation ?? 0)) + 1
  }

  return {
    isOpen: () => quietly(open) !== undefined,
    read() {
      const slots = slotKeys.map(read).filter((slot) => slot !== undefined)
      const epoch = Math.max(1, ...slots.map((slot) => slot.epoch))
      // Slots whose heads are lost count only where no head tells the epoch.
      const wanted = slots.some((slot) => slot.epoch === epoch) ? epoch : 0
      const events = new Map(
        slots
          .filter((slot) => slot.epoch === wanted)
          .flatMap((slot) => slot.events.map((event) => [event.id, event] as const)),
      )
      return { epoch, events: [...events.values()] }
    },
    write({ epoch, events }) {
      const text = encodeSlot(epoch, nextGeneration(), events)
      return write(slotToWrite(read(slotKeys[0]), read(slotKeys[1])), text)
    },
    replace({ epoch, events }) {
      const generation = nextGeneration()
      const written = slotKeys.map((key, index) =>
        write(key, encodeSlot(epoch, generation + index, events)),
      )
      return written.find((keeping) => keeping !== 'kept') ?? 'kept'
    },
  }
}

/** The one that can be spared: missing, torn, of a former epoch, or simply the older. */
function slotToWrite(a: Slot | undefined, b: Slot | undefined): SlotKey {
  const worth = (slot: Slot | undefined) =>
    slot ? [slot.epoch, slot.whole ? 1 : 0, slot.generation] : [-1, 0, 0]
  const [worthA, worthB] = [worth(a), worth(b)]
  const differing = worthA.findIndex((value, index) => value !== worthB[index])
  return differing >= 0 && worthA[differing]! > worthB[differing]! ? slotKeys[1] : slotKeys[0]
}

/** This browser's storage; on a server, and where it is forbidden, none. */
export function browserStorage(): ProgressStorage {
  return slotStorage(() => (typeof window === 'undefined' ? undefined : window.localStorage))
}

export interface PageLife {
  /** Another tab has written. */
  onNews(listener: () => void): void
  /** The page may be gone after this. */
  onLeave(listener: () => void): void
}

export const browserPage: PageLife = {
  onNews(listener) {
    if (typeof window === 'undefined') return
    window.addEventListener('storage', ({ key }) => {
      if (key === null || (slotKeys as readonly string[]).includes(key)) listener()
    })
    // A page that comes back from the browser's memory has missed what happened meanwhile.
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) listener()
    })
  },
  onLeave(listener) {
    if (typeof window === 'undefined') return
    window.addEventListener('pagehide', listener)
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') listener()
    })
  },
}

function succeeds(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}

/** The result, or nothing where storage refuses. */
function quietly<Result>(act: () => Result): Result | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
