import { describe, expect, it } from 'vitest'
import { Simulation } from '../../../simulation/simulation.ts'
import type { HostClock } from '../../component.ts'
import { EvictionQueue } from './eviction-queue.ts'

function setUp() {
  const simulation = new Simulation(1)
  const evicted: string[] = []
  const clock = {
    get now() {
      return simulation.now
    },
    after: (delayMs, label, run) => simulation.after(delayMs, { owner: 'test', label, run }),
  } as HostClock
  const queue = new EvictionQueue(clock, (name) => evicted.push(`${name} ${simulation.now}`))
  return { simulation, evicted, queue }
}

describe('EvictionQueue', () => {
  it('lets the first go at once and the others one by one', () => {
    const { simulation, evicted, queue } = setUp()
    for (const name of ['a', 'b', 'c']) queue.add(name)
    expect(simulation.settle()).toBe('settled')
    expect(evicted).toEqual(['a 100', 'b 10100', 'c 20100'])
  })

  it('forgets a node that has come back', () => {
    const { simulation, evicted, queue } = setUp()
    queue.add('a')
    queue.remove('a')
    expect(simulation.atRest).toBe(true)
    simulation.advance(20_000)
    expect(evicted).toEqual([])
  })

  it('stops, keeps what waits, and goes on after a whole interval', () => {
    const { simulation, evicted, queue } = setUp()
    queue.setInterval(undefined)
    queue.add('a')
    expect(simulation.atRest).toBe(true)
    simulation.advance(60_000)
    queue.setInterval(10_000)
    expect(queue.has('a')).toBe(true)
    simulation.settle()
    expect(evicted).toEqual(['a 70000'])
  })
})
