import { describe, expect, it } from 'vitest'
import { Simulation } from '../../simulation/simulation.ts'
import type { HostClock } from '../component.ts'
import { timing } from '../timing.ts'
import { createExpectations } from './expectations.ts'

function setUp() {
  const simulation = new Simulation(1)
  const timedOut: string[] = []
  const clock = {
    after: (delayMs, label, run) => simulation.after(delayMs, { owner: 'test', label, run }),
  } as HostClock
  const expectations = createExpectations(clock, (key) => timedOut.push(key))
  return { simulation, timedOut, expectations }
}

describe('expectations', () => {
  it('wait for every creation, and leave no timer behind', () => {
    const { simulation, timedOut, expectations } = setUp()
    expect(expectations.satisfied('a')).toBe(true)
    expectations.expectCreations('a', 2)
    expectations.creationObserved('a')
    expect(expectations.satisfied('a')).toBe(false)
    expect(expectations.satisfied('b')).toBe(true)
    expectations.creationObserved('a')
    expect(expectations.satisfied('a')).toBe(true)
    expect(simulation.atRest).toBe(true)
    expect(timedOut).toEqual([])
  })

  it('count a deletion once, seen as a deletion timestamp and again as the end', () => {
    const { expectations } = setUp()
    expectations.expectDeletions('a', ['default/p1', 'default/p2'])
    expectations.deletionObserved('a', 'default/p1')
    expectations.deletionObserved('a', 'default/p1')
    expectations.deletionObserved('a', 'default/other')
    expect(expectations.satisfied('a')).toBe(false)
    expectations.deletionObserved('a', 'default/p2')
    expect(expectations.satisfied('a')).toBe(true)
  })

  it('give up after five minutes, and say so', () => {
    const { simulation, timedOut, expectations } = setUp()
    expectations.expectCreations('a', 1)
    expect(simulation.settle()).toBe('settled')
    expect(simulation.now).toBe(timing.expectationsTimeoutMs)
    expect(timedOut).toEqual(['a'])
    expect(expectations.satisfied('a')).toBe(true)
  })

  it('are forgotten with what they were for', () => {
    const { simulation, expectations } = setUp()
    expectations.expectCreations('a', 3)
    expectations.forget('a')
    expect(expectations.satisfied('a')).toBe(true)
    expect(simulation.atRest).toBe(true)
  })
})
