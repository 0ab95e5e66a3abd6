/**
 * An area of the tables of facts: rows of an input and the answer that Kubernetes gives, and how
 * the engine is asked the same. A runner only translates; every answer is the engine's own.
 */
import { isDeepStrictEqual } from 'node:util'

export interface Row {
  readonly id: string
  readonly name: string
  // The shape differs from area to area; each runner knows its own.
  // biome-ignore lint/suspicious/noExplicitAny: data from outside, read by its own runner only
  readonly input: any
  // biome-ignore lint/suspicious/noExplicitAny: data from outside, read by its own runner only
  readonly expected: any
}

/** The engine's answer to a row, in the table's own words. Throwing is a wrong answer, too. */
export type Runner = (row: Row) => unknown

/** Runners by the name of their area. */
export type Areas = Readonly<Record<string, Runner>>

export interface Failure {
  readonly id: string
  readonly name: string
  readonly problem: string
}

/** What is wrong with the engine's answer to this row, if anything. */
export function failureOf(runner: Runner, row: Row): Failure | undefined {
  const { id, name, expected } = row
  let answer: unknown
  try {
    answer = plain(runner(row))
  } catch (error) {
    return { id, name, problem: error instanceof Error ? error.message : String(error) }
  }
  if (isDeepStrictEqual(answer, plain(expected))) return undefined
  return { id, name, problem: `expected ${text(expected)}, got ${text(answer)}` }
}

/**
 * Only what JSON can say counts: absent and undefined are one. Keys have no order.
 */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value))
}

const longest = 600

function text(value: unknown): string {
  const written = JSON.stringify(value) ?? 'nothing'
  return written.length > longest ? `${written.slice(0, longest)}…` : written
}

/** Milliseconds as Go writes a duration: `1m20s`, `300ms`, `0s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s'
  if (Math.abs(ms) < 1000) return `${ms}ms`
  const hours = Math.trunc(ms / 3_600_000)
  const minutes = Math.trunc((ms % 3_600_000) / 60_000)
  const seconds = (ms % 60_000) / 1000
  if (hours !== 0) return `${hours}h${minutes}m${seconds}s`
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`
}

/** The operation a row asks for, out of those its area has. */
export function operation<T>(operations: Readonly<Record<string, T>>, name: string): T {
  const found = operations[name]
  if (found === undefined) throw new RangeError(`there is no operation ${name} in this area`)
  return found
}
