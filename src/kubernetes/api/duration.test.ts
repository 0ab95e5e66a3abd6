import { describe, expect, it } from 'vitest'
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
})
