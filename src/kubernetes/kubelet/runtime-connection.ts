/**
 * The kubelet's wire to its container runtime, and what it does when nobody answers there.
 *
 * *Upstream:* `pkg/kubelet/kubelet.go` updateRuntimeUp, `pkg/kubelet/runtime.go`
 * *Leaves out:* that a kubelet which finds no runtime when it starts gives up and is started again
 * by the machine; ours waits. The growing text "PLEG is not healthy" after three minutes.
 */
import { ApiError } from '../client/client.ts'
import type { Host } from '../component.ts'
import type { ContainerRuntime } from '../container-runtime/cri.ts'
import { timing } from '../timing.ts'

export interface RuntimeListener {
  podChanged(uid: string): void
  /** The runtime answers, for the first time or again. */
  connected(runtime: ContainerRuntime): void
  /** `problem` says something else than before. */
  problemChanged(): void
}

export interface RuntimeConnection {
  /** The runtime, while it answers. */
  current(): ContainerRuntime | undefined
  /** Why the node is not ready; absent when all is well. */
  problem(): string | undefined
}

export function connectRuntime(host: Host, listener: RuntimeListener): RuntimeConnection {
  let connected: ContainerRuntime | undefined
  let sanity: 'unknown' | 'up' | 'down' = 'unknown'
  let isAlive = true
  let unsubscribe = () => {}
  host.onStop(() => {
    isAlive = false
    unsubscribe()
  })

  function dial(): ContainerRuntime | undefined {
    try {
      return host.dial('container-runtime')
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return undefined
    }
  }

  function check(): void {
    const runtime = dial()
    if (!runtime) return retry()
    if (runtime === connected) return
    connected = runtime
    unsubscribe = runtime.onChange((uid) => {
      if (!isAlive) return
      if (uid === undefined) lose()
      else listener.podChanged(uid)
    })
    const wasUp = sanity === 'up'
    sanity = 'up'
    listener.connected(runtime)
    if (!wasUp) listener.problemChanged()
  }

  function retry(): void {
    host.clock.afterInBackground(timing.runtimeCheckMs, 'look for the container runtime', check)
  }

  function lose(): void {
    const lost = connected
    connected = undefined
    retry()
    host.clock.after(timing.runtimeDownMs, 'the container runtime counts as down', () => {
      if (connected !== undefined && connected !== lost) return
      if (sanity === 'down') return
      sanity = 'down'
      listener.problemChanged()
    })
  }

  host.clock.after(0, 'connect to the container runtime', check)
  return {
    current: () => connected,
    problem() {
      if (sanity === 'unknown') return 'container runtime status check may not have completed yet'
      if (sanity === 'down') return 'container runtime is down'
      const network = connected?.status().networkProblem
      return network && `container runtime network not ready: ${network}`
    },
  }
}

/** The runtime's answer to a call that found nobody. */
export const runtimeUnavailable =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: ' +
  'dial unix /run/containerd/containerd.sock: connect: connection refused"'
