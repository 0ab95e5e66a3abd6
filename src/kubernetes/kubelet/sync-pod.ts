/**
 * Carries out what `podActions` decided, one CRI call after another: end what must end, make the
 * sandbox, then for each container: image, create, start.
 *
 * *Upstream:* `pkg/kubelet/kuberuntime/kuberuntime_manager.go` SyncPod,
 * `pkg/kubelet/kuberuntime/kuberuntime_container.go` startContainer, killContainer
 * *Leaves out:* security contexts; of volumes and environment all but whether what
 * they need is there (`references.ts`).
 */
import type { Container, Pod } from '../api/core.ts'
import { wholeValueOf } from '../api/quantity.ts'
import type { Host } from '../component.ts'
import type { Answer } from '../container-runtime/cri.ts'
import type { WaitingReason } from './container-status.ts'
import type { Hooks } from './hooks.ts'
import type { ImageManager } from './image-manager.ts'
import { oomScoreAdjust } from './oom-score.ts'
import type { PodActions } from './pod-actions.ts'
import { lastExited, latest, type PodRuntime, readySandbox } from './pod-runtime.ts'
import { missingForEnvironment, missingForVolumes } from './references.ts'
import { type BackOff, goDuration } from './restart-back-off.ts'
import { type RuntimeConnection, runtimeUnavailable } from './runtime-connection.ts'
import { stopContainer } from './stop-container.ts'
import type { ClaimCheck } from './volumes.ts'

/** What a sync needs of its Pod's worker. */
export interface SyncedPod {
  readonly pod: Pod
  readonly seen: PodRuntime
  /** Why containers are not started, by name. */
  readonly reasons: Map<string, WaitingReason>
  /** The Pod is to end: stop at the next step. */
  isEnding(): boolean
  /** How to stop waiting for what takes long. */
  abort: (() => void) | undefined
}

export interface SyncTools {
  readonly host: Host
  readonly connection: RuntimeConnection
  readonly images: ImageManager
  readonly restarts: BackOff
  /** Absent in the basic cluster, which fetches the full one where a Pod has any. */
  readonly hooks?: Hooks | undefined
  /** Why a volume that the Pod claims cannot be mounted. Absent in the basic cluster, too. */
  readonly claimProblem?: ClaimCheck | undefined
  isAlive(): boolean
}

/** `done` hears whether something went wrong that a later sync must try again. */
export function runActions(
  tools: SyncTools,
  synced: SyncedPod,
  actions: PodActions,
  done: (failed: boolean) => void,
): void {
  endOldSandbox(tools, synced, actions)
  killContainers(tools, synced, actions, () => {
    if (synced.isEnding()) return done(false)
    withSandbox(tools, synced, actions, (sandboxId) => {
      if (sandboxId === undefined) return done(!synced.isEnding())
      startContainers(tools, synced, sandboxId, actions.start, done)
    })
  })
}

function endOldSandbox(
  { host, connection }: SyncTools,
  { pod, seen }: SyncedPod,
  { killPod, createSandbox }: PodActions,
): void {
  if (!killPod) return
  if (createSandbox) {
    const text = 'Pod sandbox changed, it will be killed and re-created.'
    host.events.record(pod, 'Normal', 'SandboxChanged', text)
  }
  for (const sandbox of seen.sandboxes) connection.current()?.stopPodSandbox(sandbox.id)
}

/** All at once; goes on when the last one has ended. */
function killContainers(
  tools: SyncTools,
  { pod }: SyncedPod,
  { kill }: PodActions,
  next: () => void,
): void {
  let left = kill.length
  if (left === 0) return next()
  const graceMs = 1000 * (pod.spec.terminationGracePeriodSeconds ?? 30)
  for (const { container, message } of kill)
    stopContainer(tools, pod, container, { graceMs, message }, () => {
      if (--left === 0 && tools.isAlive()) next()
    })
}

function withSandbox(
  { host, connection, isAlive, claimProblem }: SyncTools,
  { pod, seen }: SyncedPod,
  { createSandbox, attempt }: PodActions,
  next: (sandboxId: string | undefined) => void,
): void {
  if (!createSandbox) return next(readySandbox(seen)?.id)
  const unmountable =
    missingForVolumes(host.client, pod) ?? claimProblem?.(host.client, pod, host.machine.name)
  if (unmountable) {
    host.events.record(pod, 'Warning', 'FailedMount', unmountable)
    return next(undefined)
  }
  const { uid, name, namespace = '' } = pod.metadata
  const answered = (answer: Answer<{ id: string }>) => {
    if (!isAlive()) return
    if (answer.ok) {
      // Its address is the Pod's: the kubelet asks for it before anything starts inside.
      connection.current()?.podSandboxStatus(answer.value.id)
      return next(answer.value.id)
    }
    const message = `Failed to create pod sandbox: ${answer.error}`
    host.events.record(pod, 'Warning', 'FailedCreatePodSandBox', message)
    next(undefined)
  }
  const runtime = connection.current()
  if (runtime) runtime.runPodSandbox({ uid, name, namespace, attempt }, answered)
  else answered({ ok: false, error: runtimeUnavailable })
}

/** In order; one that fails does not keep the others from being started. */
function startContainers(
  tools: SyncTools,
  synced: SyncedPod,
  sandboxId: string,
  containers: readonly Container[],
  done: (failed: boolean) => void,
): void {
  let anyFailed = false
  function step(index: number): void {
    const container = containers[index]
    if (!container || synced.isEnding()) return done(anyFailed)
    startContainer(tools, synced, sandboxId, container, (problem) => {
      if (problem) {
        anyFailed = true
        synced.reasons.set(container.name, problem)
      } else synced.reasons.delete(container.name)
      step(index + 1)
    })
  }
  step(0)
}

function startContainer(
  tools: SyncTools,
  synced: SyncedPod,
  sandboxId: string,
  container: Container,
  done: (problem: WaitingReason | undefined) => void,
): void {
  const { host, images } = tools
  const { pod } = synced
  const field = fieldOf(pod, container.name)
  const waiting = backOffProblem(tools, synced, container)
  if (waiting) {
    const about = `${container.name} in pod ${fullName(pod)}`
    const message = `Back-off restarting failed container ${about}`
    host.events.record(pod, 'Warning', 'BackOff', message, field)
    return done(waiting)
  }
  let isSettled = false
  const stopWaiting = images.ensure(pod, container, field.fieldPath, (result) => {
    isSettled = true
    synced.abort = undefined
    if (!result.ok) {
      host.events.record(pod, 'Warning', 'Failed', `Error: ${result.reason}`, field)
      return done(result)
    }
    createAndStart(tools, synced, sandboxId, container, result.image, done)
  })
  if (isSettled) return
  synced.abort = () => {
    synced.abort = undefined
    stopWaiting()
    done(undefined)
  }
}

function createAndStart(
  tools: SyncTools,
  synced: SyncedPod,
  sandboxId: string,
  container: Container,
  image: string,
  done: (problem: WaitingReason | undefined) => void,
): void {
  const { host, connection, isAlive } = tools
  const { pod, seen } = synced
  const field = fieldOf(pod, container.name)
  const fail = (reason: string, error: string) => {
    const message = error.replace(/^rpc error: code = \w+ desc = /, '')
    host.events.record(pod, 'Warning', 'Failed', `Error: ${message}`, field)
    done({ reason, message })
  }
  const missing = missingForEnvironment(host.client, pod, container)
  if (missing) return fail('CreateContainerConfigError', missing)
  const runtime = connection.current()
  const created = runtime
    ? runtime.createContainer(sandboxId, configOf(host, pod, seen, container, image))
    : ({ ok: false, error: runtimeUnavailable } as const)
  if (!runtime || !created.ok)
    return fail('CreateContainerError', created.ok ? runtimeUnavailable : created.error)
  host.events.record(pod, 'Normal', 'Created', 'Container created', field)
  runtime.startContainer(created.value, (answer) => {
    if (!isAlive()) return
    if (!answer.ok) return fail('RunContainerError', answer.error)
    host.events.record(pod, 'Normal', 'Started', 'Container started', field)
    runPostStart(tools, synced, container, created.value, done)
  })
}

/** A container whose hook fails is ended again. */
function runPostStart(
  tools: SyncTools,
  synced: SyncedPod,
  container: Container,
  id: string,
  done: (problem: WaitingReason | undefined) => void,
): void {
  const { host, hooks } = tools
  if (!hooks) return done(undefined)
  const { pod } = synced
  let isOver = false
  const stopWaiting = hooks.postStart(pod, container, id, (message) => {
    isOver = true
    synced.abort = undefined
    if (message === undefined) return done(undefined)
    const field = fieldOf(pod, container.name)
    host.events.record(pod, 'Warning', 'FailedPostStartHook', 'PostStartHook failed', field)
    const graceMs = 1000 * (pod.spec.terminationGracePeriodSeconds ?? 30)
    stopContainer(
      tools,
      pod,
      { id, name: container.name },
      { graceMs, message: 'FailedPostStartHook' },
      () => done({ reason: 'PostStartHookError', message }),
    )
  })
  if (isOver) return
  synced.abort = () => {
    synced.abort = undefined
    stopWaiting()
    done(undefined)
  }
}

function configOf(host: Host, pod: Pod, seen: PodRuntime, container: Container, image: string) {
  const { name, command, args, resources, stdin } = container
  const limit = resources?.limits?.['memory']
  return {
    name,
    image,
    requestedImage: container.image ?? '',
    attempt: (latest(seen, name)?.attempt ?? -1) + 1,
    command,
    args,
    stdin,
    memoryLimitBytes: limit === undefined ? undefined : wholeValueOf(limit),
    oomScoreAdjust: oomScoreAdjust(pod, container, host.machine.memoryBytes),
  }
}

/** A container that ended is started again only when its wait, counted from its end, is over. */
function backOffProblem(
  { host, restarts }: SyncTools,
  { pod, seen }: SyncedPod,
  { name }: Container,
): WaitingReason | undefined {
  const ended = lastExited(seen, name)
  if (!ended) return undefined
  const key = `${pod.metadata.uid}_${name}`
  const endedMs = ended.finishedAtMs ?? ended.createdAtMs
  if (restarts.isWaitingSince(key, endedMs, host.clock.now)) {
    const delay = goDuration(restarts.delayMs(key))
    return {
      reason: 'CrashLoopBackOff',
      message: `back-off ${delay} restarting failed container=${name} pod=${fullName(pod)}`,
    }
  }
  restarts.next(key, endedMs, host.clock.now)
  return undefined
}

/** `spec.containers{nginx}`: which container an Event is about. */
export function fieldOf({ spec }: Pod, name: string): { readonly fieldPath: string } {
  const isInit = spec.initContainers?.some((container) => container.name === name)
  return { fieldPath: `spec.${isInit ? 'initContainers' : 'containers'}{${name}}` }
}

function fullName({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`
}
