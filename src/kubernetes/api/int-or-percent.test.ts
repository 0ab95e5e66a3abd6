import { describe, expect, it } from 'vitest'
import { loadCases } from '../cases-for-tests.ts'
import { scaledValue } from './int-or-percent.ts'

describe('scaledValue', () => {
  it('takes numbers as they are and percentages of the total', () => {
    expect(scaledValue(3, 10, 'up')).toBe(3)
    expect(scaledValue('25%', 3, 'up')).toBe(1)
    expect(scaledValue('25%', 3, 'down')).toBe(0)
  })

  it('knows what is neither', () => {
    for (const text of ['three', '25', '2.5%', '%', '']) {
      expect(scaledValue(text, 10, 'up'), text).toBeUndefined()
    }
  })

  for (const { id, input, expected } of loadCases('int_or_percent') ?? [])
    it(`agrees with upstream: ${id}`, () => {
      const value = scaledValue(input.value, input.total, input.roundUp ? 'up' : 'down')
      expect(value).toBe(expected.error ? undefined : expected.value)
    })
})
