/**
 * etcd's JSON gateway: bytes as base64, numbers as texts, nothing where a number is 0.
 *
 * *Upstream:* etcd-io/etcd `api/etcdserverpb/rpc.proto`
 */
import type { EventAnswer, KeyValueAnswer } from './answer.ts'
import type { Compare, Reach, Step } from './questions.ts'

export type Json = Readonly<Record<string, unknown>>

export function encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

export function decode(base64: unknown): string {
  return Buffer.from(String(base64 ?? ''), 'base64').toString('utf8')
}

export function reachOf({ from, to }: Reach): Json {
  return { key: encode(from), ...(to === undefined ? {} : { range_end: encode(to) }) }
}

export function requestOf(step: Step): Json {
  if ('put' in step) {
    const { put, value, lease = 0 } = step
    return { request_put: { key: encode(put), value: encode(value), lease, prev_kv: true } }
  }
  if ('delete' in step) return { request_delete_range: { ...reachOf(step.delete), prev_kv: true } }
  return { request_range: reachOf(step.range) }
}

const targets = {
  modRevision: ['MOD', 'mod_revision'],
  createRevision: ['CREATE', 'create_revision'],
  version: ['VERSION', 'version'],
  value: ['VALUE', 'value'],
  lease: ['LEASE', 'lease'],
} as const
const results = { '=': 'EQUAL', '!=': 'NOT_EQUAL', '<': 'LESS', '>': 'GREATER' } as const

export function compareOf({ key, target, is, to }: Compare): Json {
  const [name, field] = targets[target]
  const value = typeof to === 'string' ? encode(to) : to
  return { key: encode(key), target: name, result: results[is], [field]: value }
}

export function revisionOf(reply: Json): number {
  const { revision } = (reply['header'] ?? {}) as Json
  return Number(revision ?? 0)
}

export function keyValuesOf(list: unknown): readonly KeyValueAnswer[] {
  return ((list ?? []) as readonly Json[]).map(keyValueOf)
}

function keyValueOf(given: Json): KeyValueAnswer {
  return {
    key: decode(given['key']),
    value: decode(given['value']),
    createRevision: Number(given['create_revision'] ?? 0),
    modRevision: Number(given['mod_revision'] ?? 0),
    version: Number(given['version'] ?? 0),
    lease: Number(given['lease'] ?? 0),
  }
}

function eventOf({ type, kv, prev_kv: previous }: Json): EventAnswer {
  const keyValue = keyValueOf(kv as Json)
  const { key, modRevision } = keyValue
  return {
    type: type === 'DELETE' ? 'delete' : 'put',
    key,
    modRevision,
    ...(type === 'DELETE' ? {} : { keyValue }),
    ...(previous ? { previous: keyValueOf(previous as Json) } : {}),
  }
}

export interface Watched {
  readonly events: readonly EventAnswer[]
  /** Set where the watch was refused: what it asked for has been compacted up to here. */
  readonly compacted?: number
}

export interface GatewayWatch {
  /** Once so many events have come, the watch was refused, or for too long nothing comes. */
  until(count: number): Promise<Watched>
  close(): void
}

/** A lease that ran out is ended within seconds; on a busy machine within some more. */
const patienceMs = 20_000

/** Resolves when etcd has said that it watches. */
export async function openWatch(url: string, reach: Reach, start: number): Promise<GatewayWatch> {
  const abort = new AbortController()
  const created = { ...reachOf(reach), start_revision: start, prev_kv: true }
  const { body } = await fetch(`${url}/v3/watch`, {
    method: 'POST',
    body: JSON.stringify({ create_request: created }),
    signal: abort.signal,
  })
  if (!body) throw new Error('etcd does not watch')
  const events: EventAnswer[] = []
  let compacted: number | undefined
  let told: () => void = () => undefined
  void follow(body, (result) => {
    for (const event of (result['events'] ?? []) as readonly Json[]) events.push(eventOf(event))
    if (result['canceled'] === true) compacted = Number(result['compact_revision'] ?? 0)
    told()
  })
  return {
    until: (count) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          told = () => undefined
          resolve(compacted === undefined ? { events } : { events, compacted })
        }
        const timer = setTimeout(done, patienceMs)
        told = () => {
          if (events.length >= count || compacted !== undefined) done()
        }
        told()
      }),
    close: () => abort.abort(),
  }
}

/** One JSON object a line, until the stream is closed from here or there. */
async function follow(
  body: ReadableStream<Uint8Array>,
  take: (result: Json) => void,
): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of body) {
      const lines = (text + decoder.decode(chunk, { stream: true })).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) if (line) take((JSON.parse(line) as Json)['result'] as Json)
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error
  }
}
