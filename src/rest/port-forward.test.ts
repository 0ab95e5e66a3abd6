import { constants, createDeflate, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Inside } from '../kubernetes/inside.ts'
import { channels, tunnel } from './port-forward.ts'
import { dictionary, joined } from './spdy.ts'

const page = 'HTTP/1.1 200 OK\r\n\r\nhello'
const inside = {
  forward: (_: unknown, port: number, request: string) =>
    port === 80
      ? { ok: true, value: `${page} ${request.split(' ')[1]}` }
      : { ok: false, code: 500, message: `nobody listens on ${port}` },
} as unknown as Inside
const place = { namespace: 'default', pod: 'web' }
const inflate = (bytes: Uint8Array, words: Uint8Array) =>
  inflateSync(bytes, { dictionary: words, finishFlush: constants.Z_SYNC_FLUSH })

/** What comes back, frame by frame: `reply 1`, `data 3 hello`, `end 3`. */
function framesIn(bytes: Uint8Array): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const view = new DataView(bytes.buffer, at)
    const length = view.getUint32(4) & 0xffffff
    const payload = bytes.slice(at + 8, at + 8 + length)
    const id = view.getUint32(0)
    if (id >>> 31) found.push(`${view.getUint16(2)} ${new DataView(payload.buffer).getUint32(0)}`)
    else if (length > 0) found.push(`data ${id} ${new TextDecoder().decode(payload)}`)
    if (!(id >>> 31) && bytes[at + 4] === 1) found.push(`end ${id}`)
    at += 8 + length
  }
  return found
}

function client() {
  let sent: Uint8Array = new Uint8Array()
  let isClosed = false
  const wire = {
    send: (bytes: Uint8Array) => {
      sent = joined(sent, bytes)
    },
    close: () => {
      isClosed = true
    },
  }
  const talk = tunnel(inside, place, wire, inflate)
  const deflate = createDeflate({ dictionary })
  const compressed = (plain: Uint8Array) =>
    new Promise<Uint8Array>((resolve) => {
      const parts: Buffer[] = []
      const take = (part: Buffer) => parts.push(part)
      deflate.on('data', take)
      deflate.write(plain)
      deflate.flush(constants.Z_SYNC_FLUSH, () => {
        deflate.off('data', take)
        resolve(Buffer.concat(parts))
      })
    })
  const number = (value: number) => Uint8Array.of(value >>> 24, value >> 16, value >> 8, value)
  const frame = (first: readonly number[], flags: number, payload: Uint8Array) =>
    talk.receive(
      joined(Uint8Array.from([...first, ...number((flags << 24) | payload.length)]), payload),
    )
  const text = (value: string) => joined(number(value.length), new TextEncoder().encode(value))
  return {
    talk,
    async open(id: number, headers: Readonly<Record<string, string>>) {
      const pairs = Object.entries(headers).flatMap(([name, value]) => [text(name), text(value)])
      const plain = pairs.reduce(joined, number(Object.keys(headers).length))
      const head = joined(joined(number(id), number(0)), Uint8Array.of(0, 0))
      frame([0x80, 3, 0, 1], 0, joined(head, await compressed(plain)))
    },
    data: (id: number, value: string, flags = 0) =>
      frame([...number(id)], flags, new TextEncoder().encode(value)),
    ping: () => frame([0x80, 3, 0, 6], 0, number(7)),
    heard: () => framesIn(sent),
    isClosed: () => isClosed,
  }
}

describe('a tunnel of SPDY', () => {
  it('answers each connection in its own streams', async () => {
    const { open, data, ping, heard } = client()
    await open(1, { streamtype: 'error', port: '80', requestid: '0' })
    await open(3, { streamtype: 'data', port: '80', requestid: '0' })
    data(1, '', 1)
    data(3, 'GET /a HTTP/1.1\r\nHo')
    ping()
    data(3, 'st: x\r\n\r\n')
    expect(heard()).toEqual(['2 1', '2 3', '6 7', `data 3 ${page} /a`, 'end 3', 'end 1'])
    await open(5, { streamtype: 'error', port: '81', requestid: '1' })
    await open(7, { streamtype: 'data', port: '81', requestid: '1' })
    data(7, 'GET / HTTP/1.1\r\n\r\n')
    expect(heard().slice(6)).toEqual([
      '2 5',
      '2 7',
      'data 5 nobody listens on 81',
      'end 7',
      'end 5',
    ])
  })

  it('hangs up where nothing of it can be read', () => {
    for (const seed of [1, 2, 3, 4]) {
      const { talk, isClosed } = client()
      const noise = Uint8Array.from({ length: 64 }, (_, at) => (at * at * seed * 31 + 17) & 255)
      talk.receive(Uint8Array.of(0x80, 3, 0, 1, 0, 0, 0, 64))
      talk.receive(noise)
      expect(isClosed()).toBe(true)
      talk.receive(noise)
    }
  })
})

it('other clients have two channels for each port, which begin with its number', () => {
  const sent: Uint8Array[] = []
  let isClosed = false
  const close = () => {
    isClosed = true
  }
  const talk = channels(inside, place, [80], { send: (bytes) => sent.push(bytes), close })
  expect(sent.map((bytes) => [...bytes])).toEqual([
    [0, 80, 0],
    [1, 80, 0],
  ])
  talk.receive(joined(Uint8Array.of(0), new TextEncoder().encode('GET /b HTTP/1.0\r\n\r\n')))
  expect(new TextDecoder().decode(sent[2]?.subarray(1))).toBe(`${page} /b`)
  expect(isClosed).toBe(true)
})
