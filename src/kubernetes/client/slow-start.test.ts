import { describe, expect, it } from 'vitest'
import { slowStart } from './slow-start.ts'

/** Fails from the call after `good` on. */
function run(count: number, good: number) {
  let calls = 0
  const result = slowStart(count, () => (++calls > good ? 'refused' : undefined))
  return { calls, ...result }
}

describe('slowStart', () => {
  it('makes all calls while nothing fails', () => {
    expect(run(10, 10)).toEqual({ calls: 10, successes: 10 })
    expect(run(0, 10)).toEqual({ calls: 0, successes: 0 })
  })

  it('gives up after the batch in which something failed', () => {
    expect(run(500, 0)).toEqual({ calls: 1, successes: 0, error: 'refused' })
    expect(run(500, 4)).toEqual({ calls: 7, successes: 4, error: 'refused' }) // 1 + 2 + 4
  })
})
