/**
 * A moment of a lab or a playground as an address: files, what was done, the seed and the time,
 * compressed into the part behind `#`, which no server ever sees.
 */
import type { ExerciseFile } from '../../grading/check.ts'
import type { Session } from './lab-state.ts'

export interface Shared {
  readonly scenario: string
  readonly files: readonly ExerciseFile[]
  readonly session?: Session | undefined
  /** The moment that was looked at; absent where that was the last one. */
  readonly look?: number | undefined
}

/** Longer addresses are refused by some who pass them on; more bytes than this are nobody's session. */
const maxBytes = 4_000_000

/** @param place where it is opened: `play`, or the id that a lab has on its page */
export async function toHash(shared: Shared, place: string): Promise<string> {
  const text = new Blob([JSON.stringify(shared)]).stream()
  const packed = await bytesOf(text.pipeThrough(new CompressionStream('deflate-raw')))
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join('')
  return prefixOf(place) + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

export function isLinkTo(hash: string, place: string): boolean {
  return hash.startsWith(prefixOf(place))
}

function prefixOf(place: string): string {
  return `#${place}=`
}

/** Nothing where the address leads elsewhere; `broken` where it was cut off on its way. */
export async function fromHash(
  hash: string,
  place: string,
): Promise<Shared | 'broken' | undefined> {
  if (!isLinkTo(hash, place)) return undefined
  try {
    const binary = atob(
      hash.slice(prefixOf(place).length).replaceAll('-', '+').replaceAll('_', '/'),
    )
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    const text = new TextDecoder().decode(await bytesOf(stream))
    const value: unknown = JSON.parse(text)
    return isShared(value) ? value : 'broken'
  } catch {
    return 'broken'
  }
}

async function bytesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    // A small address may unfold into far more than a page can hold.
    if (size > maxBytes) throw new RangeError('too much for one lab')
    parts.push(value)
  }
  const all = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

function isShared(value: unknown): value is Shared {
  if (typeof value !== 'object' || value === null) return false
  const { scenario, files, look } = value as Partial<Shared>
  return (
    typeof scenario === 'string' &&
    (look === undefined || Number.isFinite(look)) &&
    Array.isArray(files) &&
    files.every((file) => typeof file?.name === 'string' && typeof file.text === 'string')
  )
}
