/** The cluster's etcd, without a cluster around it, asked as a client of the real one would ask. */
import type { Host } from '../../kubernetes/component.ts'
import { type Etcd, etcd, storeOn } from '../../kubernetes/etcd/etcd.ts'
import { type Keys, oneKey } from '../../kubernetes/etcd/keys.ts'
import type { Change, KeyValue, Store } from '../../kubernetes/etcd/store.ts'
import type { Operation, OperationResult } from '../../kubernetes/etcd/transaction.ts'
import { Simulation } from '../../simulation/simulation.ts'
import {
  type Answer,
  type EventAnswer,
  errors,
  type KeyValueAnswer,
  type StepAnswer,
} from './answer.ts'
import type { Question, Reach, Step, World } from './questions.ts'

const cause = { by: 'comparison' }

export interface OurEtcd {
  world(): World
  ask(question: Question): Answer
  /** Everything that a watch of all keys has seen, from the beginning. */
  readonly events: readonly EventAnswer[]
  pass(ms: number): void
}

export function createOurEtcd(): OurEtcd {
  const simulation = new Simulation('comparison')
  const disk = new Map<string, unknown>()
  let service: Etcd | undefined
  const host = {
    clock: {
      afterInBackground: (delayMs: number, label: string, run: () => void) =>
        simulation.after(delayMs, { owner: 'etcd', label, background: true, run }),
    },
    machine: { disk },
    listen: (_: string, implementation: Etcd) => {
      service = implementation
    },
    trace: () => undefined,
  } as unknown as Host
  etcd.start?.(host)
  if (!service) throw new Error('etcd does not listen')
  const ours = service
  const store = storeOn(disk)
  const events: EventAnswer[] = []
  let lease = 0
  ours.watch('', 0, (change) => events.push(eventOf(change)))
  return {
    events,
    world: () => ({ revision: ours.revision, compacted: ours.compactedRevision, lease }),
    ask(question) {
      if (question.ask === 'grant') lease = ours.grant(question.ttlSeconds)
      return ask(ours, store, question)
    },
    pass: (ms) => {
      simulation.advance(ms)
    },
  }
}

function ask(ours: Etcd, store: Store, question: Question): Answer {
  switch (question.ask) {
    case 'write':
      return transact(ours, { compare: [], success: [question.step], failure: [] })
    case 'transaction':
      return transact(ours, question)
    case 'read':
      return read(ours, question)
    case 'compact':
      ours.compact(question.revision)
      return { revision: ours.revision }
    case 'revoke':
      return ours.revoke(question.lease) ? { revision: ours.revision } : { error: errors.noLease }
    case 'lease': {
      const { ttlSeconds = -1, keys = [] } = store.leases.get(question.lease) ?? {}
      return { revision: ours.revision, lease: { ttlSeconds, keys: [...keys].sort() } }
    }
    case 'watch':
      return watch(ours, question)
    case 'grant':
      return { revision: ours.revision }
  }
}

function transact(
  ours: Etcd,
  { compare, success, failure }: Omit<Extract<Question, { ask: 'transaction' }>, 'ask'>,
): Answer {
  const { succeeded, results, error } = ours.transact({
    compare,
    success: success.map(operationOf),
    failure: failure.map(operationOf),
    cause,
  })
  if (error !== undefined) return { error }
  const steps = succeeded ? success : failure
  // What a put has written, etcd does not say: watches and reads will.
  return {
    revision: ours.revision,
    succeeded,
    steps: results.map((result, index) =>
      stepOf('put' in (steps[index] as Step) ? { ...result, keyValues: [] } : result),
    ),
  }
}

function read(ours: Etcd, { reach, revision, limit }: Extract<Question, { ask: 'read' }>): Answer {
  const keys = keysOf(reach)
  const found = revision === 0 ? ours.range(keys) : ours.rangeAt(keys, revision)
  if (!found) return { error: errors.compacted }
  const given = limit === 0 ? found : found.slice(0, limit)
  return {
    revision: ours.revision,
    keyValues: given.map(keyValueOf),
    count: found.length,
    more: given.length < found.length,
  }
}

function watch(ours: Etcd, { reach, start }: Extract<Question, { ask: 'watch' }>): Answer {
  const events: EventAnswer[] = []
  const watching = ours.watch(keysOf(reach), start - 1, (change) => events.push(eventOf(change)))
  watching?.stop()
  const { revision, compactedRevision } = ours
  return watching ? { revision, events } : { revision, events, compacted: compactedRevision }
}

function operationOf(step: Step): Operation {
  if ('put' in step) return { ...step, value: () => step.value }
  return 'delete' in step ? { delete: keysOf(step.delete) } : { range: keysOf(step.range) }
}

function keysOf({ from, to }: Reach): Keys {
  return to === undefined ? oneKey(from) : { from, to }
}

function stepOf({ keyValues, previous }: OperationResult): StepAnswer {
  return { keyValues: keyValues.map(keyValueOf), previous: previous.map(keyValueOf) }
}

function keyValueOf({ key, value, lease = 0, note: _, ...revisions }: KeyValue): KeyValueAnswer {
  return { key, value: String(value), ...revisions, lease }
}

function eventOf({ type, key, revision, keyValue, previous }: Change): EventAnswer {
  return {
    type,
    key,
    modRevision: revision,
    ...(type === 'put' ? { keyValue: keyValueOf(keyValue) } : {}),
    ...(previous ? { previous: keyValueOf(previous) } : {}),
  }
}
