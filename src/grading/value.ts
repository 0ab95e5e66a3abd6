/** A value at a field path, and whether it is as expected. */
import type { Expected } from './check.ts'

export function valueAt(object: unknown, path: string): unknown {
  let value = object
  for (const part of path.match(/[^.[\]]+/g) ?? [])
    value = (value as Record<string, unknown> | undefined | null)?.[part]
  return value
}

export function fits(value: unknown, expected: Expected): boolean {
  if (typeof expected !== 'object') return (value ?? absentDefault(expected)) === expected
  if ('absent' in expected) return (value === undefined) === expected.absent
  if ('not' in expected) return value !== undefined && value !== expected.not
  return isWithin(typeof value === 'number' ? value : 0, expected)
}

/** Kubernetes leaves out numbers that are 0 (`readyReplicas`): absent then means 0. */
function absentDefault(expected: string | number | boolean): number | undefined {
  return expected === 0 ? 0 : undefined
}

export function isWithin(
  value: number,
  bounds: number | { readonly atLeast?: number; readonly atMost?: number },
): boolean {
  if (typeof bounds === 'number') return value === bounds
  return (
    value >= (bounds.atLeast ?? Number.NEGATIVE_INFINITY) &&
    value <= (bounds.atMost ?? Number.POSITIVE_INFINITY)
  )
}
