/**
 * Kubernetes Events: what a component wants people to know. Best effort, and nothing reads them to
 * decide anything.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/tools/record` (event.go, events_cache.go)
 * *Leaves out:* the spam filter.
 */
import type { Timer } from '../../simulation/simulation.ts'
import { epochMs } from '../../simulation/simulation.ts'
import type { Event } from '../api/core.ts'
import { type KubernetesObject, keyOf } from '../api/meta.ts'
import { timeOf } from '../api/time.ts'
import { ApiError, type Client } from './client.ts'

export interface EventRecorder {
  /** Write a Kubernetes Event about an object; repeated ones are counted up. */
  record(
    about: KubernetesObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    options?: EventOptions,
  ): void
}

export interface EventOptions {
  readonly fieldPath?: string
  /** The source, where upstream writes under another name than the component's. */
  readonly component?: string
}

/** Most things are said in one way only; a set is made for the second. */
interface Similar {
  readonly only: string
  messages: Set<string> | undefined
  lastMs: number
}

type Said = Pick<Event, 'type' | 'reason' | 'message'>

/** The tenth message of one reason within ten minutes is combined with those after it. */
const combineFrom = 10
const combineWithinMs = 10 * 60 * 1000

export interface RecorderEnvironment {
  /** `deployment-controller`, `default-scheduler`, `kubelet`. */
  readonly component: string
  /** The node, for a component that runs on every node. */
  readonly nodeName?: string
  readonly client: Client
  now(): number
  after(delayMs: number, label: string, run: () => void): Timer
}

export function createEventRecorder(environment: RecorderEnvironment): EventRecorder {
  /** Event keys by what they say, so that the same thing said again counts up. */
  const said = new Recent<string>()
  /** What was said of one thing for one reason, in so many ways, and when last. */
  const similar = new Recent<Similar>()

  /** Beyond ten messages for one reason, new ones share one event. */
  function combined(
    about: KubernetesObject,
    draft: Said,
    key: string,
  ): Said & { readonly key: string } {
    const group = `${about.metadata.uid} ${draft.type} ${draft.reason}`
    const nowMs = environment.now()
    const known = similar.get(group)
    if (!known || nowMs - known.lastMs > combineWithinMs) {
      similar.set(group, { only: draft.message, messages: undefined, lastMs: nowMs })
      return { ...draft, key }
    }
    known.lastMs = nowMs
    if (!known.messages && known.only === draft.message) return { ...draft, key }
    known.messages ??= new Set([known.only])
    const { messages } = known
    messages.add(draft.message)
    if (messages.size < combineFrom) return { ...draft, key }
    messages.delete(draft.message)
    const message = `(combined from similar events): ${draft.message}`
    return { ...draft, message, key: group }
  }
  /** False where the Event has gone by itself, an hour after it was last heard. */
  function countUp(key: string, message: string, now: string): boolean {
    try {
      environment.client.modify('events', key, (event) => ({
        ...event,
        message,
        count: (event.count ?? 1) + 1,
        lastTimestamp: now,
      }))
      return true
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'NotFound') return false
      throw error
    }
  }

  let sequence = 0

  function write(
    about: KubernetesObject,
    asked: Said,
    { fieldPath, component = environment.component }: EventOptions,
  ) {
    const nowMs = environment.now()
    const now = timeOf(nowMs)
    const { type, reason, message } = asked
    const own = `${about.metadata.uid} ${type} ${reason} ${fieldPath ?? ''} ${message}`
    const { key: same, ...draft } = combined(about, asked, own)
    const earlier = said.get(same)
    if (earlier && countUp(earlier, draft.message, now)) return
    const namespace = about.metadata.namespace ?? 'default'
    const event = environment.client.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name: `${about.metadata.name}.${nanosecondsHex(epochMs + nowMs, sequence++ % 1_000_000)}`,
        namespace,
      },
      involvedObject: {
        kind: about.kind,
        ...(about.metadata.namespace ? { namespace: about.metadata.namespace } : {}),
        name: about.metadata.name,
        ...(about.metadata.uid ? { uid: about.metadata.uid } : {}),
        apiVersion: about.apiVersion,
        ...(about.metadata.resourceVersion
          ? { resourceVersion: about.metadata.resourceVersion }
          : {}),
        ...(fieldPath ? { fieldPath } : {}),
      },
      ...draft,
      source: {
        component,
        ...(environment.nodeName ? { host: environment.nodeName } : {}),
      },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      eventTime: null,
      reportingComponent: component,
      reportingInstance: environment.nodeName ?? '',
    })
    said.set(same, keyOf(event))
  }

  return {
    record(about, type, reason, message, options = {}) {
      environment.after(writeDelayMs, `event ${reason}`, () => {
        try {
          write(about, { type, reason, message }, options)
        } catch (error) {
          // Best effort, as upstream: an Event that cannot be stored is dropped.
          if (!(error instanceof ApiError)) throw error
        }
      })
    },
  }
}

/** So many milliseconds and nanoseconds in all, which are more than a number can hold exactly. */
export function nanosecondsHex(ms: number, nanoseconds: number): string {
  const low = (ms % digits) * 1_000_000 + nanoseconds
  const high = Math.floor(ms / digits) * 1_000_000 + Math.floor(low / digits)
  return high.toString(16) + (low % digits).toString(16).padStart(6, '0')
}

/** What six hexadecimal digits count. */
const digits = 0x1000000

/** Events go through a background sink and reach the server a little after the act itself. */
const writeDelayMs = 3

/** As many as the recorder remembers: what it has not heard of for longest goes first. */
const mostRemembered = 4096

class Recent<T> {
  readonly #values = new Map<string, T>()

  get(key: string): T | undefined {
    const value = this.#values.get(key)
    if (value !== undefined) this.set(key, value)
    return value
  }

  set(key: string, value: T): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    if (this.#values.size <= mostRemembered) return
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest)
      return
    }
  }
}
