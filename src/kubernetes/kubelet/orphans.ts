/**
 * What runs for Pods that are no more: they went while this kubelet was not there to see it.
 *
 * *Upstream:* `pkg/kubelet/kubelet_pods.go` HandlePodCleanups
 */
import type { Host } from '../component.ts'
import { timing } from '../timing.ts'
import { look, nothing, runningContainers } from './pod-runtime.ts'
import type { RuntimeConnection } from './runtime-connection.ts'

const graceMs = 2000

/** Once; as soon as the kubelet knows its Pods and reaches its runtime. */
export function endOrphansSoon(
  host: Host,
  connection: RuntimeConnection,
  /** The Pods of this node, once they are known. */
  wanted: () => { has(podUid: string): boolean } | false,
): void {
  let isAlive = true
  host.onStop(() => {
    isAlive = false
  })

  function check(): void {
    const known = wanted()
    const runtime = connection.current()
    if (!known || !runtime) return wait()
    const uids = new Set(runtime.listPodSandboxes().map(({ podUid }) => podUid))
    for (const uid of uids) if (!known.has(uid)) end(uid)
  }

  function wait(): void {
    host.clock.afterInBackground(timing.housekeepingMs, 'look for orphans', check)
  }

  function end(podUid: string): void {
    const runtime = connection.current()
    const seen = runtime ? look(runtime, podUid) : nothing
    const running = runningContainers(seen)
    if (running.length === 0) for (const { id } of seen.sandboxes) runtime?.removePodSandbox(id)
    let left = running.length
    for (const { id } of running)
      runtime?.stopContainer(id, graceMs, () => {
        if (--left === 0 && isAlive) end(podUid)
      })
  }

  wait()
}
