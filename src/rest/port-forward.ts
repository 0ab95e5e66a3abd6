/**
 * `…/pods/NAME/portforward`: connections to a Pod's ports inside one of the client's. Simulated programs
 * answer HTTP, so each connection is one request and its answer.
 *
 * kubectl speaks SPDY inside WebSocket and opens two streams for each connection, one for what goes
 * wrong; other clients name their ports in the address and have two channels for each.
 *
 * *Upstream:* `staging/src/k8s.io/kubelet/pkg/cri/streaming/portforward` (httpstream.go, websocket.go)
 */
import type { ContainerPlace, Inside } from '../kubernetes/inside.ts'
import { type Inflate, joined, SpdyConnection } from './spdy.ts'
import type { Talk, Wire } from './upgrade.ts'

export const tunnelProtocol = 'SPDY/3.1+portforward.k8s.io'

/** A request of more than that no simulated program reads. */
const mostBytes = 1024 * 1024

/** One way out for the answer, and one for why there is none. */
interface Ends {
  data(bytes: Uint8Array): void
  error(text: string): void
  done(): void
}

/** Collects a request until it is whole, and answers it. */
class Connection {
  readonly #inside: Inside
  readonly #place: ContainerPlace
  readonly #port: number
  readonly #ends: Ends
  #bytes: Uint8Array = new Uint8Array()
  #over = false

  constructor(inside: Inside, place: ContainerPlace, port: number, ends: Ends) {
    this.#inside = inside
    this.#place = place
    this.#port = port
    this.#ends = ends
  }

  receive(bytes: Uint8Array): void {
    if (this.#over) return
    this.#bytes = joined(this.#bytes, bytes)
    if (this.#bytes.length > mostBytes) return this.#finish()
    const text = new TextDecoder('latin1').decode(this.#bytes)
    const head = text.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1] ?? 0)
    if (text.length < head + 4 + length) return
    const met = this.#inside.forward(this.#place, this.#port, text)
    if (met.ok) this.#ends.data(new TextEncoder().encode(met.value))
    else this.#ends.error(met.message)
    this.#finish()
  }

  ended(): void {
    this.#finish()
  }

  #finish(): void {
    if (!this.#over) this.#ends.done()
    this.#over = true
  }
}

export function tunnel(inside: Inside, place: ContainerPlace, wire: Wire, inflate: Inflate): Talk {
  const encoder = new TextEncoder()
  /** The streams for errors, which come first, by the number of the connection. */
  const errors = new Map<string, { send(bytes: Uint8Array): void; end(): void }>()
  const connection = new SpdyConnection(
    wire,
    {
      opened(stream) {
        const id = stream.headers.get('requestid') ?? ''
        const port = Number(stream.headers.get('port'))
        if (stream.headers.get('streamtype') !== 'data') {
          errors.set(id, stream)
          return { receive() {}, ended() {} }
        }
        const error = errors.get(id)
        errors.delete(id)
        return new Connection(inside, place, port, {
          data: (bytes) => stream.send(bytes),
          error: (text) => error?.send(encoder.encode(text)),
          done() {
            stream.end()
            error?.end()
          },
        })
      },
    },
    inflate,
  )
  return { receive: (message) => connection.receive(message), closed: () => connection.closed() }
}

/** Channel 2i is the data of the i-th port and 2i+1 its errors; each begins with the port itself. */
export function channels(
  inside: Inside,
  place: ContainerPlace,
  ports: readonly number[],
  wire: Wire,
): Talk {
  const send = (channel: number, bytes: Uint8Array) =>
    wire.send(joined(Uint8Array.of(channel), bytes))
  const connections = ports.map((port, index) => {
    const number = Uint8Array.of(port & 255, port >> 8)
    send(2 * index, number)
    send(2 * index + 1, number)
    return new Connection(inside, place, port, {
      data: (bytes) => send(2 * index, bytes),
      error: (text) => send(2 * index + 1, new TextEncoder().encode(text)),
      done() {
        if (ports.length === 1) wire.close()
      },
    })
  })
  return {
    receive(message) {
      const [channel = 0] = message
      if (channel % 2 === 0) connections[channel / 2]?.receive(message.slice(1))
    },
    closed() {
      for (const connection of connections) connection.ended()
    },
  }
}
