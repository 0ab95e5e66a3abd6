import { beforeEach, describe, expect, test } from 'vitest'
import { chooseTheme, currentTheme, restoreTheme } from './theme.ts'

/** As much of a page as a theme needs. */
const root = { dataset: {} } as unknown as HTMLElement
const stored = new Map<string, string>()
const storage = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
}

function restore(localStorage: unknown): void {
  new Function('localStorage', 'document', restoreTheme)(localStorage, { documentElement: root })
}

beforeEach(() => {
  stored.clear()
  delete root.dataset['theme']
  Object.assign(globalThis, { localStorage: storage })
})

describe('the reader’s theme', () => {
  test('is restored by the script at the top of a page', () => {
    chooseTheme(root, 'dark')
    delete root.dataset['theme']
    restore(storage)
    expect(currentTheme(root)).toBe('dark')
  })

  test('automatic is what one gets without a choice, and again after giving one up', () => {
    restore(storage)
    expect(currentTheme(root)).toBe('auto')
    chooseTheme(root, 'light')
    chooseTheme(root, 'auto')
    expect(stored.size).toBe(0)
    restore(storage)
    expect(currentTheme(root)).toBe('auto')
  })

  test('holds for the page where storage is forbidden', () => {
    const forbidden = () => {
      throw new Error('forbidden')
    }
    const locked = { getItem: forbidden, setItem: forbidden, removeItem: forbidden }
    Object.assign(globalThis, { localStorage: locked })
    chooseTheme(root, 'dark')
    expect(currentTheme(root)).toBe('dark')
    expect(() => restore(locked)).not.toThrow()
  })
})
