import { describe, expect, it } from 'vitest'
import { AssertionFailed } from './assert.ts'
import { createRandom, nameAlphabet } from './random.ts'
import { Simulation } from './simulation.ts'

const timer = (label: string, run: () => void, background = false) => ({
  owner: 'test',
  label,
  background,
  run,
})

describe('Simulation', () => {
  it('runs timers by time, and those of one instant in the order in which they were set', () => {
    const simulation = new Simulation(1)
    const seen: string[] = []
    for (const [delay, name] of [
      [20, 'c'],
      [10, 'a'],
      [20, 'd'],
      [10, 'b'],
    ] as const)
      simulation.after(
        delay,
        timer(name, () => seen.push(`${name}@${simulation.now}`)),
      )
    expect(simulation.settle()).toBe('settled')
    expect(seen).toEqual(['a@10', 'b@10', 'c@20', 'd@20'])
  })

  it('is at rest when only rhythm is queued', () => {
    const simulation = new Simulation(1)
    let beats = 0
    const beat = () => {
      beats++
      simulation.after(10, timer('beat', beat, true))
    }
    simulation.after(10, timer('beat', beat, true))
    simulation.after(
      35,
      timer('work', () => {}),
    )
    expect(simulation.atRest).toBe(false)
    expect(simulation.settle()).toBe('settled')
    expect(simulation.now).toBe(35)
    expect(beats).toBe(3)
    simulation.advance(20)
    expect(simulation.now).toBe(55)
    expect(beats).toBe(5)
  })

  it('says so when work never ends in time, or never ends at all', () => {
    const slow = new Simulation(1)
    const loop = (simulation: Simulation, delay: number) => {
      const again = () => simulation.after(delay, timer('again', again))
      again()
    }
    loop(slow, 1_000)
    expect(slow.settle(60_000)).toBe('time-limit')
    expect(slow.now).toBe(60_000)
    const busy = new Simulation(1)
    loop(busy, 0)
    expect(busy.settle(60_000, 500)).toBe('step-limit')
    expect(busy.advance(60_000, 500)).toBe('step-limit')
  })

  it('takes back one timer, or all of an owner', () => {
    const simulation = new Simulation(1)
    const seen: string[] = []
    const one = simulation.after(
      5,
      timer('one', () => seen.push('one')),
    )
    simulation.after(
      6,
      timer('two', () => seen.push('two')),
    )
    simulation.after(7, { ...timer('three', () => seen.push('three')), owner: 'other' })
    one.cancel()
    one.cancel()
    simulation.cancelOwner('test')
    expect(simulation.settle()).toBe('settled')
    expect(seen).toEqual(['three'])
    expect(simulation.nextTime()).toBeUndefined()
  })

  it('refuses the past: that is a bug of ours', () => {
    expect(() =>
      new Simulation(1).after(
        -1,
        timer('past', () => {}),
      ),
    ).toThrow(AssertionFailed)
  })

  it('keeps its order under many random timers and cancellations', () => {
    const seed = Number(process.env['SEED'] ?? 7)
    const random = createRandom(`simulation test ${seed}`)
    const simulation = new Simulation(seed)
    const seen: { time: number; order: number }[] = []
    let expected = 0
    for (let order = 0; order < 3_000; order++) {
      const delay = random.integer(0, 500)
      const one = simulation.after(
        delay,
        timer('x', () => seen.push({ time: simulation.now, order })),
      )
      if (random.integer(0, 3) === 0) one.cancel()
      else expected++
    }
    simulation.settle()
    expect(seen, `SEED=${seed}`).toHaveLength(expected)
    for (const [index, entry] of seen.slice(1).entries()) {
      const before = seen[index]
      if (!before) throw new Error('no entry')
      const ordered =
        before.time < entry.time || (before.time === entry.time && before.order < entry.order)
      expect(ordered, `SEED=${seed}`).toBe(true)
    }
  })
})

describe('Random', () => {
  it('gives every owner a stream of its own', () => {
    const a = new Simulation(1).random.fork('kubelet')
    const world = new Simulation(1).random
    world.fork('kube-scheduler').uint32()
    const b = world.fork('kubelet')
    expect([a.uint32(), a.uint32()]).toEqual([b.uint32(), b.uint32()])
    expect(createRandom('x').uint32()).not.toBe(createRandom('y').uint32())
  })

  it('draws within bounds, and all of them', () => {
    const random = createRandom('bounds')
    const drawn = new Set(Array.from({ length: 1_000 }, () => random.integer(3, 7)))
    expect([...drawn].sort()).toEqual([3, 4, 5, 6, 7])
    for (let i = 0; i < 1_000; i++) {
      const unit = random.unit()
      expect(unit >= 0 && unit < 1).toBe(true)
    }
  })

  it('makes names out of the alphabet of generated names', () => {
    expect(createRandom('names').text(200, nameAlphabet)).toMatch(
      /^[bcdfghjklmnpqrstvwxz2456789]+$/,
    )
  })
})
