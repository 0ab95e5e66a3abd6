/**
 * The conditions a kubelet reports of a Pod.
 *
 * *Upstream:* `pkg/kubelet/status/generate.go`
 */
import type { ContainerStatus, PodCondition, PodPhase, PodSpec } from '../api/core.ts'
import { isSidecar } from './pod-phase.ts'

type Generated = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>

export interface ConditionFacts {
  readonly spec: PodSpec
  readonly phase: PodPhase
  /** Of main and init containers; absent while nothing is known. */
  readonly statuses: readonly ContainerStatus[] | undefined
  /** Conditions as they are, for readiness gates. */
  readonly conditions?: readonly PodCondition[] | undefined
}

export function containersReady({ spec, phase, statuses }: ConditionFacts): Generated {
  const type = 'ContainersReady'
  if (!statuses) return { type, status: 'False', reason: 'UnknownContainerStatuses' }
  const sidecars = (spec.initContainers ?? []).filter(isSidecar)
  const { unknown, failing } = sorted([...sidecars, ...(spec.containers ?? [])], statuses, isReady)
  if (phase === 'Failed') return { type, status: 'False', reason: 'PodFailed' }
  if (phase === 'Succeeded' && unknown.length === 0)
    return { type, status: 'False', reason: 'PodCompleted' }
  return problem(type, 'ContainersNotReady', unknown, failing, 'unready')
}

export function ready(facts: ConditionFacts): Generated {
  const type = 'Ready'
  const containers = containersReady(facts)
  if (containers.status !== 'True') return { ...containers, type }
  const gates = (facts.spec as { readinessGates?: readonly { conditionType: string }[] })
    .readinessGates
  const messages: string[] = []
  for (const { conditionType } of gates ?? []) {
    const gate = facts.conditions?.find((condition) => condition.type === conditionType)
    if (!gate)
      messages.push(
        `corresponding condition of pod readiness gate "${conditionType}" does not exist.`,
      )
    else if (gate.status !== 'True')
      messages.push(
        `the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`,
      )
  }
  if (messages.length === 0) return { type, status: 'True' }
  return { type, status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') }
}

export function initialized({ spec, phase, statuses }: ConditionFacts): Generated {
  const type = 'Initialized'
  const inits = spec.initContainers ?? []
  if (!statuses && inits.length > 0)
    return { type, status: 'False', reason: 'UnknownContainerStatuses' }
  const { unknown, failing } = sorted(inits, statuses ?? [], (status, container) =>
    isSidecar(container) ? (status.started ?? false) : status.ready,
  )
  if (phase === 'Succeeded' && unknown.length === 0)
    return { type, status: 'True', reason: 'PodCompleted' }
  if (hasStarted(spec, statuses ?? [])) return { type, status: 'True' }
  return problem(type, 'ContainersNotInitialized', unknown, failing, 'incomplete')
}

/** A main container has run: the Pod was initialized, whatever its init containers do now. */
export function hasStarted(spec: PodSpec, statuses: readonly ContainerStatus[]): boolean {
  const names = new Set(spec.containers.map(({ name }) => name))
  return statuses.some(
    ({ name, state, lastState }) =>
      names.has(name) && Boolean(state?.running || state?.terminated || lastState?.terminated),
  )
}

function sorted<C extends { readonly name: string }>(
  containers: readonly C[],
  statuses: readonly ContainerStatus[],
  isFine: (status: ContainerStatus, container: C) => boolean,
): { unknown: readonly string[]; failing: readonly string[] } {
  const unknown: string[] = []
  const failing: string[] = []
  for (const container of containers) {
    const status = statuses.find(({ name }) => name === container.name)
    if (!status) unknown.push(container.name)
    else if (!isFine(status, container)) failing.push(container.name)
  }
  return { unknown, failing }
}

function isReady(status: ContainerStatus): boolean {
  return status.ready
}

function problem(
  type: string,
  reason: string,
  unknown: readonly string[],
  failing: readonly string[],
  word: string,
): Generated {
  const messages: string[] = []
  if (unknown.length > 0) messages.push(`containers with unknown status: [${unknown.join(' ')}]`)
  if (failing.length > 0) messages.push(`containers with ${word} status: [${failing.join(' ')}]`)
  if (messages.length === 0) return { type, status: 'True' }
  return { type, status: 'False', reason, message: messages.join(', ') }
}
