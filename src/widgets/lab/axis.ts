/**
 * Time as a line: every instant at which something happened has its place, and quiet stretches are
 * compressed, so that five minutes of waiting leave room for the second in which all happens.
 */
import type { Moment } from '../../lab/moments.ts'

export interface Axis {
  /** From 0 to 1. */
  place(at: number): number
  /** The time at a place. */
  timeAt(place: number): number
  /** Stretches long enough to be told, with their middle. */
  readonly quiet: readonly {
    readonly middle: number
    readonly width: number
    readonly ms: number
  }[]
}

/** Stretches much shorter than this are drawn true to scale, longer ones by their logarithm. */
const trueMs = 500
/** A stretch is called quiet from here on. */
const quietMs = 20_000

export function axisOf(moments: readonly Moment[], now: number): Axis {
  const stops = [...new Set([0, ...moments.map(({ at }) => at), now])]
  const places: number[] = [0]
  for (let index = 1; index < stops.length; index++)
    places.push((places[index - 1] ?? 0) + lengthOf(gap(stops, index)))
  // A lab that has just opened has no length yet.
  const total = Math.max(places.at(-1) ?? 0, lengthOf(1_000))
  const from = (index: number) => [stops[index] ?? 0, places[index] ?? 0] as const
  return {
    place(at) {
      const [time, start] = from(lastUpTo(stops, at))
      return Math.min(1, (start + lengthOf(Math.max(0, at - time))) / total)
    },
    timeAt(place) {
      const [time, start] = from(lastUpTo(places, place * total))
      return Math.min(now, Math.round(time + timeOf(place * total - start)))
    },
    quiet: stops.flatMap((_, index) => {
      const ms = index === 0 ? 0 : gap(stops, index)
      if (ms < quietMs) return []
      const [start = 0, end = 0] = [places[index - 1], places[index]]
      return [{ middle: (start + end) / 2 / total, width: (end - start) / total, ms }]
    }),
  }
}

function gap(stops: readonly number[], index: number): number {
  return (stops[index] ?? 0) - (stops[index - 1] ?? 0)
}

function lengthOf(ms: number): number {
  return Math.log1p(ms / trueMs)
}

function timeOf(length: number): number {
  return Math.expm1(length) * trueMs
}

/** Position of the last number that is not above this one (binary search). */
function lastUpTo(numbers: readonly number[], most: number): number {
  let low = 0
  let high = numbers.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= most) low = middle
    else high = middle
  }
  return low
}

export interface Label {
  /** Pixels from the start of the line, where the name is about. */
  readonly x: number
  readonly width: number
}

export interface PlacedLabel {
  readonly left: number
  readonly row: number
  /** For want of room it is told by the label at this position. */
  readonly within?: number
}

/** Puts names below a line into rows; what finds no room is told by the name before it. */
export function placeLabels(
  labels: readonly Label[],
  room: number,
  rows: number,
): readonly PlacedLabel[] {
  const ends = new Array<number>(rows).fill(-Infinity)
  const lastIn = new Array<number>(rows).fill(-1)
  return labels.map(({ x, width }, index) => {
    const left = Math.max(0, Math.min(x, room - width))
    const row = ends.findIndex((end) => end <= left)
    if (row < 0) {
      const within = Math.max(...lastIn)
      return { left, row: 0, within }
    }
    ends[row] = left + width
    lastIn[row] = index
    return { left, row }
  })
}
