/** Times as the API writes them; the engine's clock counts milliseconds from `epochMs`. */
import { epochMs } from '../../simulation/simulation.ts'
import type { MicroTime, Time } from './meta.ts'

/** Whole seconds, UTC, cut and not rounded. */
export function timeOf(nowMs: number): Time {
  const second = Math.floor((epochMs + nowMs) / 1000)
  // Much happens in one second, and all of it is dated.
  if (second !== last.second)
    last = { second, time: `${new Date(second * 1000).toISOString().slice(0, 19)}Z` }
  return last.time
}

let last: { readonly second: number; readonly time: Time } = { second: Number.NaN, time: '' }

/** Six decimals; the last three are always 0 here. */
export function microTimeOf(nowMs: number): MicroTime {
  return `${new Date(epochMs + nowMs).toISOString().slice(0, 23)}000Z`
}

/** Virtual milliseconds of an API time; a missing time is minus infinity. */
export function msOf(time: string | null | undefined): number {
  if (!time) return Number.NEGATIVE_INFINITY
  const known = parsed.get(time)
  if (known !== undefined) return known
  const ms = Date.parse(time) - epochMs
  // Whole seconds only: what beats shows each of its moments once.
  if (time.length > wholeSeconds) return ms
  if (parsed.size >= timesKept) parsed.clear()
  parsed.set(time, ms)
  return ms
}

/** Pods are compared by their ages again and again, and many are of the same second. */
const parsed = new Map<string, number>()
const timesKept = 1000
const wholeSeconds = '2026-01-01T00:00:00Z'.length
