/**
 * What comes of one `kubectl apply`, step by step: read off a run, following from each write to the
 * write that it set off. Nothing is told that did not happen, and nobody acts who was not set off.
 *
 * A Deployment's Pods all go the same way; one of them is followed, the last that becomes Ready,
 * because the Deployment's own last word depends on it.
 */
import type { KubernetesObject } from '../kubernetes/api/meta.ts'
import type { Change } from '../kubernetes/etcd/store.ts'
import { parseManifest } from '../manifests/parse.ts'
import type { TraceEntry } from '../simulation/trace.ts'
import { changedFields, type FieldChange } from './changed-fields.ts'
import { createLab, type Lab } from './lab.ts'
import type { Scenario } from './scenario.ts'

export type ApplyStepKind =
  /** kubectl sends the text. */
  | 'request'
  /** The API server has filled in what was left out. */
  | 'checked'
  /** Nothing differed, so nothing was written. */
  | 'unchanged'
  /** etcd has it. */
  | 'stored'
  /** A component hears of a revision that it watches. */
  | 'news'
  /** A component asks for a write, and etcd has it. */
  | 'write'
  /** A kubelet compared, and knows what to do. */
  | 'sync'
  /** A call of the Container Runtime Interface, when it was answered. */
  | 'call'
  /** A kubelet looked at what its runtime has. */
  | 'look'

export interface ApplyStep {
  /** Virtual milliseconds since the apply. */
  readonly at: number
  readonly kind: ApplyStepKind
  /** `learner`, `kube-apiserver`, `replicaset-controller`, `kubelet@node-1`. */
  readonly actor: string
  readonly object?: { readonly kind: string; readonly name: string; readonly created: boolean }
  /** How many of that kind the same work wrote, where more than one. */
  readonly count?: number
  readonly revision?: number
  /** Of a write: the revision whose news set it off. */
  readonly trigger?: number
  readonly call?: string
  readonly fields?: readonly FieldChange[]
}

export interface ApplyStory {
  readonly steps: readonly ApplyStep[]
  /** Pods there were when kubectl had its answer, beyond those before. */
  readonly podsAtAnswer: number
  /** Everything that was written because of it, in the end. */
  readonly writes: number
  /** What kubectl printed. */
  readonly said: string
}

export interface ApplyStoryOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly file: string
  /** What was applied before, and is at rest. */
  readonly before?: string | undefined
  readonly manifest: string
}

export function applyStory({
  scenario,
  seed,
  file,
  before,
  manifest,
}: ApplyStoryOptions): ApplyStory {
  const lab = createLab({ scenario, seed })
  if (before !== undefined) lab.act({ type: 'apply', file, manifest: before })
  lab.settle()
  const known = lab.snapshot().traceLength
  const began = lab.time
  const podsBefore = lab.objects('pods').length
  const { outcomes } = lab.act({ type: 'apply', file, manifest })
  const podsAtAnswer = lab.objects('pods').length - podsBefore
  lab.settle()
  const entries = lab.trace(known).map((entry) => ({ ...entry, time: entry.time - began }))
  const writes = entries.flatMap((entry) => writeOf(entry, lab))
  const request: ApplyStep = { at: 0, kind: 'request', actor: 'learner', fields: [] }
  const [first] = writes
  const said = outcomes[0]?.text ?? ''
  if (first?.change.cause.by !== 'learner')
    return { steps: [request, unchangedStep], podsAtAnswer, writes: 0, said }
  const chain = chainOf(writes)
  const steps = [
    request,
    ...acceptedSteps(first, manifest, file),
    ...followed(chain, writes, entries),
  ]
  return { steps, podsAtAnswer, writes: writes.length, said }
}

const unchangedStep: ApplyStep = { at: 0, kind: 'unchanged', actor: 'kube-apiserver' }

interface Write {
  readonly at: number
  readonly change: Change
}

/** Events tell of things; they are no part of how things happen. Leases are mere rhythm. */
function writeOf({ type, time, detail }: TraceEntry, lab: Lab): readonly Write[] {
  if (type !== 'write' || /^\/registry\/(?:events|leases)\//.test(String(detail['key']))) return []
  const change = lab.change(detail['revision'] as number)
  return change ? [{ at: time, change }] : []
}

/** The last write, and back from each to what set it off, up to the learner's; oldest first. */
function chainOf(writes: readonly Write[]): readonly Write[] {
  const byRevision = new Map(writes.map((write) => [write.change.revision, write]))
  const chain: Write[] = []
  let next = writes.at(-1)
  while (next) {
    chain.unshift(next)
    const { trigger } = next.change.cause
    // Where a kubelet reports what it saw by itself, its Pod's write before that leads on.
    next =
      trigger === undefined
        ? writes.findLast(
            (write) => isBefore(write, chain[0]) && write.change.key === chain[0]?.change.key,
          )
        : byRevision.get(trigger)
  }
  return chain
}

function isBefore({ change }: Write, other: Write | undefined): boolean {
  return other !== undefined && change.revision < other.change.revision
}

/** What the API server made of the text, and that etcd has it. */
function acceptedSteps(
  { at, change }: Write,
  manifest: string,
  file: string,
): readonly ApplyStep[] {
  const stored = change.keyValue.value as KubernetesObject
  const sent = parseManifest(manifest, file).documents[0]?.object
  const isNew = change.previous === undefined
  return [
    {
      at,
      kind: 'checked',
      actor: 'kube-apiserver',
      fields: isNew ? changedFields(sent, stored) : [],
    },
    {
      at,
      kind: 'stored',
      actor: 'kube-apiserver',
      revision: change.revision,
      object: { kind: stored.kind, name: stored.metadata.name, created: isNew },
      fields: fieldsOf(change),
    },
  ]
}

/** The rest of the chain, with the news that set each off and what the node did in between. */
function followed(
  chain: readonly Write[],
  writes: readonly Write[],
  entries: readonly TraceEntry[],
): readonly ApplyStep[] {
  const steps: ApplyStep[] = []
  const pod = chain
    .find(({ change }) => kindOf(change) === 'Pod')
    ?.change.key.split('/')
    .at(-1)
  for (const [index, { at, change }] of chain.entries()) {
    if (index === 0) continue
    const { by, trigger } = change.cause
    const earlier = chain[index - 1]
    if (trigger !== undefined)
      steps.push({ at: earlier?.at ?? at, kind: 'news', actor: by, revision: trigger })
    if (by.startsWith('kubelet')) steps.push(...nodeSteps(entries, by, pod, earlier?.at ?? 0, at))
    steps.push(writeStep({ at, change }, writes))
  }
  return steps
}

function writeStep({ at, change }: Write, writes: readonly Write[]): ApplyStep {
  const { by, trigger } = change.cause
  const created = change.previous === undefined
  const siblings = writes.filter(
    (write) =>
      created &&
      write.change.previous === undefined &&
      write.change.cause.by === by &&
      write.change.cause.trigger === trigger &&
      kindOf(write.change) === kindOf(change),
  )
  const { kind, metadata } = change.keyValue.value as KubernetesObject
  return {
    at,
    kind: 'write',
    actor: by,
    revision: change.revision,
    object: { kind, name: metadata.name, created },
    fields: fieldsOf(change),
    ...(trigger === undefined ? {} : { trigger }),
    ...(siblings.length > 1 ? { count: siblings.length } : {}),
  }
}

/** What a kubelet decided, and what its runtime answered, between two writes. */
function nodeSteps(
  entries: readonly TraceEntry[],
  kubelet: string,
  pod: string | undefined,
  from: number,
  to: number,
): readonly ApplyStep[] {
  const [, node = ''] = kubelet.split('@')
  let looks: ApplyStep | undefined
  const steps = entries.flatMap(({ time: at, type, owner, detail }): readonly ApplyStep[] => {
    if (at < from || at > to || !owner.endsWith(`@${node}`)) return []
    if (type === 'pleg') looks = { at, kind: 'look', actor: owner }
    if (type === 'sync' && detail['pod'] === `default/${pod}` && detail['createSandbox'] === true)
      return [{ at, kind: 'sync', actor: owner }]
    const call = String(detail['call'])
    return type === 'cri' && calls.has(call) ? [{ at, kind: 'call', actor: owner, call }] : []
  })
  return looks && steps.some(({ kind }) => kind === 'call') ? [...steps, looks] : steps
}

/** Those that make something; the runtime is asked for its state in between. */
const calls = new Set(['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer'])

function fieldsOf({ keyValue, previous }: Change): readonly FieldChange[] {
  const changed = changedFields(previous?.value, keyValue.value)
  // What a new Pod has not is what the next one in the chain looks for.
  const isNewPod = previous === undefined && (keyValue.value as KubernetesObject).kind === 'Pod'
  return isNewPod && !changed.some(({ path }) => path === 'spec.nodeName')
    ? [{ path: 'spec.nodeName', to: '' }, ...changed]
    : changed
}

function kindOf({ keyValue }: Change): string {
  return (keyValue.value as KubernetesObject).kind
}
