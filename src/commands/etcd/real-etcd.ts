/** A real etcd, started on the loopback address with an empty directory, asked by its JSON gateway. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Answer, EventAnswer, StepAnswer } from './answer.ts'
import {
  compareOf,
  decode,
  encode,
  type Json,
  keyValuesOf,
  openWatch,
  reachOf,
  requestOf,
  revisionOf,
} from './gateway.ts'
import type { Question, Step } from './questions.ts'

/** What is to come of a question, where it cannot be asked or awaited otherwise. */
export interface Expected {
  /** The lease that a grant is to give: both must speak of the same. */
  readonly lease: number
  /** What a watch of the past has to say before it has said all. */
  readonly events: number
}

export interface RealEtcd {
  ask(question: Question, expected: Expected): Promise<Answer>
  /** Of a watch of all keys from the beginning; resolves with so many, or what came in time. */
  events(count: number): Promise<readonly EventAnswer[]>
  stop(): Promise<void>
}

export function hasEtcd(): boolean {
  return spawnSync('etcd', ['--version']).status === 0
}

export async function startRealEtcd(): Promise<RealEtcd> {
  const directory = mkdtempSync(path.join(tmpdir(), 'arubeki-etcd-'))
  const [client, peer] = [await freePort(), await freePort()]
  const [url, peerUrl] = [`http://127.0.0.1:${client}`, `http://127.0.0.1:${peer}`]
  const args = {
    'data-dir': directory,
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `default=${peerUrl}`,
    'log-level': 'error',
  }
  const process = spawn(
    'etcd',
    Object.entries(args).map(([name, value]) => `--${name}=${value}`),
    { stdio: 'ignore' },
  )
  const stop = async () => {
    await ended(process)
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    await answering(url, process)
    const all = await openWatch(url, { from: '\0', to: '\0' }, 1)
    return {
      ask: (question, expected) => ask(url, question, expected),
      events: async (count) => (await all.until(count)).events,
      async stop() {
        all.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address === 'string' || !address) throw new Error('no port is free')
  return address.port
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return
  const end = new Promise((resolve) => process.once('exit', resolve))
  process.kill('SIGKILL')
  await end
}

async function answering(url: string, process: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (process.exitCode !== null) throw new Error('etcd does not start')
    try {
      await post(url, '/v3/kv/range', { key: encode('x') })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('etcd does not answer')
}

async function post(url: string, at: string, body: Json): Promise<Json> {
  const response = await fetch(url + at, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as Json
}

async function ask(url: string, question: Question, expected: Expected): Promise<Answer> {
  switch (question.ask) {
    case 'write':
      return transact(url, { compare: [], success: [question.step], failure: [] })
    case 'transaction':
      return transact(url, question)
    case 'read': {
      const { reach, revision, limit } = question
      const reply = await post(url, '/v3/kv/range', { ...reachOf(reach), revision, limit })
      if (typeof reply['error'] === 'string') return { error: reply['error'] }
      return {
        revision: revisionOf(reply),
        keyValues: keyValuesOf(reply['kvs']),
        count: Number(reply['count'] ?? 0),
        more: reply['more'] === true,
      }
    }
    case 'compact':
      return plain(await post(url, '/v3/kv/compaction', { revision: question.revision }))
    case 'revoke':
      return plain(await post(url, '/v3/lease/revoke', { ID: question.lease }))
    case 'grant': {
      const body = { ID: expected.lease, TTL: question.ttlSeconds }
      return plain(await post(url, '/v3/lease/grant', body))
    }
    case 'lease': {
      const reply = await post(url, '/v3/lease/timetolive', { ID: question.lease, keys: true })
      const isGone = reply['TTL'] === '-1'
      const ttlSeconds = isGone ? -1 : Number(reply['grantedTTL'] ?? 0)
      const keys = ((reply['keys'] as readonly string[] | undefined) ?? []).map(decode).sort()
      return { revision: revisionOf(reply), lease: { ttlSeconds, keys } }
    }
    case 'watch': {
      const watch = await openWatch(url, question.reach, question.start)
      const { compacted, events } = await watch.until(expected.events)
      watch.close()
      const revision = revisionOf(await post(url, '/v3/kv/range', { key: encode('x') }))
      return { revision, events, ...(compacted === undefined ? {} : { compacted }) }
    }
  }
}

function plain(reply: Json): Answer {
  const { error } = reply
  return typeof error === 'string' ? { error } : { revision: revisionOf(reply) }
}

async function transact(
  url: string,
  { compare, success, failure }: Omit<Extract<Question, { ask: 'transaction' }>, 'ask'>,
): Promise<Answer> {
  const reply = await post(url, '/v3/kv/txn', {
    compare: compare.map(compareOf),
    success: success.map(requestOf),
    failure: failure.map(requestOf),
  })
  if (typeof reply['error'] === 'string') return { error: reply['error'] }
  const responses = (reply['responses'] as readonly Json[] | undefined) ?? []
  const steps = reply['succeeded'] === true ? success : failure
  return {
    revision: revisionOf(reply),
    succeeded: reply['succeeded'] === true,
    steps: responses.map((response, index) => stepOf(steps[index] as Step, response)),
  }
}

function stepOf(step: Step, response: Json): StepAnswer {
  if ('put' in step) {
    const { prev_kv: previous } = (response['response_put'] ?? {}) as Json
    return { keyValues: [], previous: keyValuesOf(previous ? [previous] : []) }
  }
  if ('delete' in step) {
    const { prev_kvs: previous } = (response['response_delete_range'] ?? {}) as Json
    return { keyValues: [], previous: keyValuesOf(previous) }
  }
  const { kvs } = (response['response_range'] ?? {}) as Json
  return { keyValues: keyValuesOf(kvs), previous: [] }
}
