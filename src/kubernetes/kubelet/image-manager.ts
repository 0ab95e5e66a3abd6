/**
 * Makes sure that a container's image is there: looks, pulls (one at a time), backs off.
 *
 * *Upstream:* `pkg/kubelet/images/image_manager.go`, `pkg/kubelet/images/puller.go`
 * *Leaves out:* pull secrets, limits on pulls per second, parallel pulls.
 */
import type { Container, Pod } from '../api/core.ts'
import type { Host } from '../component.ts'
import type { Answer, CriImage } from '../container-runtime/cri.ts'
import { withDefaultTag } from '../infrastructure/image-reference.ts'
import { timing } from '../timing.ts'
import type { WaitingReason } from './container-status.ts'
import { BackOff, goDuration } from './restart-back-off.ts'
import { type RuntimeConnection, runtimeUnavailable } from './runtime-connection.ts'

export type ImageResult =
  | { readonly ok: true; readonly image: string }
  | ({ readonly ok: false } & WaitingReason)

export interface ImageManager {
  /** Gives a function that stops waiting; the pull itself goes on. */
  ensure(
    pod: Pod,
    container: Container,
    fieldPath: string,
    done: (result: ImageResult) => void,
  ): () => void
  forget(podUid: string): void
}

interface Waiting {
  readonly image: string
  readonly sinceMs: number
  done: ((answer: Answer<CriImage>, tookMs: number) => void) | undefined
}

export function createImageManager(host: Host, connection: RuntimeConnection): ImageManager {
  const backOff = new BackOff(timing.imageBackOffBaseMs, timing.imageBackOffMaxMs)
  /** Why the last pull failed, by back-off key. */
  const lastErrors = new Map<string, string>()
  const queue: Waiting[] = []
  let isAlive = true
  host.onStop(() => {
    isAlive = false
  })

  function pullNext(): void {
    const [waiting] = queue
    if (!waiting) return
    if (!waiting.done) {
      queue.shift()
      return pullNext()
    }
    const startedMs = host.clock.now
    const finish = (answer: Answer<CriImage>) => {
      if (!isAlive) return
      queue.shift()
      waiting.done?.(answer, host.clock.now - startedMs)
      pullNext()
    }
    const runtime = connection.current()
    if (runtime) runtime.pullImage(waiting.image, finish)
    else finish({ ok: false, error: runtimeUnavailable })
  }

  function enqueue(waiting: Waiting): void {
    queue.push(waiting)
    if (queue.length === 1) pullNext()
  }

  return {
    ensure(pod, container, fieldPath, done) {
      const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
        host.events.record(pod, type, reason, message, { fieldPath })
      const asked = container.image ?? ''
      const named = withDefaultTag(asked)
      if (!named.ok) {
        const message = `Failed to apply default image tag "${asked}": ${named.error}`
        say('Warning', 'InspectFailed', message)
        done({ ok: false, reason: 'InvalidImageName', message })
        return () => {}
      }
      const { image } = named
      const policy = container.imagePullPolicy ?? 'IfNotPresent'
      const isThere = connection.current()?.imageStatus(image) !== undefined
      if (isThere && policy !== 'Always') {
        const text = 'already present on machine and can be accessed by the pod'
        say('Normal', 'Pulled', `Container image "${asked}" ${text}`)
        done({ ok: true, image })
        return () => {}
      }
      if (policy === 'Never') {
        const message = `Container image "${asked}" is not present with pull policy of Never`
        say('Warning', 'ErrImageNeverPull', message)
        done({ ok: false, reason: 'ErrImageNeverPull', message })
        return () => {}
      }
      const key = `${pod.metadata.uid}_${image}`
      if (backOff.isWaiting(key, host.clock.now)) {
        const message = `Back-off pulling image "${asked}"`
        say('Normal', 'BackOff', message)
        const cause = `${message}: ErrImagePull: ${lastErrors.get(key) ?? ''}`
        done({ ok: false, reason: 'ImagePullBackOff', message: cause })
        return () => {}
      }
      say('Normal', 'Pulling', `Pulling image "${asked}"`)
      const waiting: Waiting = {
        image,
        sinceMs: host.clock.now,
        done(answer, tookMs) {
          if (answer.ok) {
            const waited = goDuration(host.clock.now - waiting.sinceMs)
            say(
              'Normal',
              'Pulled',
              `Successfully pulled image "${asked}" in ${goDuration(tookMs)} ` +
                `(${waited} including waiting). Image size: ${answer.value.sizeBytes} bytes.`,
            )
            return done({ ok: true, image })
          }
          say('Warning', 'Failed', `Failed to pull image "${asked}": ${answer.error}`)
          backOff.next(key, host.clock.now, host.clock.now)
          lastErrors.set(key, answer.error)
          done({ ok: false, reason: 'ErrImagePull', message: answer.error })
        },
      }
      enqueue(waiting)
      return () => {
        waiting.done = undefined
      }
    },
    forget(podUid) {
      backOff.forget(`${podUid}_`)
      for (const key of [...lastErrors.keys()])
        if (key.startsWith(`${podUid}_`)) lastErrors.delete(key)
    },
  }
}
