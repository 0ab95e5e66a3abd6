import { describe, expect, test } from 'vitest'
import { dragTo, shiftOf } from './drag-order.ts'

/** Three items of different heights, 10 apart. */
const places = [
  { top: 0, height: 40 },
  { top: 50, height: 80 },
  { top: 140, height: 40 },
]

describe('dragTo', () => {
  test.each([
    [0, 0, 0],
    [0, 60, 0],
    [0, 75, 1],
    [0, 145, 2],
    [0, 999, 2],
    [2, -60, 2],
    [2, -75, 1],
    [2, -999, 0],
    [1, 60, 1],
    [1, 75, 2],
  ])('from %i by %i px: to %i', (from, dy, to) => {
    expect(dragTo(places, from, dy).to).toBe(to)
  })

  test('an item that is not there goes nowhere', () => {
    expect(dragTo(places, 9, 50)).toEqual({ from: 9, to: 9, dy: 0 })
  })
})

describe('shiftOf', () => {
  test('the others make room by the height of what is dragged', () => {
    const down = dragTo(places, 0, 145)
    expect(places.map((_, index) => shiftOf(places, down, index))).toEqual([145, -50, -50])
    const up = dragTo(places, 2, -75)
    expect(places.map((_, index) => shiftOf(places, up, index))).toEqual([0, 50, -75])
  })
})
