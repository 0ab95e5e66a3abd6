/**
 * WebSocket on a socket of Node, as a server: the handshake, and messages of bytes both ways.
 *
 * *Upstream:* RFC 6455
 * *Leaves out:* extensions; text is taken as its bytes.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export interface WebSocketHandlers {
  message(bytes: Buffer): void
  closed(): void
}

export interface WebSocket {
  send(bytes: Uint8Array): void
  close(code?: number): void
}

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** Larger ones no client of Kubernetes sends. */
const longestMessage = 4 * 1024 * 1024
/** A client that reads this far behind is let go. */
const mostUnsent = 16 * 1024 * 1024

export function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && Boolean(headers['sec-websocket-key'])
}

export function protocolsOf({ headers }: IncomingMessage): readonly string[] {
  return (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
}

/** Answers the handshake; from then on the socket is a WebSocket. */
export function acceptWebSocket(
  { headers }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  protocol: string,
  open: (webSocket: WebSocket) => WebSocketHandlers,
): void {
  const accept = createHash('sha1')
    .update(`${headers['sec-websocket-key']}${magic}`)
    .digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
  )
  let isClosed = false
  const write = (opcode: number, bytes: Uint8Array) => {
    if (isClosed || socket.destroyed) return
    socket.write(frameOf(opcode, bytes))
    if (socket.writableLength > mostUnsent) socket.destroy()
  }
  const webSocket: WebSocket = {
    send: (bytes) => write(2, bytes),
    close(code = 1000) {
      write(8, Buffer.from([code >> 8, code & 255]))
      isClosed = true
      socket.end()
    },
  }
  const handlers = open(webSocket)
  const reader = new FrameReader({
    message: (bytes) => handlers.message(bytes),
    ping: (bytes) => write(10, bytes),
    close: () => webSocket.close(),
    broken: (code) => webSocket.close(code),
  })
  socket.on('data', (chunk: Buffer) => reader.read(chunk))
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    isClosed = true
    handlers.closed()
  })
  if (head.length > 0) reader.read(head)
}

interface FrameHandlers {
  message(bytes: Buffer): void
  ping(bytes: Buffer): void
  close(): void
  /** With the code that says why. */
  broken(code: number): void
}

class FrameReader {
  readonly #handlers: FrameHandlers
  #waiting = Buffer.alloc(0)
  #parts: Buffer[] = []
  #length = 0
  #over = false

  constructor(handlers: FrameHandlers) {
    this.#handlers = handlers
  }

  read(chunk: Buffer): void {
    if (this.#over) return
    this.#waiting = Buffer.concat([this.#waiting, chunk])
    while (!this.#over && this.#frame());
  }

  /** @returns whether there was a whole one */
  #frame(): boolean {
    const bytes = this.#waiting
    if (bytes.length < 2) return false
    const [first = 0, second = 0] = bytes
    const short = second & 127
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
    const at = 2 + lengthBytes
    if (bytes.length < at + 4) return false
    const length =
      short === 126
        ? bytes.readUInt16BE(2)
        : short === 127
          ? Number(bytes.readBigUInt64BE(2))
          : short
    // Clients mask what they send.
    if ((second & 128) === 0) return this.#break(1002)
    if (length > longestMessage || this.#length + length > longestMessage) return this.#break(1009)
    const start = at + 4
    if (bytes.length < start + length) return false
    const mask = bytes.subarray(at, start)
    const payload = Buffer.from(bytes.subarray(start, start + length))
    for (let index = 0; index < length; index++)
      payload[index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0)
    this.#waiting = bytes.subarray(start + length)
    this.#take(first & 15, (first & 128) !== 0, payload)
    return true
  }

  #take(opcode: number, isLast: boolean, payload: Buffer): void {
    if (opcode === 8) {
      this.#over = true
      this.#handlers.close()
    } else if (opcode === 9) this.#handlers.ping(payload)
    else if (opcode <= 2) {
      this.#parts.push(payload)
      this.#length += payload.length
      if (!isLast) return
      const whole = Buffer.concat(this.#parts)
      this.#parts = []
      this.#length = 0
      this.#handlers.message(whole)
    } else if (opcode !== 10) this.#break(1002)
  }

  #break(code: number): false {
    this.#over = true
    this.#handlers.broken(code)
    return false
  }
}

function frameOf(opcode: number, bytes: Uint8Array): Buffer {
  const { length } = bytes
  const head =
    length < 126
      ? Buffer.from([128 | opcode, length])
      : length < 65536
        ? Buffer.from([128 | opcode, 126, length >> 8, length & 255])
        : Buffer.alloc(10)
  if (length >= 65536) {
    head[0] = 128 | opcode
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([head, bytes])
}
