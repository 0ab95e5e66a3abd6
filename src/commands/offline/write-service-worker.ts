/** Writes `sw.js` into a built site: the list of its files, then `service-worker.ts` without types. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { transformWithOxc } from 'vite'

const workerSource = path.join(import.meta.dirname, 'service-worker.ts')

/** What hosts and strangers read, and readers do not; and the worker itself. */
const leftOut =
  /^(?:sw\.js|_headers|\.htaccess|robots\.txt|sitemap\.xml|social\/.*|.*feed\.xml|.*\.(?:pdf|epub))$/

export interface PrecacheList {
  /** Changes whenever a file does. */
  readonly version: string
  /** Hashes by address. */
  readonly files: Readonly<Record<string, string>>
}

export function precacheList(directory: string, base: string): PrecacheList {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(directory, name)).isFile())
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => !leftOut.test(name))
    .sort()
  const files = Object.fromEntries(
    names.map((name) => [
      base + encodeURI(name.replace(/(^|\/)index\.html$/, '$1')),
      hashOf(readFileSync(path.join(directory, name))),
    ]),
  )
  return { version: hashOf(Buffer.from(JSON.stringify(files))), files }
}

export async function writeServiceWorker(directory: string, base: string): Promise<void> {
  const below = base.endsWith('/') ? base : `${base}/`
  const book = { base: below, ...precacheList(directory, below) }
  const { code } = await transformWithOxc(readFileSync(workerSource, 'utf8'), workerSource)
  writeFileSync(path.join(directory, 'sw.js'), `const book = ${JSON.stringify(book)}\n${code}`)
}

/** The first 64 bits of SHA-256, as the worker counts them. */
function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}
