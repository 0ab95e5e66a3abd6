/**
 * The book without a network: keeps every file of one build, and answers from it.
 *
 * `write-service-worker.ts` puts the list of files in front of this one and removes its types. A build
 * is kept whole or not at all: each file is checked against its hash, so old and new never mix. A
 * new build waits until the reader asks for it, or until no page of the old one is open.
 */

/** What is put in front: where the book lives, and each of its files by address. */
declare const book: {
  readonly base: string
  readonly version: string
  readonly files: Readonly<Record<string, string>>
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void
}

interface Fetching {
  readonly request: Request
  respondWith(response: Promise<Response>): void
}

interface WorkerScope {
  addEventListener(type: 'install' | 'activate', act: (event: Extendable) => void): void
  addEventListener(type: 'message', act: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  readonly location: Location
}

const worker = self as unknown as WorkerScope
const ours = `arubeki ${book.base} `
const current = ours + book.version
const atOnce = 6

worker.addEventListener('install', (event) => event.waitUntil(keepAll()))
worker.addEventListener('activate', (event) => event.waitUntil(begin()))
worker.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void worker.skipWaiting()
})
worker.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  const isOurs = url.origin === worker.location.origin && url.pathname.startsWith(book.base)
  if (event.request.method === 'GET' && isOurs) event.respondWith(answer(event.request, url))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(current)
  const waiting = Object.entries(book.files)
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await keep(cache, ...next)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** A file that has not changed since an earlier build is not fetched again. */
async function keep(cache: Cache, address: string, hash: string): Promise<void> {
  const key = keyOf(address, hash)
  if (await cache.match(key)) return
  const kept = await caches.match(key)
  if (kept) return cache.put(key, kept)
  const response = await fetch(address, { cache: 'no-cache' })
  const bytes = await response.clone().arrayBuffer()
  if (!response.ok || (await hashOf(bytes)) !== hash) {
    throw new Error(`${address} is not the one of this build`)
  }
  const { headers, status } = response
  await cache.put(key, new Response(bytes, { headers, status }))
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The build before this one stays: a page of it may still be open and ask for its parts. */
async function begin(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(ours))
  const earlier = names.filter((name) => name !== current)
  await Promise.all(earlier.slice(0, -1).map((name) => caches.delete(name)))
  await worker.clients.claim()
}

async function answer(request: Request, { pathname }: URL): Promise<Response> {
  const hash = book.files[pathname]
  if (hash !== undefined) {
    const kept = await caches.match(keyOf(pathname, hash))
    return kept ?? fetch(request)
  }
  const isPage = request.mode === 'navigate'
  if (isPage && book.files[`${pathname}/`] !== undefined) {
    return Response.redirect(`${pathname}/`, 301)
  }
  const earlier = isPage ? undefined : await caches.match(pathname, { ignoreSearch: true })
  if (earlier) return earlier
  try {
    return await fetch(request)
  } catch (error) {
    if (!isPage) throw error
    return notFound()
  }
}

async function notFound(): Promise<Response> {
  const address = `${book.base}404.html`
  const page = await caches.match(keyOf(address, book.files[address] ?? ''))
  return page ? new Response(page.body, { status: 404, headers: page.headers }) : Response.error()
}

function keyOf(address: string, hash: string): string {
  return `${address}?build=${hash}`
}
