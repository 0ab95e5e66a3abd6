/**
 * The fingerprint of a sentence: by it a copy of the sentence is known again, and the sentence
 * cannot be read back from it. Each run of letters becomes a number of twelve bits.
 *
 * *Leaves out:* order. A sentence with the same runs in another order has the same fingerprint.
 */

/** Tells of a run of letters whether a sentence has it. */
export interface Runs {
  has(run: string): boolean
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const bits = 12

export function fingerprintOf(runs: readonly string[]): string {
  return [...new Set(runs.map(numberOf))]
    .sort((a, b) => a - b)
    .map((number) => digits[number >> 6]! + digits[number & 63]!)
    .join('')
}

export function runsOfFingerprint(fingerprint: string): Runs {
  const numbers = new Set<number>()
  for (let at = 0; at + 1 < fingerprint.length; at += 2) {
    const [high, low] = [fingerprint[at]!, fingerprint[at + 1]!].map((digit) =>
      digits.indexOf(digit),
    )
    numbers.add(high! * 64 + low!)
  }
  return { has: (run) => numbers.has(numberOf(run)) }
}

/** FNV-1a, folded. */
function numberOf(run: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < run.length; i++) hash = Math.imul(hash ^ run.charCodeAt(i), 0x01000193)
  return ((hash >>> bits) ^ hash) & ((1 << bits) - 1)
}
