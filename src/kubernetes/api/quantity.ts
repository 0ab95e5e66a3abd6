/**
 * Quantities: `500m`, `1.5`, `128Mi`, `2e3`. Exact down to a billionth, finer ones rounded up.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go`
 * *Leaves out:* the cap at 2^63 − 1 and the canonical spelling.
 */
import type { Quantity } from './meta.ts'

const pattern = /^([+-]?)(\d+\.?\d*|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/

const decimalPower: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

const binaryPower: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 }

/** The quantity in billionths, or nothing where the text is no quantity. */
export function parseQuantity(quantity: Quantity): bigint | undefined {
  const match = pattern.exec(String(quantity))
  if (!match) return undefined
  const [, sign = '', digits = '', suffix = ''] = match
  const [whole = '', fraction = ''] = digits.split('.')
  const number = BigInt(whole + fraction)
  const power = exponentOf(suffix)
  // Nobody means a googol; a longer exponent would only build a number too long to hold.
  if (Math.abs(power) > 60) return undefined
  const shift = power + 9 - fraction.length
  const factor = 1024n ** BigInt(binaryPower[suffix] ?? 0)
  const scaled = number * factor * (shift > 0 ? 10n ** BigInt(shift) : 1n)
  const nano = shift < 0 ? divideUp(scaled, 10n ** BigInt(-shift)) : scaled
  return sign === '-' ? -nano : nano
}

/** In whole units, rounded up; 0 for what is no quantity. */
export function wholeValueOf(quantity: Quantity | undefined): number {
  return scaledValue(quantity, 1_000_000_000n)
}

/** In thousandths, rounded up; 0 for what is no quantity. */
export function milliValueOf(quantity: Quantity | undefined): number {
  return scaledValue(quantity, 1_000_000n)
}

/** Bounded, for each object in the API server writes the same few quantities. */
const known = new Map<string, number>()

function scaledValue(quantity: Quantity | undefined, unit: bigint): number {
  if (quantity === undefined) return 0
  const key = `${quantity}/${unit}`
  const remembered = known.get(key)
  if (remembered !== undefined) return remembered
  const nano = parseQuantity(quantity) ?? 0n
  const value = Number(nano < 0n ? -(-nano / unit) : divideUp(nano, unit))
  if (known.size > 1_000) known.clear()
  known.set(key, value)
  return value
}

function exponentOf(suffix: string): number {
  if (suffix in binaryPower) return 0
  if (/^[eE][+-]?\d/.test(suffix)) return Number(suffix.slice(1))
  return decimalPower[suffix] ?? 0
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
