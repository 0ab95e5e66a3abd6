/**
 * What to do about a Pod: compares what it should be with what the runtime has.
 *
 * *Upstream:* `pkg/kubelet/kuberuntime/kuberuntime_manager.go` computePodActions,
 * `pkg/kubelet/kuberuntime/kuberuntime_container.go` computeInitContainerActions,
 * `pkg/kubelet/container/helpers.go` ShouldContainerBeRestarted
 * *Leaves out:* ephemeral containers, resizing, restart rules of single containers.
 */
import type { Container, Pod } from '../api/core.ts'
import type { CriContainer } from '../container-runtime/cri.ts'
import { isSidecar } from './pod-phase.ts'
import { lastExited, latest, type PodRuntime, readySandbox } from './pod-runtime.ts'

export interface PodActions {
  /** The sandbox is gone or changed: end what is left of it. */
  readonly killPod: boolean
  readonly createSandbox: boolean
  /** How many sandboxes there were. */
  readonly attempt: number
  readonly kill: readonly { readonly container: CriContainer; readonly message: string }[]
  readonly start: readonly Container[]
}

export interface ProbeVerdicts {
  /** Its liveness or startup probe has failed often enough. */
  failed(containerId: string): 'liveness' | 'startup' | undefined
  /** Its startup probe has passed, or it has none. */
  started(container: Container, containerId: string): boolean
}

export function podActions(pod: Pod, seen: PodRuntime, probes: ProbeVerdicts): PodActions {
  const sandbox = readySandbox(seen)
  const attempt = sandbox?.attempt ?? (seen.sandboxes[0]?.attempt ?? -1) + 1
  if (!sandbox) return withNewSandbox(pod, seen, attempt)
  const none = { killPod: false, createSandbox: false, attempt }
  const inits = initActions(pod, seen, probes)
  if (!inits.done) return { ...none, kill: inits.kill, start: inits.start }
  const main = pod.spec.containers.map((container) =>
    containerActions(pod, container, seen, probes),
  )
  const start = main.flatMap((action) => action.start)
  if (start.length === 0 && pod.spec.containers.every(({ name }) => hasExited(seen, name)))
    return { ...none, kill: sidecarsToStop(pod, seen), start: [] }
  const kill = [...inits.kill, ...main.flatMap((action) => action.kill)]
  return { ...none, kill, start: [...inits.start, ...start] }
}

function hasExited(seen: PodRuntime, name: string): boolean {
  return latest(seen, name)?.state === 'exited'
}

/** The main containers are done for good: nothing is left that a sidecar could help. */
function sidecarsToStop(pod: Pod, seen: PodRuntime): PodActions['kill'] {
  return (pod.spec.initContainers ?? []).filter(isSidecar).flatMap(({ name }) => {
    const container = latest(seen, name)
    if (container?.state !== 'running') return []
    return [{ container, message: `Stopping container ${name}` }]
  })
}

/** Whether a container that is not running should be. */
export function shouldRestart(pod: Pod, container: Container, seen: PodRuntime): boolean {
  if (pod.metadata.deletionTimestamp) return false
  const found = latest(seen, container.name)
  if (!found || found.state === 'created') return true
  if (found.state === 'running') return false
  if (isSidecar(container)) return true
  const { restartPolicy = 'Always' } = pod.spec
  if (restartPolicy === 'Never') return false
  return restartPolicy === 'Always' || found.exitCode !== 0
}

function withNewSandbox(pod: Pod, seen: PodRuntime, attempt: number): PodActions {
  const base = { killPod: attempt > 0, attempt, kill: [] }
  const { restartPolicy = 'Always', initContainers = [], containers } = pod.spec
  // A Pod that must not restart and has run before ends here.
  const hasRun = seen.containers.length > 0
  if (restartPolicy === 'Never' && attempt > 0 && hasRun)
    return { ...base, createSandbox: false, start: [] }
  const [first] = initContainers
  const wanted = first
    ? [first]
    : containers.filter(
        ({ name }) => restartPolicy !== 'OnFailure' || lastExited(seen, name)?.exitCode !== 0,
      )
  return { ...base, createSandbox: wanted.length > 0, start: wanted }
}

interface ContainerAction {
  readonly kill: PodActions['kill']
  readonly start: readonly Container[]
}

const leave: ContainerAction = { kill: [], start: [] }

function containerActions(
  pod: Pod,
  container: Container,
  seen: PodRuntime,
  probes: ProbeVerdicts,
): ContainerAction {
  const found = latest(seen, container.name)
  if (found?.state !== 'running')
    return shouldRestart(pod, container, seen) ? { kill: [], start: [container] } : leave
  const failed = probes.failed(found.id)
  const changed = found.requestedImage !== container.image
  if (!failed && !changed) return leave
  const { name } = container
  const why = changed ? 'definition changed' : `failed ${failed} probe`
  const restarts = changed || pod.spec.restartPolicy !== 'Never' || isSidecar(container)
  return {
    kill: [{ container: found, message: `Container ${name} ${why}, will be restarted` }],
    start: restarts ? [container] : [],
  }
}

/** Init containers one after another; a sidecar lets the next one go once it has started. */
function initActions(
  pod: Pod,
  seen: PodRuntime,
  probes: ProbeVerdicts,
): ContainerAction & { readonly done: boolean } {
  const inits = pod.spec.initContainers ?? []
  const hasInitialized = pod.spec.containers.some(({ name }) => latest(seen, name))
  const kill: PodActions['kill'][number][] = []
  const start: Container[] = []
  for (const container of inits) {
    const found = latest(seen, container.name)
    if (isSidecar(container)) {
      const action = containerActions(pod, container, seen, probes)
      kill.push(...action.kill)
      start.push(...action.start)
      const isUp =
        found?.state === 'running' &&
        action.start.length === 0 &&
        probes.started(container, found.id)
      if (!isUp && !hasInitialized) return { kill, start, done: false }
    } else if (!hasInitialized) {
      if (found?.state === 'exited' && found.exitCode === 0) continue
      const again = found?.state !== 'running' && shouldStartInit(pod, found)
      return { kill, start: again ? [...start, container] : start, done: false }
    }
  }
  return { kill, start, done: true }
}

/** For an init container `Always` means: until it succeeds. */
function shouldStartInit(pod: Pod, found: CriContainer | undefined): boolean {
  if (pod.metadata.deletionTimestamp) return false
  return found?.state !== 'exited' || pod.spec.restartPolicy !== 'Never'
}
