/**
 * Ends one container: the Event, the preStop hook within the grace period, then SIGTERM, and SIGKILL
 * when the rest of the grace period is over.
 *
 * *Upstream:* `pkg/kubelet/kuberuntime/kuberuntime_container.go` killContainer
 */
import type { Container, Pod } from '../api/core.ts'
import type { CriContainer } from '../container-runtime/cri.ts'
import { fieldOf, type SyncTools } from './sync-pod.ts'

/** Every container gets at least this long after its hook. */
export const minimumGraceSeconds = 2

/**
 * @param waitForTurn called when the hook is over: a sidecar ends only after those it serves
 */
export function stopContainer(
  tools: SyncTools,
  pod: Pod,
  { id, name }: Pick<CriContainer, 'id' | 'name'>,
  how: {
    readonly graceMs: number
    readonly message: string
    readonly waitForTurn?: (go: () => void) => void
  },
  done: () => void,
): void {
  const { host, connection, hooks, isAlive } = tools
  const deadlineMs = host.clock.now + how.graceMs
  host.events.record(pod, 'Normal', 'Killing', how.message, fieldOf(pod, name))
  const terminate = () => {
    const runtime = connection.current()
    if (!isAlive() || !runtime) return done()
    const leftMs = Math.max(1000 * minimumGraceSeconds, deadlineMs - host.clock.now)
    runtime.stopContainer(id, leftMs, done)
  }
  const afterHook = () => (how.waitForTurn ? how.waitForTurn(terminate) : terminate())
  const container = hooks && containerOf(pod, name)
  if (container) hooks.preStop(pod, container, id, how.graceMs, afterHook)
  else afterHook()
}

function containerOf({ spec }: Pod, name: string): Container | undefined {
  return [...spec.containers, ...(spec.initContainers ?? [])].find((one) => one.name === name)
}
