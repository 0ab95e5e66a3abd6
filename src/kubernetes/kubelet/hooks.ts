/**
 * Life-cycle hooks: what a container is told right after its start, and right before its end. Until a
 * postStart hook is done nothing more of the Pod starts, and its status is not written; a preStop
 * hook uses up the grace period.
 *
 * *Upstream:* `pkg/kubelet/lifecycle/handlers.go`,
 * `pkg/kubelet/kuberuntime/kuberuntime_container.go` executePreStopHook
 * *Leaves out:* other hosts than the Pod, headers, the stop signal of a container.
 */
import type { Container, HookAction, Pod } from '../api/core.ts'
import type { Host } from '../component.ts'
import { runProbe } from './probe.ts'
import type { RuntimeConnection } from './runtime-connection.ts'
import { fieldOf } from './sync-pod.ts'

export interface Hooks {
  /** Gives the function that stops waiting; `done` hears in upstream's words what went wrong. */
  postStart(
    pod: Pod,
    container: Container,
    containerId: string,
    done: (problem: string | undefined) => void,
  ): () => void
  /** `done` comes when the hook is over, at the latest when the grace period is. */
  preStop(
    pod: Pod,
    container: Container,
    containerId: string,
    graceMs: number,
    done: () => void,
  ): void
}

interface Outcome {
  readonly tookMs: number
  readonly problem?: string
}

export function createHooks(host: Host, connection: RuntimeConnection): Hooks {
  function wait(ms: number, label: string, run: () => void): () => void {
    // What never ends is nothing to wait for; somebody else will have to end it.
    if (ms === Number.POSITIVE_INFINITY) return () => {}
    const timer = host.clock.after(ms, label, run)
    return () => timer.cancel()
  }

  function outcomeOf(pod: Pod, container: Container, id: string, hook: HookAction): Outcome {
    if (hook.sleep) return { tookMs: 1000 * hook.sleep.seconds }
    const about = `for Container "${container.name}" in Pod "${fullName(pod)}" failed - error:`
    if (hook.exec) return execOutcome(connection, id, hook.exec.command ?? [], about)
    const runtime = connection.current()
    const sandbox = runtime?.listPodSandboxes({ podUid: pod.metadata.uid })[0]
    const { httpGet } = hook
    if (!runtime || !httpGet || !sandbox) return { tookMs: 0 }
    const target = { container, containerId: id, ip: sandbox.ip }
    const answer = runProbe(host, runtime, { httpGet }, target)
    // Whatever the server answers is well: only no answer at all is a failure.
    if (answer.passed || answer.output.startsWith('HTTP probe failed')) return { tookMs: 0 }
    const { path = '/' } = httpGet
    return { tookMs: 0, problem: `HTTP lifecycle hook (${path}) ${about} ${answer.output}` }
  }

  return {
    postStart(pod, container, id, done) {
      const hook = container.lifecycle?.postStart
      if (!hook) {
        done(undefined)
        return () => {}
      }
      const { tookMs, problem } = outcomeOf(pod, container, id, hook)
      host.trace('hook', { hook: 'postStart', container: container.name, tookMs })
      if (tookMs === 0) {
        done(problem)
        return () => {}
      }
      return wait(tookMs, `postStart of ${container.name}`, () => done(problem))
    },
    preStop(pod, container, id, graceMs, done) {
      const hook = container.lifecycle?.preStop
      if (!hook || graceMs <= 0) return done()
      const { tookMs, problem } = outcomeOf(pod, container, id, hook)
      host.trace('hook', { hook: 'preStop', container: container.name, tookMs })
      const fail = () => {
        const field = fieldOf(pod, container.name)
        if (problem)
          host.events.record(pod, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', field)
      }
      if (tookMs > graceMs) return void wait(graceMs, 'the grace period ends', done)
      wait(tookMs, `preStop of ${container.name}`, () => {
        fail()
        done()
      })
    },
  }
}

function execOutcome(
  connection: RuntimeConnection,
  id: string,
  command: readonly string[],
  about: string,
): Outcome {
  const words = command.join(' ')
  const failed = (error: string, tookMs: number, output: string): Outcome => ({
    tookMs,
    problem: `Exec lifecycle hook ([${words}]) ${about} ${error}, message: "${output}"`,
  })
  const answer = connection.current()?.execSync(id, command)
  if (!answer) return { tookMs: 0 }
  if (!answer.ok) return failed(answer.error, 0, '')
  const { exitCode, output, tookMs } = answer.value
  if (exitCode === 0 || tookMs === Number.POSITIVE_INFINITY) return { tookMs }
  return failed(`command '${words}' exited with ${exitCode}: ${output}`, tookMs, output)
}

function fullName({ metadata }: Pod): string {
  return `${metadata.name}_${metadata.namespace}(${metadata.uid})`
}
