/**
 * The status of one container, from what the runtime has of it.
 *
 * *Upstream:* `pkg/kubelet/kubelet_pods.go` convertToAPIContainerStatuses
 * *Leaves out:* resources, volume mounts and users in the status.
 */
import type { Container, ContainerState, ContainerStatus } from '../api/core.ts'
import { timeOf } from '../api/time.ts'
import type { CriContainer } from '../container-runtime/cri.ts'
import { lastExited, latest, type PodRuntime } from './pod-runtime.ts'

/** Why a container is not started, remembered from the last attempt to. */
export interface WaitingReason {
  readonly reason: string
  readonly message: string
}

export interface ContainerFacts {
  readonly seen: PodRuntime
  /** `containerd` or `cri-o`. */
  readonly runtimeName: string
  /** Its Pod still waits for init containers. */
  readonly podInitializing: boolean
  /** It is not running and is going to be started. */
  readonly willStart: boolean
  readonly waiting: WaitingReason | undefined
  /** Never of one that is not running, but for an init container that has done its work. */
  readonly ready: boolean
  readonly started: boolean
}

export function containerStatus(container: Container, facts: ContainerFacts): ContainerStatus {
  const { seen, runtimeName, waiting, willStart } = facts
  const found = latest(seen, container.name)
  const before = lastExited(seen, container.name, found)
  const state = found ? stateOf(found, runtimeName) : undefined
  const common = {
    name: container.name,
    image: found?.image ?? container.image ?? '',
    imageID: found?.imageRef ?? '',
    restartCount: found?.attempt ?? 0,
    ...(found ? { containerID: `${runtimeName}://${found.id}` } : {}),
  }
  const isRunning = state?.running !== undefined
  // What could not be started is shown as waiting for that reason, and its last end behind it.
  if (willStart && waiting)
    return {
      ...common,
      state: { waiting },
      lastState: state?.terminated ? state : stateOfLast(before, runtimeName),
      ready: false,
      started: false,
    }
  const reason = facts.podInitializing ? 'PodInitializing' : 'ContainerCreating'
  return {
    ...common,
    state: state ?? { waiting: { reason } },
    lastState: stateOfLast(before, runtimeName),
    ready: facts.ready,
    started: isRunning && facts.started,
  }
}

/** What is said of a container that was never seen to end, when its Pod has. */
export const lostContainer: ContainerState = {
  terminated: {
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was terminated',
  },
}

function stateOfLast(container: CriContainer | undefined, runtimeName: string): ContainerState {
  return (container && stateOf(container, runtimeName)) ?? {}
}

function stateOf(container: CriContainer, runtimeName: string): ContainerState | undefined {
  const startedAt = timeOf(container.startedAtMs ?? container.createdAtMs)
  if (container.state === 'running') return { running: { startedAt } }
  if (container.state === 'created') return undefined
  return {
    terminated: {
      exitCode: container.exitCode ?? 0,
      ...(container.reason ? { reason: container.reason } : {}),
      ...(container.message ? { message: container.message } : {}),
      startedAt,
      finishedAt: timeOf(container.finishedAtMs ?? container.createdAtMs),
      containerID: `${runtimeName}://${container.id}`,
    },
  }
}
