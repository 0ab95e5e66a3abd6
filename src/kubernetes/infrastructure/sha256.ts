/**
 * SHA-256 of a text's UTF-8 bytes: names of kube-proxy's chains, digests of images.
 *
 * The algorithm is FIPS 180-4; the browser's own `crypto.subtle` answers with a promise and so
 * cannot be used inside the engine.
 */
export function sha256(text: string): Uint8Array {
  const message = padded(utf8(text))
  const state = Uint32Array.from(initialState)
  const schedule = new Uint32Array(64)
  for (let block = 0; block < message.length; block += 64) {
    expand(schedule, message, block)
    compress(state, schedule)
  }
  const digest = new Uint8Array(32)
  const view = new DataView(digest.buffer)
  for (let word = 0; word < 8; word++) view.setUint32(4 * word, state[word] as number)
  return digest
}

export function sha256Hex(text: string): string {
  return [...sha256(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** RFC 4648 base 32, without padding characters. */
export function base32(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** The first 64 prime numbers; the constants are fractions of their roots. */
const primes = firstPrimes(64)
const initialState = primes.slice(0, 8).map((prime) => fraction32(Math.sqrt(prime)))
const roundConstants = primes.map((prime) => fraction32(Math.cbrt(prime)))

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}

function fraction32(value: number): number {
  return Math.floor((value - Math.floor(value)) * 4294967296)
}

function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) as number
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      )
  }
  return bytes
}

/** A one bit, zeros, and the length in bits, up to a whole number of 64-byte blocks. */
function padded(bytes: readonly number[]): Uint8Array {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  message.set(bytes)
  message[bytes.length] = 0x80
  new DataView(message.buffer).setUint32(message.length - 4, bytes.length * 8)
  return message
}

function expand(schedule: Uint32Array, message: Uint8Array, block: number): void {
  const view = new DataView(message.buffer)
  const w = (index: number) => schedule[index] as number
  for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(block + 4 * t)
  for (let t = 16; t < 64; t++) {
    const small0 = rotate(w(t - 15), 7) ^ rotate(w(t - 15), 18) ^ (w(t - 15) >>> 3)
    const small1 = rotate(w(t - 2), 17) ^ rotate(w(t - 2), 19) ^ (w(t - 2) >>> 10)
    schedule[t] = w(t - 16) + small0 + w(t - 7) + small1
  }
}

function compress(state: Uint32Array, schedule: Uint32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let t = 0; t < 64; t++) {
    const big1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choice = (e & f) ^ (~e & g)
    const first = (h + big1 + choice + (roundConstants[t] as number) + (schedule[t] as number)) | 0
    const big0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + big0 + majority) | 0
  }
  const words = [a, b, c, d, e, f, g, h]
  for (let word = 0; word < 8; word++)
    state[word] = (state[word] as number) + (words[word] as number)
}

function rotate(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits))
}
