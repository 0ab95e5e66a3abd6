import { describe, expect, it } from 'vitest'
import { loadCases } from '../cases-for-tests.ts'
import { humanDuration, shortHumanDuration } from './duration.ts'

describe('duration', () => {
  it('shows a second unit only while the first is small', () => {
    const second = 1_000
    expect(humanDuration(119 * second)).toBe('119s')
    expect(humanDuration(121 * second)).toBe('2m1s')
    expect(humanDuration(600 * second)).toBe('10m')
    expect(humanDuration(4 * 3_600 * second)).toBe('4h')
    expect(humanDuration(-5 * second)).toBe('<invalid>')
    expect(shortHumanDuration(121 * second)).toBe('2m')
  })

  for (const { id, input, expected } of loadCases('human_duration') ?? [])
    it(`agrees with upstream: ${id}`, () => {
      const ms = Number(input.nanoseconds) / 1e6
      const text = input.function === 'HumanDuration' ? humanDuration(ms) : shortHumanDuration(ms)
      expect(text).toBe(expected)
    })
})
