/**
 * A watch as a stream of lines, one JSON event each.
 *
 * *Upstream:* `staging/src/k8s.io/apiserver/pkg/endpoints/handlers/watch.go`
 */
import type {
  Response as ApiResponse,
  Watch,
  WatchEvent,
} from '../kubernetes/kube-apiserver/request.ts'

/** A client that reads this far behind is let go; it lists again, as after any broken watch. */
const mostWaiting = 10_000

export interface WatchStreamOptions {
  /** Starts the watch; the answer instead, where it is refused. */
  readonly start: (sink: (event: WatchEvent) => void) => Watch | ApiResponse
  /** The object of an event as the client wants it. */
  readonly encode: (event: WatchEvent) => unknown
  /** Ends the stream by itself after so many seconds of the client's own time. */
  readonly timeoutSeconds?: number
}

/** The body of the answer, or the refusal. */
export function watchStream(options: WatchStreamOptions): ReadableStream<Uint8Array> | ApiResponse {
  const encoder = new TextEncoder()
  // Events that are there at once come before the stream has anyone to send them to.
  const early: WatchEvent[] = []
  let send = (event: WatchEvent) => {
    early.push(event)
  }
  const watch = options.start((event) => send(event))
  if ('body' in watch) return watch
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = () => {
    clearTimeout(timer)
    watch.stop()
    send = () => {}
  }
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const close = () => {
          end()
          controller.close()
        }
        send = (event) => {
          const line = { type: event.type, object: options.encode(event) }
          controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
          if (event.type === 'ERROR' || (controller.desiredSize ?? 0) < -mostWaiting) close()
        }
        for (const event of early) send(event)
        if (options.timeoutSeconds) timer = setTimeout(close, options.timeoutSeconds * 1000)
      },
      cancel: end,
    },
    { highWaterMark: 1 },
  )
}
