/**
 * What Pods have to say: `GET …/pods/NAME/log`, and what is answered to those who want `exec`,
 * `attach` or `portforward` without changing the protocol.
 *
 * *Upstream:* `pkg/registry/core/pod/rest/{log,subresources}.go`
 */
import type { Inside, Refusal } from '../kubernetes/inside.ts'
import type { Status } from '../kubernetes/kube-apiserver/request.ts'
import { type LogWish, logText } from '../kubernetes/log-text.ts'
import { epochMs } from '../simulation/simulation.ts'
import type { ClockedServer } from './calendar.ts'
import { badRequest, type Failure, methodNotAllowed } from './failure.ts'
import { booleanIn, integerIn, textIn } from './query.ts'
import type { ResourceRoute } from './route.ts'

const streamed = ['log', 'exec', 'attach', 'portforward']

export function isStreamed(subresource: string | undefined): boolean {
  return subresource !== undefined && streamed.includes(subresource)
}

export function podStream(
  backend: ClockedServer,
  request: Request,
  url: URL,
  { namespace = '', name = '', subresource }: ResourceRoute,
): Response {
  const { inside } = backend
  if (subresource !== 'log' || !inside) return json(badRequest('Upgrade request required'))
  if (request.method !== 'GET') return json(methodNotAllowed())
  const query = url.searchParams
  const wish = wishIn(query, backend)
  if ('kind' in wish) return json(wish)
  const place = { namespace, pod: name, container: textIn(query, 'container') }
  const previous = booleanIn(query, 'previous')
  const read = inside.logs(place, previous)
  if (!read.ok) return json(statusOf(read, name))
  const { aheadMs } = wish
  const { lines, running } = read.value
  const first = logText(lines, wish)
  const headers = { 'content-type': 'text/plain' }
  if (!booleanIn(query, 'follow') || !running) return new Response(first, { headers })
  const { timestamps } = wish
  const next = following(inside, place, lines.length)
  const rest = () => {
    const { more, over } = next()
    return { text: logText(more, { timestamps, aheadMs }), over }
  }
  return new Response(polled(first, rest), { headers })
}

/** What comes after the lines that are known already, each time it is called. */
export function following(inside: Inside, place: Parameters<Inside['logs']>[0], known: number) {
  let shown = known
  return () => {
    const now = inside.logs(place, false)
    const lines = now.ok ? now.value.lines : []
    // A container that was started anew begins its log anew.
    const more = lines.slice(lines.length < shown ? 0 : shown)
    shown = lines.length
    return { more, over: !now.ok || !now.value.running }
  }
}

/** How often a log is looked at for more. */
const pollMs = 100

function polled(
  first: string,
  next: () => { readonly text: string; readonly over: boolean },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let timer: ReturnType<typeof setInterval> | undefined
  return new ReadableStream({
    start(controller) {
      if (first !== '') controller.enqueue(encoder.encode(first))
      timer = setInterval(() => {
        const { text, over } = next()
        if (text !== '') controller.enqueue(encoder.encode(text))
        if (!over) return
        clearInterval(timer)
        controller.close()
      }, pollMs)
    },
    cancel: () => clearInterval(timer),
  })
}

function wishIn(query: URLSearchParams, { now, aheadMs = 0 }: ClockedServer): LogWish | Failure {
  const seconds = integerIn(query, 'sinceSeconds')
  const time = textIn(query, 'sinceTime')
  if (seconds !== undefined && time !== undefined)
    return badRequest('at most one of `sinceTime` or `sinceSeconds` may be specified')
  if (seconds !== undefined && seconds < 1)
    return badRequest('sinceSeconds: Invalid value: must be greater than 0')
  const sinceMs =
    seconds !== undefined
      ? now - aheadMs - seconds * 1000
      : time === undefined
        ? undefined
        : Date.parse(time) - epochMs - aheadMs
  return {
    tail: integerIn(query, 'tailLines'),
    sinceMs: Number.isNaN(sinceMs) ? undefined : sinceMs,
    timestamps: booleanIn(query, 'timestamps'),
    limitBytes: integerIn(query, 'limitBytes'),
    aheadMs,
  }
}

/** The refusal of a kubelet as the API server passes it on. */
export function statusOf({ code, reason, message }: Refusal, pod: string): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: reason === 'InternalError' ? `Internal error occurred: ${message}` : message,
    ...(reason ? { reason } : {}),
    ...(reason === 'NotFound' ? { details: { name: pod, kind: 'pods' } } : {}),
    code,
  }
}

function json(status: Status | Failure): Response {
  return new Response(JSON.stringify(status), {
    status: status.code,
    headers: { 'content-type': 'application/json' },
  })
}
