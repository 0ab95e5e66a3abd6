import { describe, expect, it } from 'vitest'
import type { Moment } from '../../lab/moments.ts'
import { axisOf, placeLabels } from './axis.ts'
import { momentsUntil, stopAfter, stopBefore } from './stops.ts'

const moment = (at: number): Moment => ({ kind: 'pod-ready', at, subject: 'web', detail: {} })
const moments = [0, 18, 18, 3_672, 60_000, 110_100, 410_226, 411_097].map(moment)

describe('the axis', () => {
  const axis = axisOf(moments, 480_000)

  it('begins with the lab and ends now, and goes one way', () => {
    expect(axis.place(0)).toBe(0)
    expect(axis.place(480_000)).toBe(1)
    const places = Array.from({ length: 481 }, (_, second) => axis.place(second * 1_000))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(new Set(places).size).toBe(places.length)
  })

  it('finds the time of every place again', () => {
    for (const at of [0, 18, 2_000, 59_999, 60_000, 200_000, 411_097, 470_000])
      expect(Math.abs(axis.timeAt(axis.place(at)) - at)).toBeLessThan(2)
  })

  it('leaves room for what happens between two waits', () => {
    const burst = axis.place(411_097) - axis.place(410_226)
    const wait = axis.place(410_226) - axis.place(110_100)
    expect(burst).toBeGreaterThan(0.03)
    expect(wait).toBeLessThan(0.3)
    expect(axis.quiet.map(({ ms }) => ms)).toEqual([56_328, 50_100, 300_126, 68_903])
  })

  it('stands before anything has happened', () => {
    const empty = axisOf([], 0)
    expect(empty.place(0)).toBe(0)
    expect(empty.timeAt(1)).toBe(0)
  })
})

describe('names below the line', () => {
  it('go into the next row where they would lie on one another, and into a name where rows end', () => {
    const labels = [0, 10, 20, 30, 200].map((x) => ({ x, width: 80 }))
    expect(placeLabels(labels, 240, 3)).toEqual([
      { left: 0, row: 0 },
      { left: 10, row: 1 },
      { left: 20, row: 2 },
      { left: 30, row: 0, within: 2 },
      { left: 160, row: 0 },
    ])
  })
})

describe('stops', () => {
  it('go from instant to instant, and to the beginning', () => {
    expect(stopAfter(moments, 0)).toBe(18)
    expect(stopAfter(moments, 18)).toBe(3_672)
    expect(stopAfter(moments, 411_097)).toBeUndefined()
    expect(stopBefore(moments, 480_000)).toBe(411_097)
    expect(stopBefore(moments, 3_672)).toBe(18)
    expect(stopBefore([moment(500)], 500)).toBe(0)
    expect(stopBefore(moments, 0)).toBeUndefined()
  })

  it('know what had happened by then', () => {
    expect(momentsUntil(moments, 18)).toHaveLength(3)
    expect(momentsUntil(moments, 1_000_000)).toBe(moments)
  })
})
