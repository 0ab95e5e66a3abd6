/**
 * A simulated cluster behind a socket of this machine: HTTP in, Fetch requests to `rest`, and the
 * cluster's clock driven by the wall's.
 *
 * Besides the API there are the hands in a data centre: `POST /simulation/machines/NAME/power-off`,
 * `power-on`; `POST /simulation/components/NAME/stop`, `start`; `POST
 * /simulation/links/A/B/cut`, `mend`; `POST /simulation/advance?seconds=N`.
 */
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import { type Duplex, Readable } from 'node:stream'
import { constants, inflateSync } from 'node:zlib'
import { CORE_SCHEMA, dump, load } from 'js-yaml'
import { clientDistribution } from '../kubernetes/client-distribution.ts'
import type { Distribution } from '../kubernetes/distribution.ts'
import type { Inside } from '../kubernetes/inside.ts'
import { openInside } from '../lab/inside/open-inside.ts'
import { createLab, type Lab } from '../lab/lab.ts'
import type { Scenario } from '../lab/scenario.ts'
import { type ClockedServer, onCalendar } from '../rest/calendar.ts'
import { createRest, type RestHandler } from '../rest/rest.ts'
import { upgradeOf } from '../rest/upgrade.ts'
import { createHands } from './hands.ts'
import { acceptWebSocket, isWebSocket, protocolsOf } from './web-socket.ts'

export interface ClusterOptions {
  readonly scenario: Scenario
  readonly seed: number
  /** 0 takes any. */
  readonly port: number
  /** Virtual seconds for each of the wall's; 0 stands still but for what is asked of it. */
  readonly speed: number
  /** What the cluster is made of; all that real clients ask for where it is not said. */
  readonly distribution?: Distribution
}

export interface RunningCluster {
  readonly url: string
  readonly lab: Lab
  close(): Promise<void>
}

const host = '127.0.0.1'
const yaml = {
  read: (text: string) => load(text, { schema: CORE_SCHEMA }),
  write: (value: unknown) => dump(value, { noRefs: true, lineWidth: -1 }),
}
/** How often the cluster's clock follows the wall's. */
const tickMs = 25
/** After a long sleep of this machine the cluster catches up no more than so far at once. */
const longestTickMs = 1000
/** Longer than clients keep a connection before they use it again. */
const keepAliveMs = 75_000

export async function serveCluster(options: ClusterOptions): Promise<RunningCluster> {
  const { scenario, seed, speed, distribution = clientDistribution } = options
  const lab = createLab({ scenario, seed, distribution })
  const inside = openInside(lab.view)
  const backend = onCalendar(insideToo(lab, inside), Date.now)
  const rest = createRest(backend, yaml)
  const hands = createHands(lab)
  const handle: RestHandler = (request) =>
    new URL(request.url).pathname.startsWith('/simulation/') ? hands(request) : rest(request)

  // Whoever asks for a protocol that is not spoken here is answered in this one.
  const shouldUpgradeCallback = isWebSocket
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, shouldUpgradeCallback },
    (request, response) => {
      void answer(handle, request, response)
    },
  )
  // A socket that was upgraded is no longer the server's to close.
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
    upgrade(backend, request, socket, head)
  })
  // What is no HTTP is told so and let go.
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  })
  const port = await listen(server, options.port)
  const url = `http://${host}:${port}`

  let last = performance.now()
  // The cluster counts whole milliseconds; what is left of one waits for the next tick.
  let owed = 0
  const clock = setInterval(() => {
    const now = performance.now()
    owed += Math.min(longestTickMs, now - last) * speed
    last = now
    const due = Math.floor(owed)
    owed -= due
    if (due > 0) lab.advance(due)
  }, tickMs)

  return {
    url,
    lab,
    async close() {
      clearInterval(clock)
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The API server, and what kubelets let through. */
function insideToo({ backend }: Lab, inside: Inside): ClockedServer {
  return {
    get now() {
      return backend.now
    },
    handle: backend.handle,
    watch: backend.watch,
    inside,
  }
}

/** What has come so far of a stream that goes on. */
function inflate(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array {
  return inflateSync(bytes, { dictionary, finishFlush: constants.Z_SYNC_FLUSH })
}

function upgrade(
  backend: ClockedServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.on('error', () => socket.destroy())
  const refuse = (status: number, text: string) =>
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
    )
  const stranger = strangerIn(request)
  if (stranger) return void refuse(403, stranger)
  const url = new URL(request.url ?? '/', `http://${host}`)
  const found = upgradeOf(backend, url, protocolsOf(request), inflate)
  if (!found) return void refuse(400, 'there is nothing to upgrade to here')
  if (found instanceof Response) return void found.text().then((text) => refuse(found.status, text))
  acceptWebSocket(request, socket, head, found.protocol, (webSocket) => {
    const talk = found.open({ send: webSocket.send, close: () => webSocket.close() })
    return { message: talk.receive, closed: talk.closed }
  })
}

async function answer(
  handle: RestHandler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const stranger = strangerIn(incoming)
  if (stranger) {
    send(outgoing, 403, stranger)
    return
  }
  const ended = new AbortController()
  outgoing.on('close', () => ended.abort())
  try {
    const response = await handle(requestOf(incoming, ended.signal))
    if (response.type === 'error') {
      outgoing.destroy()
      return
    }
    const headers = Object.fromEntries(response.headers)
    outgoing.writeHead(response.status, headers)
    if (!response.body || incoming.method === 'HEAD') {
      outgoing.end()
      return
    }
    // A watch may wait long for its first event; its client must not wait for the answer.
    outgoing.flushHeaders()
    const reader = response.body.getReader()
    ended.signal.addEventListener('abort', () => void reader.cancel())
    for (;;) {
      const { done, value } = await reader.read()
      if (done || ended.signal.aborted) break
      if (!outgoing.write(value)) await drained(outgoing, ended.signal)
    }
    outgoing.end()
  } catch (error) {
    // A client that went away is nobody's mistake; anything else is ours, and is said.
    if (ended.signal.aborted || incoming.errored) return
    console.error(error)
    if (outgoing.headersSent) outgoing.destroy()
    else send(outgoing, 500, 'this is a mistake in the simulated cluster')
  }
}

/**
 * A page of the web can make a browser send requests to this machine: they carry the page's origin,
 * or a name of its own for this machine. Clients of Kubernetes do neither.
 */
function strangerIn({ headers }: IncomingMessage): string | undefined {
  const name = (headers.host ?? '').replace(/:\d+$/, '')
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(name)) return 'this host is not known here'
  if (headers.origin !== undefined) return 'requests of web pages are not answered here'
  return undefined
}

function requestOf(incoming: IncomingMessage, signal: AbortSignal): Request {
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? host}`)
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !name.startsWith(':'))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const method = incoming.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit)
}

function send(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}

function drained(outgoing: ServerResponse, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once('drain', resolve)
    signal.addEventListener('abort', () => resolve())
  })
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
