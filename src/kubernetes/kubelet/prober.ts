/**
 * Asks containers how they are: startup, liveness and readiness probes.
 *
 * A probe whose answer is known and the same again is rhythm; one that may soon change something
 * is work.
 *
 * *Upstream:* `pkg/kubelet/prober` (worker.go, prober_manager.go, results/results_manager.go)
 * *Leaves out:* gRPC probes are asked as TCP connections; probes of a terminating Pod.
 */
import type { Timer } from '../../simulation/simulation.ts'
import type { Container, Pod, Probe } from '../api/core.ts'
import type { Host } from '../component.ts'
import type { ProbeVerdicts } from './pod-actions.ts'
import { latest, type PodRuntime, readySandbox } from './pod-runtime.ts'
import { type ProbeTarget, runProbe } from './probe.ts'
import type { RuntimeConnection } from './runtime-connection.ts'
import { fieldOf } from './sync-pod.ts'

export interface Prober extends ProbeVerdicts {
  /** Probe the containers that run, and no others. */
  follow(pod: Pod, seen: PodRuntime): void
  ready(container: Container, containerId: string): boolean
  /** No more probes; the last answers stand. */
  stop(podUid: string): void
  forget(podUid: string): void
}

type ProbeKind = 'startup' | 'liveness' | 'readiness'
const kinds: readonly ProbeKind[] = ['startup', 'liveness', 'readiness']
const fields = {
  startup: 'startupProbe',
  liveness: 'livenessProbe',
  readiness: 'readinessProbe',
} as const
const titles = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const

interface Watched {
  pod: Pod
  readonly container: Container
  readonly containerId: string
  readonly kind: ProbeKind
  readonly probe: Probe
  readonly target: ProbeTarget
  timer: Timer | undefined
  /** What counts: known once enough probes in a row agreed. */
  verdict: 'passed' | 'failed' | undefined
  streak: number
  lastPassed: boolean | undefined
}

export function createProber(
  host: Host,
  connection: RuntimeConnection,
  changed: (pod: Pod) => void,
): Prober {
  const byPod = new Map<string, Map<string, Watched>>()
  /** By `<container id>/<kind>`. */
  const all = new Map<string, Watched>()
  const verdictOf = (containerId: string, kind: ProbeKind) =>
    all.get(`${containerId}/${kind}`)?.verdict

  function watch(pod: Pod, seen: PodRuntime, container: Container, kind: ProbeKind): void {
    const probe = container[fields[kind]]
    if (!probe) return
    const running = latest(seen, container.name)
    const ip = readySandbox(seen)?.ip
    if (running?.state !== 'running' || ip === undefined) return
    const key = `${running.id}/${kind}`
    const known = all.get(key)
    if (known) {
      known.pod = pod
      return
    }
    // After a restart of the kubelet the last known answer stands until a probe says otherwise.
    const reported = pod.status?.containerStatuses?.find(({ name }) => name === container.name)
    const isReported = reported?.containerID?.endsWith(running.id) ?? false
    const wasPassed = kind === 'startup' ? reported?.started : reported?.ready
    const watched: Watched = {
      pod,
      container,
      containerId: running.id,
      kind,
      probe,
      target: { container, containerId: running.id, ip },
      timer: undefined,
      verdict: isReported && wasPassed ? 'passed' : kind === 'liveness' ? 'passed' : undefined,
      streak: 0,
      lastPassed: undefined,
    }
    all.set(key, watched)
    const own = byPod.get(pod.metadata.uid) ?? new Map<string, Watched>()
    byPod.set(pod.metadata.uid, own.set(key, watched))
    const firstMs = (running.startedAtMs ?? 0) + 1000 * (probe.initialDelaySeconds ?? 0)
    schedule(watched, Math.max(0, firstMs - host.clock.now))
  }

  function schedule(watched: Watched, delayMs: number): void {
    const isRhythm =
      watched.verdict !== undefined && watched.lastPassed === (watched.verdict === 'passed')
    const wait = isRhythm ? host.clock.afterInBackground : host.clock.after
    watched.timer = wait(delayMs, `${watched.kind} probe of ${watched.container.name}`, () =>
      ask(watched),
    )
  }

  function ask(watched: Watched): void {
    const { kind, probe, containerId, container } = watched
    const mustWait =
      kind !== 'startup' && container.startupProbe && verdictOf(containerId, 'startup') !== 'passed'
    if (kind === 'startup' && watched.verdict === 'passed') return
    if (!mustWait) judge(watched)
    // A container that is going to be killed is not asked again.
    if (kind !== 'readiness' && watched.verdict === 'failed') return
    schedule(watched, 1000 * (probe.periodSeconds ?? 10))
  }

  function judge(watched: Watched): void {
    const { kind, probe, container } = watched
    const runtime = connection.current()
    const answer = runtime && runProbe(host, runtime, probe, watched.target)
    if (!answer) return
    if (!answer.passed) {
      const message = `${titles[kind]} probe failed: ${answer.output}`
      host.events.record(
        watched.pod,
        'Warning',
        'Unhealthy',
        message,
        fieldOf(watched.pod, container.name),
      )
    }
    watched.streak = watched.lastPassed === answer.passed ? watched.streak + 1 : 1
    watched.lastPassed = answer.passed
    const threshold = answer.passed ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3)
    if (watched.streak < threshold) return
    const verdict = answer.passed ? 'passed' : 'failed'
    if (watched.verdict === verdict) return
    watched.verdict = verdict
    changed(watched.pod)
  }

  function drop(key: string, watched: Watched): void {
    watched.timer?.cancel()
    all.delete(key)
    byPod.get(watched.pod.metadata.uid)?.delete(key)
  }

  return {
    follow(pod, seen) {
      for (const [key, watched] of [...(byPod.get(pod.metadata.uid) ?? [])])
        if (!isRunning(seen, watched.containerId)) drop(key, watched)
      for (const containers of [pod.spec.initContainers ?? [], pod.spec.containers])
        for (const container of containers)
          for (const kind of kinds) watch(pod, seen, container, kind)
    },
    ready: (container, containerId) =>
      !container.readinessProbe || verdictOf(containerId, 'readiness') === 'passed',
    started: (container, containerId) =>
      !container.startupProbe || verdictOf(containerId, 'startup') === 'passed',
    failed(containerId) {
      if (verdictOf(containerId, 'startup') === 'failed') return 'startup'
      return verdictOf(containerId, 'liveness') === 'failed' ? 'liveness' : undefined
    },
    stop(podUid) {
      for (const watched of byPod.get(podUid)?.values() ?? []) watched.timer?.cancel()
    },
    forget(podUid) {
      for (const [key, watched] of [...(byPod.get(podUid) ?? [])]) drop(key, watched)
      byPod.delete(podUid)
    },
  }
}

function isRunning({ containers }: PodRuntime, containerId: string): boolean {
  return containers.some(({ id, state }) => id === containerId && state === 'running')
}
