import { expect, it } from 'vitest'
import { epochMs } from '../../simulation/simulation.ts'
import { nanosecondsHex } from './event-recorder.ts'

it('names Events by the nanosecond, though a number cannot hold that many', () => {
  for (const [ms, nanoseconds] of [
    [epochMs, 0],
    [epochMs + 1, 1],
    [epochMs + 0xffffff, 999_999],
    [epochMs + 31_536_000_000, 123_456],
  ] as const) {
    const exact = BigInt(ms) * 1_000_000n + BigInt(nanoseconds)
    expect(nanosecondsHex(ms, nanoseconds)).toBe(exact.toString(16))
  }
})
