/**
 * SPDY/3.1 as far as `kubectl port-forward` speaks it: streams in one connection, opened by the client.
 *
 * *Upstream:* the SPDY draft 3.1; `github.com/moby/spdystream`
 * *Leaves out:* streams that the server opens, windows (both sides send as they please), settings.
 * Headers that leave are not compressed, which the format allows.
 */

/** Compressed bytes so far, from the first on, as plain ones. @throws where they are none */
export type Inflate = (bytes: Uint8Array, dictionary: Uint8Array) => Uint8Array

export interface SpdyStream {
  readonly headers: ReadonlyMap<string, string>
  send(bytes: Uint8Array): void
  /** Nothing more comes from this side. */
  end(): void
}

export interface SpdyHandlers {
  opened(stream: SpdyStream): {
    receive(bytes: Uint8Array): void
    /** Nothing more comes from the client. */
    ended(): void
  }
}

/** Words that headers often have: both sides begin with them, so they cost nothing to send. */
const words =
  'options head post put delete trace accept accept-charset accept-encoding accept-language ' +
  'accept-ranges age allow authorization cache-control connection content-base content-encoding ' +
  'content-language content-length content-location content-md5 content-range content-type date ' +
  'etag expect expires from host if-match if-modified-since if-none-match if-range ' +
  'if-unmodified-since last-modified location max-forwards pragma proxy-authenticate ' +
  'proxy-authorization range referer retry-after server te trailer transfer-encoding upgrade ' +
  'user-agent vary via warning www-authenticate method get status 200_OK version HTTP/1.1 url ' +
  'public set-cookie keep-alive origin'
const phrases =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505' +
  '203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request' +
  '401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented' +
  '503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, ' +
  'Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,' +
  'application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,' +
  'sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.'

export const dictionary = new TextEncoder().encode(
  words
    .split(' ')
    .map((word) => `\0\0\0${String.fromCharCode(word.length)}${word.replace('_', ' ')}`)
    .join('') + phrases,
)

const synStream = 1
const synReply = 2
const rstStream = 3
const ping = 6
const goAway = 7
const fin = 1
/** More in one frame nobody sends who only forwards ports. */
const longestFrame = 1024 * 1024
const mostHeaderBytes = 256 * 1024
const mostStreams = 256

/** How a compressed stream with this dictionary begins. */
const streamStart = [0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2]
/** A block of four zero bytes, stored as they are: no headers; and an empty block, which flushes. */
const noHeaders = [0, 4, 0, 0xfb, 0xff, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

type Reader = ReturnType<SpdyHandlers['opened']>

export class SpdyConnection {
  readonly #wire: { send(bytes: Uint8Array): void; close(): void }
  readonly #handlers: SpdyHandlers
  readonly #inflate: Inflate
  readonly #readers = new Map<number, Reader>()
  #waiting: Uint8Array = new Uint8Array()
  /** All compressed headers so far: each goes on where the one before it ended. */
  #compressed: Uint8Array = new Uint8Array()
  #inflated = 0
  #replied = false
  #over = false

  constructor(
    wire: { send(bytes: Uint8Array): void; close(): void },
    handlers: SpdyHandlers,
    inflate: Inflate,
  ) {
    this.#wire = wire
    this.#handlers = handlers
    this.#inflate = inflate
  }

  receive(bytes: Uint8Array): void {
    if (this.#over) return
    this.#waiting = joined(this.#waiting, bytes)
    while (!this.#over && this.#frame());
  }

  closed(): void {
    this.#over = true
    for (const reader of this.#readers.values()) reader.ended()
    this.#readers.clear()
  }

  /** @returns whether there was a whole one */
  #frame(): boolean {
    const bytes = this.#waiting
    if (bytes.length < 8) return false
    const view = viewOf(bytes)
    const length = view.getUint32(4) & 0xffffff
    if (length > longestFrame) return this.#break()
    if (bytes.length < 8 + length) return false
    const flags = bytes[4] ?? 0
    const payload = bytes.slice(8, 8 + length)
    this.#waiting = bytes.slice(8 + length)
    const first = view.getUint32(0)
    if (first >>> 31) return this.#control(view.getUint16(2), flags, payload)
    const reader = this.#readers.get(first)
    if (length > 0) reader?.receive(payload)
    if (flags & fin) this.#end(first)
    return true
  }

  #control(type: number, flags: number, payload: Uint8Array): boolean {
    if (type === ping) this.#send(type, 0, payload)
    if (type === goAway) return this.#break()
    if ((type === synStream && payload.length < 10) || (type === rstStream && payload.length < 4))
      return this.#break()
    if (type === rstStream) this.#end(viewOf(payload).getUint32(0))
    if (type !== synStream) return true
    const id = viewOf(payload).getUint32(0) & 0x7fffffff
    const headers = this.#headersIn(payload.slice(10))
    if (!headers || this.#readers.size >= mostStreams) return this.#break()
    const start = this.#replied ? [] : streamStart
    this.#replied = true
    this.#send(synReply, 0, joined(number32(id), Uint8Array.from([...start, ...noHeaders])))
    const stream: SpdyStream = {
      headers,
      send: (bytes) => this.#data(id, 0, bytes),
      end: () => this.#data(id, fin, new Uint8Array()),
    }
    this.#readers.set(id, this.#handlers.opened(stream))
    if (flags & fin) this.#end(id)
    return true
  }

  #end(id: number): void {
    const reader = this.#readers.get(id)
    this.#readers.delete(id)
    reader?.ended()
  }

  /** Undefined where they cannot be read. */
  #headersIn(block: Uint8Array): ReadonlyMap<string, string> | undefined {
    this.#compressed = joined(this.#compressed, block)
    if (this.#compressed.length > mostHeaderBytes) return undefined
    try {
      const plain = this.#inflate(this.#compressed, dictionary)
      const fresh = plain.slice(this.#inflated)
      this.#inflated = plain.length
      return pairsIn(fresh)
    } catch {
      return undefined
    }
  }

  #send(type: number, flags: number, payload: Uint8Array): void {
    if (this.#over) return
    const head = Uint8Array.from([0x80, 3, 0, type, ...number32((flags << 24) | payload.length)])
    this.#wire.send(joined(head, payload))
  }

  #data(id: number, flags: number, bytes: Uint8Array): void {
    if (this.#over) return
    const head = joined(number32(id), number32((flags << 24) | bytes.length))
    this.#wire.send(joined(head, bytes))
  }

  #break(): false {
    this.closed()
    this.#wire.close()
    return false
  }
}

/** @throws {RangeError} where the bytes end too early */
function pairsIn(bytes: Uint8Array): ReadonlyMap<string, string> {
  const view = viewOf(bytes)
  const text = (at: number) => {
    const length = view.getUint32(at)
    const end = at + 4 + length
    if (end > bytes.length) throw new RangeError('a header is cut off')
    return { text: new TextDecoder().decode(bytes.subarray(at + 4, end)), end }
  }
  const found = new Map<string, string>()
  let at = 4
  for (let left = view.getUint32(0); left > 0; left--) {
    const name = text(at)
    const value = text(name.end)
    found.set(name.text.toLowerCase(), value.text)
    at = value.end
  }
  return found
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function number32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  viewOf(bytes).setUint32(0, value >>> 0)
  return bytes
}

export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}
