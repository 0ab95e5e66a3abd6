/**
 * Are the nodes silent, or are we deaf? While the API server cannot be asked, nobody's silence
 * counts, and after a long while of it everybody gets a fresh start.
 *
 * In upstream this follows from leader election: a controller manager that cannot renew its own
 * lease for ten seconds ends, and its successor has no memory of who was silent.
 *
 * *Upstream:* `staging/src/k8s.io/client-go/tools/leaderelection/leaderelection.go`
 */
import { ApiError } from '../../client/client.ts'
import type { Host } from '../../component.ts'
import { timing } from '../../timing.ts'

export interface Connection {
  /** To be asked at every look. `deaf`: see nothing. `recovering`: start afresh. */
  check(): 'fine' | 'deaf' | 'recovering'
}

/** Upstream's renew deadline. */
const renewDeadlineMs = 10_000

export function followConnection(host: Host): Connection {
  const { client, clock } = host
  let deafSinceMs: number | undefined
  /** The way is free again, but what the caches hold may still be old. */
  let recoveringUntilMs = 0
  host.informer('leases').onChange(() => {
    if (deafSinceMs === undefined) recoveringUntilMs = 0
  })

  function canHear(): boolean {
    try {
      client.get('nodes', `/${host.machine.name}`)
      return true
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return error.reason === 'NotFound' // That is an answer, too.
    }
  }

  return {
    check() {
      const nowMs = clock.now
      if (!canHear()) {
        deafSinceMs ??= nowMs
        return 'deaf'
      }
      if (deafSinceMs !== undefined && nowMs - deafSinceMs >= renewDeadlineMs)
        recoveringUntilMs = nowMs + longestRelistMs
      deafSinceMs = undefined
      return nowMs < recoveringUntilMs ? 'recovering' : 'fine'
    },
  }
}

/** A broken watch lists again after at most twice this. */
const longestRelistMs = 2 * timing.relistMaxMs
