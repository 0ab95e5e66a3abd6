import { describe, expect, it } from 'vitest'
import { percentOf, scaledValue } from './int-or-string.ts'

describe('int or string', () => {
  it('rounds a share as asked', () => {
    expect(scaledValue('25%', 10, true)).toBe(3)
    expect(scaledValue('25%', 10, false)).toBe(2)
    expect(scaledValue(4, 10, true)).toBe(4)
  })

  it('knows what is no percentage', () => {
    for (const text of ['25', '%', '-5%', '2.5%', '']) expect(percentOf(text)).toBeUndefined()
    expect(percentOf(25)).toBeUndefined()
  })
})
