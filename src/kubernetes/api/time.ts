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
  return time ? Date.parse(time) - epochMs : Number.NEGATIVE_INFINITY
}
