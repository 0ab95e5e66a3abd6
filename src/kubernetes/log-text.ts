/**
 * The lines of a log that somebody asked for, as the kubelet sends them.
 *
 * *Upstream:* `staging/src/k8s.io/cri-client/pkg/logs/logs.go` ReadLogs
 */
import { microTimeOf } from './api/time.ts'
import type { LogLine } from './inside.ts'

export interface LogWish {
  readonly tail?: number | undefined
  /** Virtual milliseconds: nothing that is older. */
  readonly sinceMs?: number | undefined
  readonly timestamps?: boolean | undefined
  readonly limitBytes?: number | undefined
  /** Milliseconds by which clients are ahead of the cluster's calendar. */
  readonly aheadMs?: number | undefined
}

/** The last lines first, then what of them is new enough; each with its line break. */
export function logText(lines: readonly LogLine[], wish: LogWish): string {
  const { tail, sinceMs = Number.NEGATIVE_INFINITY, timestamps, limitBytes, aheadMs = 0 } = wish
  const last =
    tail === undefined || tail < 0 ? lines : lines.slice(Math.max(0, lines.length - tail))
  const text = last
    .filter(({ atMs }) => atMs >= sinceMs)
    .map((line) =>
      timestamps ? `${nanoTimeOf(line.atMs + aheadMs)} ${line.text}\n` : `${line.text}\n`,
    )
    .join('')
  return limitBytes === undefined ? text : text.slice(0, limitBytes)
}

function nanoTimeOf(ms: number): string {
  return microTimeOf(ms).replace(/Z$/, '000Z')
}
