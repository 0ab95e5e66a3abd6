/**
 * The status of a Pod as its kubelet reports it, and how it is merged with what others wrote.
 *
 * *Upstream:* `pkg/kubelet/kubelet_pods.go` generateAPIPodStatus,
 * `pkg/kubelet/status/status_manager.go` mergePodStatus, TerminatePod
 */
import { conditionOf } from '../api/conditions.ts'
import type { Container, ContainerStatus, Pod, PodCondition, PodStatus } from '../api/core.ts'
import type { Time } from '../api/meta.ts'
import { podQosClass } from '../api/pod-qos.ts'
import { containerStatus, lostContainer, type WaitingReason } from './container-status.ts'
import { shouldRestart } from './pod-actions.ts'
import { containersReady, hasStarted, initialized, ready } from './pod-conditions.ts'
import { podPhase } from './pod-phase.ts'
import { latest, type PodRuntime, readySandbox } from './pod-runtime.ts'

export interface StatusFacts {
  readonly seen: PodRuntime
  readonly runtimeName: string
  readonly hostAddress: string
  readonly startTime: Time
  readonly now: Time
  /** Its containers have ended for good. */
  readonly isTerminal: boolean
  waiting(container: string): WaitingReason | undefined
  isReady(container: Container, containerId: string): boolean
  isStarted(container: Container, containerId: string): boolean
}

export function podStatus(pod: Pod, facts: StatusFacts): PodStatus {
  const { spec } = pod
  const { seen, isTerminal } = facts
  const before = pod.status
  const inits = spec.initContainers ?? []
  const podInitializing = inits.length > 0 && !spec.containers.some((c) => latest(seen, c.name))
  const of = (container: Container) => statusOf(pod, container, facts, podInitializing)
  const initStatuses = inits.map(of)
  const mainStatuses = spec.containers.map(of)
  const statuses = [...initStatuses, ...mainStatuses]
  const generated = podPhase(spec, statuses, {
    podIsTerminal: isTerminal,
    podHasInitialized: hasStarted(spec, mainStatuses),
  })
  const ended = before?.phase === 'Succeeded' || before?.phase === 'Failed'
  const phase = ended && before?.phase ? before.phase : generated
  const conditionFacts = { spec, phase, statuses, conditions: before?.conditions }
  const ip = readySandbox(seen)?.ip ?? before?.podIP ?? seen.sandboxes[0]?.ip
  return {
    observedGeneration: pod.metadata.generation ?? 1,
    phase,
    conditions: [
      {
        type: 'PodReadyToStartContainers',
        status: readySandbox(seen) ? 'True' : 'False',
      } satisfies PodCondition,
      initialized(conditionFacts),
      ready(conditionFacts),
      containersReady(conditionFacts),
      { type: 'PodScheduled', status: 'True' } satisfies PodCondition,
    ],
    hostIP: facts.hostAddress,
    hostIPs: [{ ip: facts.hostAddress }],
    ...(ip === undefined ? {} : { podIP: ip, podIPs: [{ ip }] }),
    startTime: facts.startTime,
    ...(inits.length > 0 ? { initContainerStatuses: initStatuses } : {}),
    containerStatuses: mainStatuses,
    qosClass: before?.qosClass ?? podQosClass(spec),
  }
}

function statusOf(
  pod: Pod,
  container: Container,
  facts: StatusFacts,
  podInitializing: boolean,
): ContainerStatus {
  const { seen, runtimeName } = facts
  const id = latest(seen, container.name)?.id ?? ''
  const isStep =
    container.restartPolicy !== 'Always' && (pod.spec.initContainers?.includes(container) ?? false)
  const found = latest(seen, container.name)
  const isDone = isStep && found?.state === 'exited' && found.exitCode === 0
  const started = facts.isStarted(container, id)
  return containerStatus(container, {
    seen,
    runtimeName,
    podInitializing,
    willStart: !isDone && !facts.isTerminal && shouldRestart(pod, container, seen),
    waiting: facts.waiting(container.name),
    started,
    // An init container that is a step is "ready" when it has done its work, and not before.
    ready: isStep ? isDone : found?.state === 'running' && started && facts.isReady(container, id),
  })
}

/**
 * The phase does not become final while the Pod is still being cleaned up, though its conditions
 * already say how it ended.
 */
export function withHeldPhase(status: PodStatus, before: PodStatus | undefined): PodStatus {
  const isFinal = status.phase === 'Succeeded' || status.phase === 'Failed'
  const wasFinal = before?.phase === 'Succeeded' || before?.phase === 'Failed'
  return isFinal && !wasFinal ? { ...status, phase: before?.phase ?? 'Pending' } : status
}

/** An end that the Pod did not choose: it is told why. */
export function evictedStatus(status: PodStatus, message: string): PodStatus {
  const condition: PodCondition = {
    type: disruptionTarget,
    status: 'True',
    reason: 'TerminationByKubelet',
    message,
  }
  const conditions = [...(status.conditions ?? []), condition]
  return { ...status, reason: 'Evicted', message, conditions }
}

/** Every container of an ended Pod has ended, seen or not. */
export function withAllEnded(status: PodStatus): PodStatus {
  const ended = (each: ContainerStatus): ContainerStatus =>
    each.state?.terminated
      ? each
      : {
          ...each,
          state: each.lastState?.terminated ? each.lastState : lostContainer,
          lastState: {},
        }
  const containerStatuses = (status.containerStatuses ?? []).map(ended)
  const anyLost = containerStatuses.some(({ state }) => state?.terminated?.exitCode !== 0)
  const isFinal = status.phase === 'Succeeded' || status.phase === 'Failed'
  return {
    ...status,
    phase: isFinal && status.phase ? status.phase : anyLost ? 'Failed' : 'Succeeded',
    containerStatuses,
  }
}

/** Whoever ends a Pod against its will says so here. */
const disruptionTarget = 'DisruptionTarget'

const kubeletConditions = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
])

/** The kubelet's conditions replace its own; those of others stay, and stand first. */
export function mergedStatus(
  current: PodStatus | undefined,
  next: PodStatus,
  now: Time,
): PodStatus {
  const before = current?.conditions
  const conditions: PodCondition[] = []
  const evicts = conditionOf(next.conditions, disruptionTarget) !== undefined
  const isOwn = (type: string) =>
    kubeletConditions.has(type) || (evicts && type === disruptionTarget)
  for (const condition of before ?? []) if (!isOwn(condition.type)) conditions.push(condition)
  for (const condition of next.conditions ?? []) {
    if (!isOwn(condition.type)) continue
    const old = conditionOf(before, condition.type)
    const since = old?.status === condition.status ? old.lastTransitionTime : undefined
    const dated = { ...condition, lastProbeTime: null, lastTransitionTime: since ?? now }
    if (next.observedGeneration === undefined) conditions.push(dated)
    else conditions.push({ ...dated, observedGeneration: next.observedGeneration })
  }
  const { reason, message, nominatedNodeName } = current ?? {}
  return {
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
    ...(nominatedNodeName ? { nominatedNodeName } : {}),
    ...next,
    ...(conditions.length > 0 ? { conditions } : {}),
  }
}
