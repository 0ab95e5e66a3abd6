/**
 * What one node does about one Pod, step by step: the news its kubelet gets, what it decides, the
 * calls its container runtime answers, what it reports. Read off the trace of a run; nothing here
 * is told that did not happen.
 */

import { isConditionTrue } from '../kubernetes/api/conditions.ts'
import type { Pod } from '../kubernetes/api/core.ts'
import type { TraceEntry } from '../simulation/trace.ts'
import type { Action } from './action.ts'
import { createLab, type Lab } from './lab.ts'
import type { Scenario } from './scenario.ts'

export const nodeIncidents = ['start', 'crash', 'delete'] as const

export type NodeIncident = (typeof nodeIncidents)[number]

export type RuntimeKind = 'containerd' | 'cri-o'

export type NodeStepKind =
  /** Somebody wrote the Pod into the API: created it, or asked for its deletion. */
  | 'written'
  /** The scheduler gave the Pod to this node. */
  | 'bound'
  /** The kubelet compared, and knows what to do. */
  | 'sync'
  /** A call of the Container Runtime Interface, when it was answered. */
  | 'call'
  /** A container's process has ended. */
  | 'ended'
  /** The kubelet looked at what the runtime has, and found news. */
  | 'look'
  /** The kubelet wrote the Pod's status. */
  | 'report'
  /** The kubelet took the Pod out of the API. */
  | 'gone'

export interface NodeStep {
  /** Virtual milliseconds since the story began. */
  readonly at: number
  readonly kind: NodeStepKind
  /** `RunPodSandbox`; only of calls. */
  readonly call?: string
  readonly detail: Readonly<Record<string, string | number | boolean>>
}

export interface NodeStory {
  readonly runtime: RuntimeKind
  /** `containerd://2.1.5`. */
  readonly version: string
  readonly steps: readonly NodeStep[]
}

export interface NodeStoryOptions {
  readonly scenario: Scenario
  readonly runtime: RuntimeKind
  readonly seed: number
  /** One Pod, in the namespace `default`. */
  readonly manifest: string
  readonly pod: string
  readonly incident: NodeIncident
}

export function nodeStory(options: NodeStoryOptions): NodeStory {
  const { runtime, seed, manifest, pod, incident } = options
  const machines = options.scenario.machines.map((machine) => ({ ...machine, runtime }))
  const lab = createLab({ scenario: { ...options.scenario, machines }, seed })
  const apply: Action = { type: 'apply', file: 'pod.yaml', manifest }
  if (incident !== 'start') {
    lab.act(apply)
    lab.settle()
  }
  const known = lab.snapshot().traceLength
  const began = lab.time
  lab.act(incident === 'start' ? apply : actionOf(incident, pod))
  lab.settle()
  const node = lab.objects('nodes').find(({ metadata }) => metadata.name !== 'control-plane')
  const steps = lab
    .trace(known)
    .flatMap((entry) => stepsOf(entry, pod, lab))
    .map((step) => ({ ...step, at: step.at - began }))
    .filter(({ kind }, index, all) => kind !== 'look' || leadsOn(all[index + 1]))
  return { runtime, version: node?.status?.nodeInfo?.containerRuntimeVersion ?? '', steps }
}

/** A look without news is no step of its own. */
function leadsOn(next: NodeStep | undefined): boolean {
  return next?.kind === 'sync' || next?.kind === 'report'
}

function actionOf(incident: 'crash' | 'delete', pod: string): Action {
  return incident === 'crash'
    ? { type: 'crash', namespace: 'default', pod }
    : { type: 'delete', resource: 'pods', namespace: 'default', name: pod }
}

function stepsOf(entry: TraceEntry, pod: string, lab: Lab): readonly NodeStep[] {
  const { time: at, type, owner, detail } = entry
  const step = (kind: NodeStepKind, more: NodeStep['detail'] = {}): readonly NodeStep[] => [
    { at, kind, detail: more },
  ]
  if (type === 'write') return writtenStep(entry, pod, lab)
  if (owner.endsWith('@control-plane')) return []
  if (type === 'pleg') return step('look')
  if (type === 'sync') return step('sync', plain(detail))
  if (type !== 'cri') return []
  const { call, event, ...rest } = detail
  if (event === 'ContainerStopped') return step('ended', plain(rest))
  return [{ at, kind: 'call', call: String(call), detail: plain(rest) }]
}

/** What the API heard of the Pod, and from whom. */
function writtenStep(entry: TraceEntry, pod: string, lab: Lab): readonly NodeStep[] {
  const { key, revision } = entry.detail
  const change = key === `/registry/pods/default/${pod}` && lab.change(revision as number)
  if (!change) return []
  const by = change.cause.by
  const at = entry.time
  const object = change.keyValue.value as Pod
  if (change.type === 'delete') return [{ at, kind: 'gone', detail: {} }]
  if (by.startsWith('kubelet')) return [{ at, kind: 'report', detail: reportOf(object) }]
  if (by === 'learner')
    return [
      { at, kind: 'written', detail: { deleted: Boolean(object.metadata.deletionTimestamp) } },
    ]
  return object.spec.nodeName ? [{ at, kind: 'bound', detail: { node: object.spec.nodeName } }] : []
}

function reportOf({ status }: Pod): NodeStep['detail'] {
  const [container] = status?.containerStatuses ?? []
  const { waiting, running, terminated } = container?.state ?? {}
  return {
    phase: status?.phase ?? '',
    ready: isConditionTrue(status?.conditions, 'Ready'),
    ip: status?.podIP ?? '',
    state: running ? 'running' : (terminated?.reason ?? waiting?.reason ?? ''),
    restarts: container?.restartCount ?? 0,
  }
}

/** Lists become words, and what is absent stays out. */
function plain(detail: TraceEntry['detail']): NodeStep['detail'] {
  const entries = Object.entries(detail).flatMap(([key, value]) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return [[key, value] as const]
    return Array.isArray(value) && value.length > 0 ? [[key, value.join(', ')] as const] : []
  })
  return Object.fromEntries(entries)
}
