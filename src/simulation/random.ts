/**
 * Seeded chance. Every owner draws from a stream of its own, derived from the seed and the owner's
 * name, so that one more draw in one component renames nothing in another.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand, public domain), seeded by an FNV-1a hash
 * of the name; both use 32-bit integer arithmetic only and so give the same numbers everywhere.
 */
export interface Random {
  /** A whole number in 0 … 2^32 − 1. */
  uint32(): number
  /** A number in [0, 1). */
  unit(): number
  /** A whole number in from … to, both included. */
  integer(from: number, to: number): number
  /** One of the items; there must be at least one. */
  pick<T>(items: readonly T[]): T
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet: string): string
  /** Another stream, fully determined by this stream's name and `name`; draws nothing here. */
  fork(name: string): Random
}

/** The alphabet of generated names: no vowels, no 0, 1, 3 (apimachinery `util/rand`). */
export const nameAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

export function fnv1a32(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193)
    if (code > 0xff) hash = Math.imul(hash ^ (code >>> 8), 0x01000193)
  }
  return hash >>> 0
}

export function createRandom(name: string): Random {
  let a = fnv1a32(`${name}/a`)
  let b = fnv1a32(`${name}/b`)
  let c = fnv1a32(`${name}/c`)
  let counter = 1
  const uint32 = () => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let round = 0; round < 12; round++) uint32()

  const random: Random = {
    uint32,
    unit: () => uint32() / 4294967296,
    integer: (from, to) => from + Math.floor((uint32() / 4294967296) * (to - from + 1)),
    pick: (items) => items[random.integer(0, items.length - 1)] as (typeof items)[number],
    text(length, alphabet) {
      const codes: number[] = []
      for (let i = 0; i < length; i++)
        codes.push(alphabet.charCodeAt(random.integer(0, alphabet.length - 1)))
      return String.fromCharCode(...codes)
    },
    fork: (child) => createRandom(`${name}/${child}`),
  }
  return random
}
