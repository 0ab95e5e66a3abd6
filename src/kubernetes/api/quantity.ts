/**
 * Quantities: `500m`, `1.5`, `128Mi`, `2e3`. Exact down to a billionth, finer ones rounded up.
 *
 * *Upstream:* `staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go`
 */
import type { Quantity } from './meta.ts'

/** Digits may be missing altogether: upstream reads `m` and `+` as zero. */
const pattern = /^(?=.)([+-]?)(\d*\.?\d*)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/

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

/** Quantities with a binary suffix end where a whole number of 64 bits does: at 2^63 − 1. */
const largestBinary = (2n ** 63n - 1n) * 1_000_000_000n

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
  const exact = shift < 0 ? divideUp(scaled, 10n ** BigInt(-shift)) : scaled
  const nano = suffix in binaryPower && exact > largestBinary ? largestBinary : exact
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

const formatWrong =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const suffixWrong = "unable to parse quantity's suffix"

/** Why a text is no quantity, in upstream's words; nothing where it is one. */
export function quantityProblem(text: string): string | undefined {
  if (parseQuantity(text) !== undefined) return undefined
  const readable = /^[+-]?(\d+\.?\d*|\.\d+)[eEinumkKMGTP]*[-+]?\d*$/.test(text)
  return readable ? suffixWrong : formatWrong
}

/**
 * The one spelling the API server keeps: `1024Mi` is `1Gi`, `0.5` is `500m`. What is spelled with a
 * suffix and without needless zeros behind stays as it is, even with a sign or zeros before it.
 */
export function canonicalQuantity(text: string): string {
  const nano = parseQuantity(text)
  if (nano === undefined || nano === 0n) return nano === undefined ? text : '0'
  if (isKept(text)) return text
  const suffix = pattern.exec(text)?.[3] ?? ''
  if (suffix in binaryPower && nano % billion === 0n) {
    const whole = nano / billion
    if (whole <= -1024n || whole >= 1024n) {
      const { rest, power } = withoutPower(whole, 1024n, binarySuffixes.length - 1)
      return `${rest}${binarySuffixes[power]}`
    }
  }
  const { rest, power } = withoutPower(nano, 1000n)
  if (/^[eE]./.test(suffix) && suffix !== 'Ei')
    return power === 3 ? String(rest) : `${rest}e${(power - 3) * 3}`
  return `${rest}${decimalSuffixes[power] ?? ''}`
}

/** Upstream reuses the text where it takes it for canonical already. */
function isKept(text: string): boolean {
  const [, , digits = '', suffix = ''] = pattern.exec(text) ?? []
  const [whole = '', fraction = ''] = digits.split('.')
  const number = whole.replace(/^0+/, '') || '0'
  const shifted = number + fraction
  const power = binaryPower[suffix]
  if (power !== undefined)
    return fraction === '' && number.length + 3 * power < 15 && BigInt(number) % 8n !== 0n
  const scale = exponentOf(suffix) - fraction.length
  return shifted.length <= 18 && scale >= -9 && scale % 3 === 0 && !/^0|000$/.test(shifted)
}

const billion = 1_000_000_000n

const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']

/** How often `value` can be divided by `base`, and what is left. */
function withoutPower(value: bigint, base: bigint, most = Number.POSITIVE_INFINITY) {
  let rest = value
  let power = 0
  while (rest % base === 0n && power < most) {
    rest /= base
    power++
  }
  return { rest, power }
}

function exponentOf(suffix: string): number {
  if (suffix in binaryPower) return 0
  if (/^[eE][+-]?\d/.test(suffix)) return Number(suffix.slice(1))
  return decimalPower[suffix] ?? 0
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}

/** Bytes as upstream prints them: `100Mi`, `1`, whole in the largest unit that keeps them exact. */
export function binaryText(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti']
  let left = bytes
  let unit = 0
  while (left !== 0 && left % 1024 === 0 && unit < units.length - 1) {
    left /= 1024
    unit++
  }
  return `${left}${units[unit]}`
}
