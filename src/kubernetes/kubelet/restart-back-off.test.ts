import { expect, test } from 'vitest'
import { BackOff, goDuration } from './restart-back-off.ts'

const second = 1000
const create = () => new BackOff(10 * second, 300 * second)

test('the wait doubles from 10 s to 5 min', () => {
  const backOff = create()
  const waits: string[] = []
  for (let failure = 0; failure < 7; failure++) {
    backOff.next('c', failure * second, failure * second)
    waits.push(goDuration(backOff.delayMs('c')))
  }
  expect(waits).toEqual(['10s', '20s', '40s', '1m20s', '2m40s', '5m0s', '5m0s'])
})

test('the wait counts from the end of the container', () => {
  const backOff = create()
  expect(backOff.isWaitingSince('c', 0, 0)).toBe(false)
  backOff.next('c', 3 * second, 4 * second)
  expect(backOff.isWaitingSince('c', 5 * second, 14 * second)).toBe(true)
  expect(backOff.isWaitingSince('c', 5 * second, 15 * second)).toBe(false)
})

test('ten minutes without trouble and it begins anew', () => {
  const backOff = create()
  backOff.next('c', 0, 0)
  backOff.next('c', 20 * second, 20 * second)
  expect(backOff.delayMs('c')).toBe(20 * second)
  backOff.next('c', 621 * second, 621 * second)
  expect(backOff.delayMs('c')).toBe(10 * second)
})

test('durations as Go prints them', () => {
  expect([0, 812, 2345, 60_000, 3_661_000].map(goDuration)).toEqual([
    '0s',
    '812ms',
    '2.345s',
    '1m0s',
    '1h1m1s',
  ])
})
