/**
 * Requests that turn a connection into something else: `exec`, `attach` and `portforward` over
 * WebSocket. What carries the messages is the business of whoever owns the socket.
 *
 * A byte in front of each message says what it is: 0 stdin, 1 stdout, 2 stderr, 3 how it ended,
 * 4 the size of the terminal, 255 that a channel is closed.
 *
 * *Upstream:* `staging/src/k8s.io/kubelet/pkg/cri/streaming/remotecommand/websocket.go`,
 * `staging/src/k8s.io/apimachinery/pkg/util/remotecommand`
 */
import type { ContainerPlace, Inside, Ran, Refusal } from '../kubernetes/inside.ts'
import type { ClockedServer } from './calendar.ts'
import { following, statusOf } from './pod-stream.ts'
import { channels, tunnel, tunnelProtocol } from './port-forward.ts'
import { booleanIn, textIn } from './query.ts'
import { routeOf } from './route.ts'
import type { Inflate } from './spdy.ts'
import { TerminalSession, TypedInput } from './terminal-session.ts'

/** The other end of a connection that was turned into one of messages. */
export interface Wire {
  send(message: Uint8Array): void
  close(): void
}

/** What is done with messages that come in, and when none come any more. */
export interface Talk {
  receive(message: Uint8Array): void
  closed(): void
}

export interface Upgrade {
  /** The one of those offered that is spoken. */
  readonly protocol: string
  open(wire: Wire): Talk
}

export type Place = ContainerPlace & { readonly subresource: string }

/** Newest first; the fourth cannot say that stdin is at its end. */
export const streamProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io']

/**
 * The answer instead, where nothing can be opened; undefined where the path is no such thing.
 *
 * @param inflate without it, no port is forwarded to clients that compress their headers
 */
export function upgradeOf(
  backend: ClockedServer,
  url: URL,
  offered: readonly string[],
  inflate?: Inflate,
): Upgrade | Response | undefined {
  const route = routeOf(url.pathname)
  const { inside } = backend
  if (!route || !inside || route.resource !== 'pods' || route.name === undefined) return undefined
  const { namespace = '', name, subresource } = route
  if (subresource === 'portforward')
    return forwardOf(inside, { namespace, pod: name }, url, offered, inflate)
  if (subresource !== 'exec' && subresource !== 'attach') return undefined
  const protocol = streamProtocols.find((one) => offered.includes(one))
  if (protocol === undefined) return undefined
  const place = { namespace, pod: name, container: textIn(url.searchParams, 'container') }
  const probe = inside.exec(place, ['true'])
  // An image without a shell still lets one attach to it.
  if (!probe.ok && !probe.message.includes('executable file not found')) return refused(probe, name)
  if (subresource === 'attach')
    return { protocol, open: (wire) => attach(inside, place, url.searchParams, new Channels(wire)) }
  const command = url.searchParams.getAll('command')
  return {
    protocol,
    open: (wire) => exec(inside, place, command, url.searchParams, new Channels(wire)),
  }
}

function forwardOf(
  inside: Inside,
  place: ContainerPlace & { readonly pod: string },
  url: URL,
  offered: readonly string[],
  inflate: Inflate | undefined,
): Upgrade | Response | undefined {
  const probe = inside.exec(place, ['true'])
  if (!probe.ok && probe.code === 404 && probe.reason === 'NotFound')
    return refused(probe, place.pod)
  if (inflate && offered.includes(tunnelProtocol))
    return { protocol: tunnelProtocol, open: (wire) => tunnel(inside, place, wire, inflate) }
  const protocol = streamProtocols.find((one) => offered.includes(one))
  const ports = url.searchParams
    .getAll('ports')
    .flatMap((text) => text.split(','))
    .map(Number)
    .filter((port) => Number.isInteger(port) && port > 0 && port < 65_536)
  if (protocol === undefined || ports.length === 0 || ports.length > mostPorts) return undefined
  return { protocol, open: (wire) => channels(inside, place, ports, wire) }
}

/** More channels than a byte can number there are not. */
const mostPorts = 100

function refused(refusal: Refusal, pod: string): Response {
  const status = statusOf(refusal, pod)
  return new Response(JSON.stringify(status), {
    status: status.code,
    headers: { 'content-type': 'application/json' },
  })
}

/** What leaves by which channel. */
export class Channels {
  readonly #wire: Wire
  readonly #encoder = new TextEncoder()
  #over = false

  constructor(wire: Wire) {
    this.#wire = wire
  }

  send(channel: 1 | 2 | 3, text: string): void {
    if (text === '' || this.#over) return
    const bytes = this.#encoder.encode(text)
    const message = new Uint8Array(bytes.length + 1)
    message[0] = channel
    message.set(bytes, 1)
    this.#wire.send(message)
  }

  end(exitCode: number): void {
    const status =
      exitCode === 0
        ? { metadata: {}, status: 'Success' }
        : {
            metadata: {},
            status: 'Failure',
            message: `command terminated with non-zero exit code: exit status ${exitCode}`,
            reason: 'NonZeroExitCode',
            details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
          }
    this.#finish(status)
  }

  fail(refusal: Refusal): void {
    this.#finish(statusOf(refusal, ''))
  }

  #finish(status: object): void {
    this.send(3, JSON.stringify(status))
    if (!this.#over) this.#wire.close()
    this.#over = true
  }
}

function exec(
  inside: Inside,
  place: ContainerPlace,
  command: readonly string[],
  query: URLSearchParams,
  channels: Channels,
): Talk {
  const wantsStdin = booleanIn(query, 'stdin')
  const isTerminal = booleanIn(query, 'tty')
  const finish = (stdin: string) => {
    const ran = inside.exec(place, command, stdin)
    if (!ran.ok) return channels.fail(ran)
    tell(channels, ran.value, isTerminal)
    channels.end(ran.value.exitCode)
  }
  if (wantsStdin && isTerminal && isShell(command))
    return shellTalk(inside, place, channels, (exitCode) => channels.end(exitCode))
  if (!wantsStdin || !readsStdin(command)) {
    finish('')
    return talkOf(
      () => {},
      () => {},
    )
  }
  if (isTerminal) {
    const line = new TypedInput({
      write: (text) => channels.send(1, text),
      end: (text) => (text === undefined ? channels.end(interrupted) : finish(text)),
    })
    return talkOf(
      (text) => line.type(text),
      () => line.hangUp(),
    )
  }
  return collected(finish)
}

/** What a shell ends with after Ctrl-C. */
const interrupted = 130

function shellTalk(
  inside: Inside,
  place: ContainerPlace,
  channels: Channels,
  end: (exitCode: number) => void,
): Talk {
  const session = new TerminalSession({
    write: (text) => channels.send(1, text),
    run: (line) => inside.exec(place, ['sh', '-c', line]),
    end,
  })
  return talkOf(
    (text) => session.type(text),
    () => session.hangUp(),
  )
}

/** All that is typed, once it is at its end. */
function collected(finish: (text: string) => void): Talk {
  let typed = ''
  return talkOf(
    (text) => {
      typed = (typed + text).slice(0, mostTyped)
    },
    () => finish(typed),
  )
}

/** More than that nobody types. */
const mostTyped = 1024 * 1024

function tell(channels: Channels, { stdout, stderr }: Ran, isTerminal: boolean): void {
  if (isTerminal) {
    channels.send(1, (stdout + stderr).replaceAll('\n', '\r\n'))
    return
  }
  channels.send(1, stdout)
  channels.send(2, stderr)
}

/** Text of channel 0, and the end of it. */
function talkOf(type: (text: string) => void, end: () => void): Talk {
  const decoder = new TextDecoder()
  let ended = false
  return {
    receive(message) {
      if (ended) return
      const [channel, second] = message
      if (channel === 0 && message.length > 1)
        type(decoder.decode(message.subarray(1), { stream: true }))
      else if (channel === 255 && second === 0) {
        ended = true
        end()
      }
    },
    closed() {
      ended = true
    },
  }
}

const pollMs = 100

function attach(
  inside: Inside,
  place: ContainerPlace,
  query: URLSearchParams,
  channels: Channels,
): Talk {
  if (booleanIn(query, 'stdin') && inside.awaitsInput(place)) {
    const end = (exitCode: number) => {
      inside.endInput(place, exitCode)
      channels.end(0)
    }
    if (booleanIn(query, 'tty')) return shellTalk(inside, place, channels, end)
    return collected((script) => {
      const ran = inside.exec(place, ['sh', '-c', script])
      if (ran.ok) tell(channels, ran.value, false)
      end(ran.ok ? ran.value.exitCode : 1)
    })
  }
  const now = inside.logs(place, false)
  const next = following(inside, place, now.ok ? now.value.lines.length : 0)
  const timer = setInterval(() => {
    const { more, over } = next()
    channels.send(1, more.map(({ text }) => `${text}\n`).join(''))
    if (!over) return
    clearInterval(timer)
    channels.end(0)
  }, pollMs)
  return { receive() {}, closed: () => clearInterval(timer) }
}

const shells = ['sh', 'bash', 'ash']
const readers = ['cat', 'grep', 'wc', 'head', 'tail', 'sort']

function isShell(command: readonly string[]): boolean {
  const [word = '', ...args] = command
  return shells.includes(word.replace(/^.*\//, '')) && !args.some((arg) => /^-\w*c/.test(arg))
}

function readsStdin(command: readonly string[]): boolean {
  const [word = '', ...args] = command
  if (isShell(command)) return true
  if (word === 'tar') return /x/.test(args[0] ?? '')
  const files = args.filter((arg) => !arg.startsWith('-')).length - Number(word === 'grep')
  return readers.includes(word) && files <= 0
}
