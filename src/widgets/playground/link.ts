/**
 * A playground as an address: files, what was done, the seed and the moment, compressed into the
 * part behind `#`, which no server ever sees.
 */
import type { ExerciseFile } from '../../grading/check.ts'
import type { Session } from '../lab/lab-state.ts'

export interface Shared {
  readonly scenario: string
  readonly files: readonly ExerciseFile[]
  readonly session?: Session | undefined
}

const prefix = '#play='
/** Longer addresses are refused by some who pass them on; more bytes than this are nobody's session. */
const maxBytes = 4_000_000

export async function toHash(shared: Shared): Promise<string> {
  const text = new Blob([JSON.stringify(shared)]).stream()
  const packed = await bytesOf(text.pipeThrough(new CompressionStream('deflate-raw')))
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join('')
  return prefix + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Nothing where there is no playground in the address; `broken` where it was cut off on its way. */
export async function fromHash(hash: string): Promise<Shared | 'broken' | undefined> {
  if (!hash.startsWith(prefix)) return undefined
  try {
    const binary = atob(hash.slice(prefix.length).replaceAll('-', '+').replaceAll('_', '/'))
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
    if (size > maxBytes) throw new RangeError('too much for one playground')
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
  const { scenario, files } = value as Partial<Shared>
  return (
    typeof scenario === 'string' &&
    Array.isArray(files) &&
    files.every((file) => typeof file?.name === 'string' && typeof file.text === 'string')
  )
}
