/** A crash in the middle of a write, at every byte, costs at most what was being written. */
import { describe, expect, test } from 'vitest'
import { decodeSlot } from './slots.ts'
import { slotKeys } from './storage.ts'
import { FakeStore, openTab } from './world-for-tests.ts'

const texts = ['etcd', 'Podを3つ 🍕🐳', 'line\nbreak\u2028"quotes"', '', 'Controller Manager']

/** The storage after each answer, as a crash may find it. */
function histories(): readonly ReadonlyMap<string, string>[] {
  const store = new FakeStore()
  const { progress } = openTab(store)
  return texts.map((text, index) => {
    progress.recordAnswer(`q${index}`, 1, { text }, 'correct')
    return new Map(store.texts)
  })
}

/** What is there if only the first `length` bytes of `text` reached the disk. */
function cut(text: string, length: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(0, length))
}

function reopened(stored: ReadonlyMap<string, string>): readonly boolean[] {
  const store = new FakeStore()
  for (const [key, text] of stored) store.texts.set(key, text)
  const { progress } = openTab(store)
  return texts.map((text, index) => {
    const answer = progress.answerOf(`q${index}`)?.answer
    if (answer !== undefined) expect(answer).toEqual({ text })
    return answer !== undefined
  })
}

describe('a write that is cut off', () => {
  test('at any byte loses at most the last event', () => {
    const all = histories()
    all.forEach((after, step) => {
      const before = all[step - 1] ?? new Map<string, string>()
      const written = slotKeys.find((key) => after.get(key) !== before.get(key))!
      const bytes = new TextEncoder().encode(after.get(written)).length
      for (let length = 0; length <= bytes; length++) {
        const torn = new Map(after).set(written, cut(after.get(written)!, length))
        const found = reopened(torn)
        expect(found.slice(0, step)).toEqual(texts.slice(0, step).map(() => true))
      }
    })
  })

  test('in the last byte but the end loses nothing', () => {
    const after = histories().at(-1)!
    for (const key of slotKeys) {
      const torn = new Map(after).set(key, after.get(key)!.slice(0, -1))
      expect(reopened(torn)).toEqual(texts.map(() => true))
    }
  })

  test('is written over by the next write, not the slot that is whole', () => {
    const after = histories().at(-1)!
    for (const key of slotKeys) {
      const store = new FakeStore()
      for (const [other, text] of after) store.texts.set(other, text)
      store.texts.set(key, cut(after.get(key)!, 300))
      const other = slotKeys.find((candidate) => candidate !== key)!
      const whole = store.texts.get(other)
      openTab(store).progress.recordAnswer('next', 1, 1, 'correct')
      expect(store.texts.get(other)).toBe(whole)
      expect(decodeSlot(store.texts.get(key)!)?.whole).toBe(true)
    }
  })

  test('with both slots torn at any place gives back every line that is whole', () => {
    const after = histories().at(-1)!
    const shortest = Math.min(...[...after.values()].map((text) => text.length))
    for (let length = 0; length < shortest; length++) {
      const torn = new Map([...after].map(([key, text]) => [key, text.slice(0, length)]))
      const lines = Math.max(
        ...[...torn.values()].map((text) => decodeSlot(text)?.events.length ?? 0),
      )
      expect(reopened(torn).filter(Boolean)).toHaveLength(lines)
    }
  })

  test('a wrong letter anywhere harms one line', () => {
    const after = histories().at(-1)!
    const [[key, text] = ['', '']] = [...after]
    for (let index = 0; index < text.length; index++) {
      const letter = text[index] === 'x' ? 'y' : 'x'
      const wrong = text.slice(0, index) + letter + text.slice(index + 1)
      const slot = decodeSlot(wrong)
      const before = decodeSlot(text)!
      expect(before.events.length - (slot?.events.length ?? 0)).toBeLessThanOrEqual(2)
      expect(() => reopened(new Map([[key, wrong]]))).not.toThrow()
    }
  })

  test('while erasing either erases or does not, and never half', () => {
    const before = histories().at(-1)!
    const store = new FakeStore()
    for (const [key, text] of before) store.texts.set(key, text)
    const stages: ReadonlyMap<string, string>[] = []
    store.written.add(() => stages.push(new Map(store.texts)))
    openTab(store).progress.erase()
    expect(stages.length).toBeGreaterThanOrEqual(2)
    for (const stage of stages) expect(reopened(stage)).toEqual(texts.map(() => false))
    const first = slotKeys.find((key) => stages[0]!.get(key) !== before.get(key))!
    const written = stages[0]!.get(first)!
    for (let length = 0; length < written.length; length++) {
      const found = reopened(new Map(before).set(first, written.slice(0, length)))
      const remaining = found.filter(Boolean).length
      expect([0, texts.length - 1, texts.length]).toContain(remaining)
    }
  })
})
